import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { findUnitId, UNIT_ARGUMENT, type Unit, unitDetails } from '../../units/units.ts';

export default class UnitsShow extends BaseCommand<typeof UnitsShow> {
  static override summary = 'Show a unit: state, position, bookings.';
  static override examples = ['<%= config.bin %> <%= command.id %> meera@sahyadri.example'];
  static override args = { unit: string({ description: UNIT_ARGUMENT, required: true }) };

  async run(): Promise<Unit> {
    const kiwi = await this.client();
    const unitId = await findUnitId(kiwi, this.args.unit);
    const unit = await kiwi.get('/v1/units/{unitId}', { path: { unitId } });
    this.log(unitDetails(unit));
    return unit;
  }
}
