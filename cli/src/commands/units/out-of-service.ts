import { string as stringArgument } from '@oclif/core/args';
import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { findUnitId, UNIT_ARGUMENT, type Unit, unitDetails } from '../../units/units.ts';

export default class UnitsOutOfService extends BaseCommand<typeof UnitsOutOfService> {
  static override summary = 'Put a unit out of service: dispatch offers it nothing.';
  static override description = 'Open offers are withdrawn; what it is assigned to stays with it.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> meera@sahyadri.example --reason "Flat tyre"',
  ];
  static override args = { unit: stringArgument({ description: UNIT_ARGUMENT, required: true }) };
  static override flags = {
    reason: string({ summary: 'Why; colleagues read it.', helpValue: 'TEXT', required: true }),
  };

  async run(): Promise<Unit> {
    const kiwi = await this.client();
    const unitId = await findUnitId(kiwi, this.args.unit);
    const unit = await kiwi.post('/v1/units/{unitId}/out-of-service', {
      path: { unitId },
      body: { reason: this.flags.reason },
    });
    this.log(unitDetails(unit));
    return unit;
  }
}
