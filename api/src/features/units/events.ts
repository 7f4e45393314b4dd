import { event } from '../../kernel/events/event.ts';
import { count, flag, id, nullable, object } from '../../kernel/payload/shapes.ts';

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

const MESSAGE = object({ messageId: id, unitId: id, hospitalId: id, bookingId: nullable(id) });
const MESSAGE_EXAMPLE = {
  messageId: '0193a5f0-7c1e-7000-8000-000000000061',
  unitId: '0193a5f0-7c1e-7000-8000-000000000003',
  hospitalId: '0193a5f0-7c1e-7000-8000-000000000002',
  bookingId: '0193a5f0-7c1e-7000-8000-000000000005',
};

export const UnitMessageSent = event('unit.message_sent', {
  description: 'A dispatcher sent a message to a unit.',
  data: MESSAGE,
  example: MESSAGE_EXAMPLE,
});
export const UnitMessageSeen = event('unit.message_seen', {
  description: 'A unit said that it has seen a message.',
  data: MESSAGE,
  example: MESSAGE_EXAMPLE,
});
