import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { findUnitId, UNIT_ARGUMENT, type Unit, unitDetails } from '../../units/units.ts';

export default class UnitsInService extends BaseCommand<typeof UnitsInService> {
  static override summary = 'Return a unit to service.';
  static override description = 'Dispatch offers it work again while it is on duty.';
  static override examples = ['<%= config.bin %> <%= command.id %> meera@sahyadri.example'];
  static override args = { unit: string({ description: UNIT_ARGUMENT, required: true }) };

  async run(): Promise<Unit> {
    const kiwi = await this.client();
    const unitId = await findUnitId(kiwi, this.args.unit);
    const unit = await kiwi.post('/v1/units/{unitId}/in-service', { path: { unitId } });
    this.log(unitDetails(unit));
    return unit;
  }
}
