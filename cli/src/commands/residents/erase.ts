import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base/command.ts';
import { shortTime } from '../../base/output.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';
import type { Erasure } from '../../base/wire.ts';
import { findResident } from '../../organisations/find.ts';

const REASONS = ['requested_by_person', 'deceased', 'moved_away', 'recorded_by_mistake'] as const;

export default class ResidentsErase extends BaseCommand<typeof ResidentsErase> {
  static override summary =
    'Erase the personal data of a resident, after a period in which it can be cancelled. Their bookings are kept without a name.';
  static override description =
    'For community managers and super admins. Not possible while a booking is open. The resident can cancel the erasure.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> +919812345678 --reason requested_by_person --confirm "Arjun Rao"',
  ];
  static override args = { resident: Args.string({ description: 'Phone, name or id.', required: true }) };
  static override flags = {
    reason: Flags.string({
      summary: 'The reason, as a code because it is kept.',
      options: REASONS,
      required: true,
    }),
    confirm: confirmFlag,
  };

  async run(): Promise<Erasure> {
    const kiwi = await this.client();
    const found = await findResident(kiwi, this.args.resident);
    await confirmName(found.name, this.flags.confirm, `All personal data of ${found.name} will be erased.`);
    const erasure = await kiwi.post('/v1/residents/{residentId}/erasure', {
      path: { residentId: found.id },
      body: { reason: this.flags.reason as (typeof REASONS)[number] },
    });
    this.log(
      erasure.dueAt
        ? `${found.name} will be erased on ${shortTime(erasure.dueAt)}. Until then they can cancel the erasure.`
        : `${found.name} will be erased immediately.`,
    );
    return erasure;
  }
}
