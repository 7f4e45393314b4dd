import { event } from '../../kernel/events/event.ts';
import { count, flag, id, object } from '../../kernel/payload/shapes.ts';

export const UnitChanged = event('unit.changed', {
  description: 'A unit was put out of service, or returned to service.',
  data: object({ unitId: id, hospitalId: id, outOfService: flag, version: count }),
  example: {
    unitId: '0193a5f0-7c1e-7000-8000-000000000003',
    hospitalId: '0193a5f0-7c1e-7000-8000-000000000002',
    outOfService: true,
    version: 2,
  },
});
