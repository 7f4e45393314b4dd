import { boolean, option, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../base/list.ts';
import { dim, zone } from '../../base/output.ts';
import { CALL_COLUMNS, CALL_STATES, type Call, callRows } from '../../calls/list.ts';
import { findHospital, findResident } from '../../organisations/find.ts';

export default class CallsList extends BaseCommand<typeof CallsList> {
  static override summary = 'List emergency calls, or the queue of a desk.';
  static override description =
    `The newest first. The queue has the most urgent call first, then the one that waits longest; "?" counts as urgency 2.
Commands about one call accept the short id shown here.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> --queue',
    '<%= config.bin %> <%= command.id %> --state abandoned --state missed',
    '<%= config.bin %> <%= command.id %> --hospital "Sahyadri General" --resident +919812345678 --json',
  ];
  static override flags = {
    queue: boolean({ summary: 'Only calls that wait, in the order of the queue.', exclusive: ['state'] }),
    state: option({
      options: CALL_STATES,
      multiple: true,
      summary: 'Only calls in this state; can be repeated.',
    })(),
    hospital: string({ summary: 'Only those at the desk of this hospital.', helpValue: 'NAME|ID' }),
    resident: string({ summary: 'Only those of this resident.', helpValue: 'PHONE|ID' }),
    ...listFlags,
  };

  async run(): Promise<Listed<Call>> {
    const { flags } = this;
    const kiwi = await this.client();
    const query = {
      state: flags.queue ? ['waiting' as const] : flags.state,
      hospitalId: flags.hospital && (await findHospital(kiwi, flags.hospital)).id,
      residentId: flags.resident && (await findResident(kiwi, flags.resident)).id,
    };
    const listed = await collect((limit) => kiwi.pages('/v1/calls', { query: { ...query, limit } }), flags);
    if (this.jsonEnabled()) return listed;
    const none = flags.queue ? 'No call waits.' : 'There are no such calls.';
    this.logTable(await callRows(kiwi, listed.data), CALL_COLUMNS, none);
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'call')}${dim(`; times in ${zone()}`)}`);
    return listed;
  }
}
