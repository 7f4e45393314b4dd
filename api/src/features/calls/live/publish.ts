import { atCommit, type StoredEventOf, subscriber } from '../../../kernel/events/event.ts';
import type { AtCommit, Subscriber } from '../../../kernel/events/subscriber.ts';
import type { Realtime } from '../../../kernel/realtime/realtime.ts';
import { CALL_CHANGES, CallDeskChanged, CallTransferred } from '../events.ts';
import { Call } from '../models.ts';
import { NAMESPACE, queueRoom, roomsOf } from '../rooms.ts';
import { staffRoom } from './sides.ts';

type CallChange = StoredEventOf<(typeof CALL_CHANGES)[number]>;

/** Publishes every change of a call to those who have it open and to the queues of the desk that has it and that had it. */
export function callRealtime(realtime: Realtime): Subscriber {
  return subscriber('call-realtime', CALL_CHANGES, async (event, uow) => {
    // After the commit of the delivery. A client that misses a message reads the call again when it reconnects.
    uow.afterCommit(() => publish(realtime, event));
  });
}

/**
 * Removes the staff of a desk from a call at the commit that gives it to another, however far behind the relay is: they
 * must not hear the rest. The hospital where it came in continues to see it.
 */
export function removeFormerDesk(realtime: Realtime): AtCommit {
  return atCommit([CallTransferred, CallDeskChanged], async ({ data }, uow) => {
    const former = data.formerHospitalId;
    if (former === undefined || former === null || former === data.hospitalId) return;
    const call = await Call.query(uow.trx).findById(data.callId);
    if (call?.originHospitalId === former) return;
    const { all, desk } = roomsOf({ id: data.callId, hospitalId: null });
    const staff = staffRoom(data.callId, former);
    uow.afterCommit(() => realtime.leave(NAMESPACE, staff, [all, desk, staff]));
  });
}

function publish(realtime: Realtime, { id: eventId, type, occurredAt: at, data }: CallChange): void {
  const { callId, hospitalId, state, version, urgency } = data;
  const { all, queue } = roomsOf({ id: callId, hospitalId });
  const former = 'formerHospitalId' in data ? data.formerHospitalId : undefined;
  const rooms = [all, queue, ...(former === undefined ? [] : [queueRoom(former)])];
  realtime.publish(NAMESPACE, [...new Set(rooms)], 'call', {
    eventId,
    type,
    callId,
    state,
    version,
    urgency,
    at,
  });
}
