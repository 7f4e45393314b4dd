import type { DeviceKind } from '../../places/index.ts';
import type { Urgency } from '../record/types.ts';

/**
 * How urgent an alarm is before anyone has spoken. A person who cannot answer may be behind any of the first three, so
 * they wait as emergencies do; someone in a stopped lift can usually speak. A person's decision or what is said changes it.
 */
export const START_URGENCY: Readonly<Record<DeviceKind, Urgency>> = {
  pendant: 2,
  panic_button: 2,
  fire_panel: 2,
  lift: 3,
  other: 3,
};
