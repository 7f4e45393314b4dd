import { string as stringArgument } from '@oclif/core/args';
import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { CliError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import { CALL_ARGUMENT, deskOf, findCallId } from '../../calls/find.ts';

export default class CallsWatch extends BaseCommand<typeof CallsWatch> {
  static override summary = 'Follow a call as it is spoken, or the queue of a desk, live.';
  static override description =
    `With an id: listens until the call ends, with words, urgency and booking. Without: the desk of your hospital, until Ctrl-C.
A lost connection comes back by itself. With --json, one JSON object a line.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --hospital "Sahyadri General" --json',
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000041',
  ];
  static override args = { call: stringArgument({ description: CALL_ARGUMENT }) };
  static override flags = {
    hospital: string({
      summary: 'Follow the desk of this hospital; "platform" for that of the platform.',
      helpValue: 'NAME|ID',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = this;
    if (args.call !== undefined && flags.hospital !== undefined) {
      throw new CliError('usage', 'Give a call or --hospital, not both.');
    }
    const kiwi = await this.client();
    const options = {
      json: this.jsonEnabled(),
      print: (line: string) => process.stdout.write(`${printable(line)}\n`),
    };
    if (args.call === undefined) {
      const { watchQueue } = await import('../../calls/watch-queue.ts');
      await watchQueue(kiwi, await deskOf(kiwi, flags.hospital), options);
    } else {
      const { watchCall } = await import('../../calls/watch-call.ts');
      await watchCall(kiwi, await findCallId(kiwi, args.call), options);
    }
  }
}
