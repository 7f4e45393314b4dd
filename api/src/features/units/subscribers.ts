import { subscriber } from '../../kernel/events/event.ts';
import type { Subscriber } from '../../kernel/events/subscriber.ts';
import {
  BookingAssigned,
  BookingCancelled,
  type BookingFace,
  BookingMoved,
  BookingReassigned,
  BookingUnassigned,
} from '../booking/index.ts';
import { StaffCreated, StaffDeactivated, StaffReactivated, StaffUpdated } from '../organisations/index.ts';
import { UnitChanged, UnitMessageSeen, UnitMessageSent } from './events.ts';
import type { UnitFeed } from './live/feed.ts';

/** Tells those who follow units of what changed in other ways than by a report of where they are. */
export function unitFeedSubscriber(feed: UnitFeed): Subscriber {
  return subscriber(
    'units-realtime',
    [
      StaffCreated,
      StaffUpdated,
      StaffDeactivated,
      StaffReactivated,
      UnitChanged,
      UnitMessageSent,
      UnitMessageSeen,
      BookingAssigned,
      BookingReassigned,
      BookingUnassigned,
      BookingMoved,
      BookingCancelled,
    ],
    async ({ data }, uow) => {
      const ids = unitsIn(data);
      if (ids.length > 0) uow.afterCommit(() => feed.changed(ids));
    },
  );
}

function unitsIn(data: {
  readonly unitId?: string;
  readonly staffId?: string;
  readonly assigneeKind?: string | null;
  readonly assigneeId?: string | null;
  readonly relievedKind?: string | null;
  readonly relievedId?: string | null;
}): readonly string[] {
  const ids = [
    data.unitId,
    data.staffId,
    data.assigneeKind === 'staff' ? data.assigneeId : null,
    data.relievedKind === 'staff' ? data.relievedId : null,
  ];
  return ids.flatMap((id) => id ?? []);
}

/** Takes open offers from a unit that is put out of service. */
export function outOfServiceSubscriber({ staff }: BookingFace): Subscriber {
  return subscriber('units-out-of-service', [UnitChanged], async ({ data }, uow) => {
    if (data.outOfService) await staff.release(uow, data.unitId);
  });
}
