import { event } from '../../kernel/events/event.ts';
import { id, object } from '../../kernel/payload/shapes.ts';

const communityId = '0193a5f0-7c1e-7000-8000-000000000001';
const aPlace = {
  data: object({ placeId: id, communityId: id }),
  example: { placeId: '0193a5f0-7c1e-7000-8000-000000000051', communityId },
};
const aDevice = {
  data: object({ alarmDeviceId: id, communityId: id }),
  example: { alarmDeviceId: '0193a5f0-7c1e-7000-8000-000000000052', communityId },
};

export const PlaceAdded = event('place.added', {
  description: 'A place of a community got a code to print.',
  ...aPlace,
});
export const PlaceUpdated = event('place.updated', {
  description: 'A place was changed, or its code was switched off or on.',
  ...aPlace,
});
export const PlaceCodeRotated = event('place.code_rotated', {
  description: 'A place got a new code; the one before stopped working.',
  ...aPlace,
});
export const AlarmDeviceRegistered = event('alarm_device.registered', {
  description: 'A device that raises alarms was registered.',
  ...aDevice,
});
export const AlarmDeviceUpdated = event('alarm_device.updated', {
  description: 'The registration of a device was changed.',
  ...aDevice,
});
export const AlarmDeviceRemoved = event('alarm_device.removed', {
  description: 'The registration of a device was removed.',
  ...aDevice,
});
