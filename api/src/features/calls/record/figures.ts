import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import type { Metrics } from '../../../kernel/observability/metrics.ts';
import { BookingAssigned, BookingMoved } from '../../booking/index.ts';
import { Call } from '../models.ts';
import { recordEntry, SYSTEM } from './store.ts';

export type CallMetrics = Pick<Metrics, 'callStage'>;

/** Stages that the desk's figures are made from, in the order in which calls reach them. */
export const STAGES = [
  'answered',
  'first_words',
  'first_urgency',
  'alert_to_action',
  'decided',
  'unit_assigned',
  'unit_on_scene',
] as const;
export type Stage = (typeof STAGES)[number];

/** Counts a stage once the unit of work commits. Exercises are not counted: they have scores. */
export function countStage(
  uow: UnitOfWork,
  metrics: CallMetrics,
  row: Pick<Call, 'training' | 'channel' | 'createdAt' | 'alertedAt'>,
  stage: Stage,
): void {
  const since = stage === 'alert_to_action' ? row.alertedAt : row.createdAt;
  if (row.training || since === null) return;
  const seconds = Math.max(0, uow.now.getTime() - since.getTime()) / 1_000;
  uow.afterCommit(() => metrics.callStage(stage, row.channel, seconds));
}

/** What becomes of the booking of a call belongs to the call's timeline. */
export function bookingStages(metrics: CallMetrics): Subscriber {
  return subscriber('call-booking', [BookingAssigned, BookingMoved], async (event, uow) => {
    const { bookingId, to } = event.data;
    const stage =
      event.type === 'booking.assigned' ? 'unit_assigned' : to === 'in_service' ? 'unit_on_scene' : null;
    if (stage === null) return;
    const row = await Call.query(uow.trx).findOne('booking_id', bookingId).forUpdate();
    if (row === undefined) return;
    await recordEntry(uow, row, stage, SYSTEM, { bookingId });
    countStage(uow, metrics, row, stage);
  });
}
