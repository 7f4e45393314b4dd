import type { Booking, TimelineEntry } from './types.ts';

/** The part of a booking that its timeline determines. */
export type Replayed = Pick<
  Booking,
  | 'state'
  | 'assignee'
  | 'hospitalId'
  | 'scheduledFor'
  | 'scheduledUntil'
  | 'location'
  | 'urgency'
  | 'triageId'
  | 'assignBy'
  | 'arriveBy'
  | 'assignBreachedAt'
  | 'arriveBreachedAt'
  | 'escalation'
  | 'cancellation'
  | 'version'
  | 'sequence'
>;

const date = (text: string | null): Date | null => (text ? new Date(text) : null);

/**
 * Replays a complete timeline, oldest first. Returns the state that the booking row must have; null for an empty timeline.
 * @throws Error if a sequence number is missing or the first entry is not `requested`: the timeline is damaged.
 */
export function fold(timeline: readonly TimelineEntry[]): Replayed | null {
  let state: Replayed | null = null;
  for (const [index, entry] of timeline.entries()) {
    if (entry.sequence !== index + 1) throw new Error(`Timeline entry ${index + 1} is missing`);
    state = apply(state, entry);
  }
  return state;
}

function apply(before: Replayed | null, entry: TimelineEntry): Replayed {
  if (before === null) {
    if (entry.type !== 'requested') throw new Error('A timeline begins with requested');
    const { data } = entry;
    return {
      state: 'requested',
      assignee: null,
      hospitalId: data.hospitalId,
      scheduledFor: date(data.scheduledFor),
      scheduledUntil: date(data.scheduledUntil),
      location: data.location,
      urgency: data.urgency ?? null,
      triageId: data.triageId ?? null,
      assignBy: date(data.assignBy),
      arriveBy: date(data.arriveBy),
      assignBreachedAt: null,
      arriveBreachedAt: null,
      escalation: null,
      cancellation: null,
      version: entry.version,
      sequence: entry.sequence,
    };
  }
  const after = {
    ...before,
    version: entry.version,
    sequence: entry.sequence,
    state: entry.to ?? before.state,
  };
  switch (entry.type) {
    case 'assigned':
    case 'reassigned':
      return { ...after, assignee: entry.data.assignee };
    case 'unassigned':
      return {
        ...after,
        assignee: null,
        ...(entry.data.assignBy ? { assignBy: date(entry.data.assignBy) } : {}),
      };
    case 'cancelled':
      return { ...after, cancellation: { reason: entry.reason, by: entry.actor } };
    case 'location_updated':
      return { ...after, location: entry.data.location };
    case 'urgency_changed':
      return { ...after, urgency: entry.data.urgency };
    case 'sla_breached':
      return entry.data.clock === 'assign'
        ? { ...after, assignBreachedAt: entry.at }
        : { ...after, arriveBreachedAt: entry.at };
    case 'escalated':
      return { ...after, escalation: { clock: entry.data.clock, at: entry.at, acknowledged: null } };
    case 'escalation_acknowledged':
      return {
        ...after,
        escalation: before.escalation && {
          ...before.escalation,
          acknowledged: { at: entry.at, by: entry.actor },
        },
      };
    default:
      return after;
  }
}
