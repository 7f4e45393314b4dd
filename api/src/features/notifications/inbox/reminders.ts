import type { Database } from '../../../kernel/db/unit/database.ts';
import { subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import {
  BookingCancelled,
  type BookingFace,
  BookingMoved,
  type BookingProgress,
  BookingRequested,
} from '../../booking/index.ts';
import { RemindOfVisit } from '../jobs.ts';
import { OTHER_CLASSES } from '../rules/rules.ts';
import type { NotificationSettings } from '../settings.ts';
import { type NotifyDeps, notify } from './notify.ts';

/** The states of a visit that is still ahead. */
const AHEAD: readonly BookingProgress['state'][] = ['requested', 'assigned'];

/**
 * Orders the reminder of a visit when it is booked, and cancels it when the visit begins or is cancelled. A booking has one
 * reminder: ordered again, it moves.
 */
export function reminderSubscriber({ reminderMs }: NotificationSettings): Subscriber {
  const events = [BookingRequested, BookingMoved, BookingCancelled];
  return subscriber('notifications.reminders', events, async (event, uow) => {
    const { bookingId, serviceType, residentId, hospitalId, state } = event.data;
    const scheduledFor = event.type === BookingRequested.type ? event.data.scheduledFor : null;
    if (scheduledFor === null) {
      if (!AHEAD.includes(state)) uow.cancel(RemindOfVisit, bookingId);
      return;
    }
    const at = new Date(Date.parse(scheduledFor) - reminderMs);
    // Who books a visit for soon knows of it.
    if (at <= uow.now) return;
    const reminder = { bookingId, serviceType, residentId, hospitalId, scheduledFor };
    uow.enqueue(RemindOfVisit.at(bookingId, reminder, at));
  });
}

interface ReminderDeps extends NotifyDeps {
  readonly database: Database;
  readonly booking: Pick<BookingFace, 'progressOf'>;
}

/** Notifies the resident, unless the visit is cancelled or has begun. */
export function reminderJob(deps: ReminderDeps): JobDefinition {
  return jobHandler(RemindOfVisit, {
    handle: ({ bookingId, serviceType, residentId, hospitalId, scheduledFor }) =>
      deps.database.asSystem('remind of a visit', async (uow) => {
        // An event may be delivered again after the visit was cancelled.
        const [visit] = await deps.booking.progressOf(uow, [bookingId]);
        const expiresAt = new Date(scheduledFor);
        if (visit === undefined || !AHEAD.includes(visit.state) || expiresAt <= uow.now) return;
        const notice = {
          source: `reminder:${bookingId}:${scheduledFor}`,
          class: OTHER_CLASSES.visit_reminder,
          template: 'visit_reminder',
          data: { service: serviceType, time: scheduledFor },
          record: { type: 'booking', id: bookingId },
          hospitalId,
          expiresAt,
        } as const;
        await notify(uow, deps, notice, [{ kind: 'resident', id: residentId }]);
      }),
  });
}
