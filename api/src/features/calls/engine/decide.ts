import type {
  CallAcceptance,
  CallCommand,
  CallFacts,
  CallRejection,
  CallTimelineType,
  Desk,
  Operator,
} from './types.ts';

/** How long a call rings at one desk before the next is asked, milliseconds. */
export const RING_MS = 30_000;
/** How long a caller waits in all before the call counts as missed, milliseconds: they have been shown the number to dial long before. */
export const MAX_WAITING_MS = 10 * 60_000;
/** A caller who was cut off and calls again within this time lands on the same call, milliseconds. */
export const RETURN_WITHIN_MS = 10 * 60_000;

/**
 * The states of a call, as one function of (call, command, operator, now).
 *
 *                 ring_timeout (next desk)
 *                   ┌────┐
 *     (new) ──► waiting ─┴─ claim ──► active ◄── resume/hold ──► held
 *                 │  ▲                 │  │ take_over (stays)      │
 *           leave │  │ return          │  └──── transfer, operator_gone ──► waiting
 *                 ▼  │                 │
 *             abandoned ── call_back ──┤
 *                 ▲                    │ leave / end
 *     waiting ──► missed ─ call_back ──┘──────────────► ended ── end ──► (wrapped up)
 *
 * A call is never lost: who waits is asked for at every desk in turn until somebody claims or they leave.
 */
export function decide(
  call: CallFacts,
  command: CallCommand,
  operator: Operator | null,
  now: Date,
): CallAcceptance | CallRejection {
  const { state } = call;
  const open = state === 'waiting' || state === 'active' || state === 'held';
  switch (command.type) {
    case 'claim':
      if (state !== 'waiting') return reject(call, 'call_not_waiting');
      if (!isAt(call.desk, operator)) return reject(call, 'not_at_desk');
      return accept(call, ['claimed'], { ...answered(call, operator, now), state: 'active' });
    case 'call_back':
      if (state !== 'abandoned' && state !== 'missed') return reject(call, 'illegal_call_transition');
      if (!isAt(call.desk, operator)) return reject(call, 'not_at_desk');
      return accept(call, ['called_back'], {
        ...answered(call, operator, now),
        state: 'active',
        endedAt: null,
      });
    case 'take_over':
      if (state !== 'active' && state !== 'held') return reject(call, 'illegal_call_transition');
      if (!isAt(call.desk, operator)) return reject(call, 'not_at_desk');
      if (operator.id === call.operatorId) return accept(call, [], call);
      if (!command.allowed) return reject(call, 'operator_present');
      return accept(call, ['taken_over'], { ...answered(call, operator, now), state: 'active' });
    case 'operator_gone': {
      const rings = state === 'waiting' && call.offeredToId === command.operatorId;
      const had = (state === 'active' || state === 'held') && call.operatorId === command.operatorId;
      // A colleague has it by now, or nobody needs to.
      if (!rings && !had) return accept(call, [], call);
      const [desk = call.desk, ...rest] = command.desks;
      return accept(call, desk === call.desk ? ['operator_gone'] : ['operator_gone', 'desk_changed'], {
        ...call,
        state: 'waiting',
        operatorId: null,
        offeredToId: null,
        desk,
        nextDesks: othersThan(desk, [...rest, call.desk, ...call.nextDesks]),
        waitingSince: had ? now : call.waitingSince,
        ringUntil: after(now, RING_MS),
      });
    }
    case 'hold':
      return ofOperator(call, operator, 'active', 'held', 'held');
    case 'resume':
      return ofOperator(call, operator, 'held', 'active', 'resumed');
    case 'transfer': {
      if (state !== 'active' && state !== 'held') return reject(call, 'illegal_call_transition');
      if (operator?.id !== call.operatorId) return reject(call, 'not_call_operator');
      return accept(call, ['transferred'], {
        ...call,
        state: 'waiting',
        operatorId: null,
        offeredToId: command.operatorId,
        desk: command.desk,
        // Who gave it is asked again first, then the desks that were not asked yet.
        nextDesks: othersThan(command.desk, [command.back, ...call.nextDesks]),
        waitingSince: now,
        ringUntil: after(now, RING_MS),
      });
    }
    case 'end': {
      const wrapUp = { disposition: command.disposition, wrappedUpAt: now };
      if (state === 'ended' && call.wrappedUpAt === null) {
        const stands = command.forGone === true && isAt(call.desk, operator);
        if (operator?.id !== call.operatorId && !stands) return reject(call, 'not_call_operator');
        return accept(call, ['wrapped_up'], { ...call, ...wrapUp });
      }
      if (state === 'abandoned' || state === 'missed') {
        // The caller could not be reached, or it was a mistake: an operator of the desk closes it.
        if (!isAt(call.desk, operator)) return reject(call, 'not_at_desk');
        return accept(call, ['wrapped_up'], { ...call, ...wrapUp, state: 'ended', operatorId: operator.id });
      }
      if (state !== 'active' && state !== 'held') return reject(call, 'illegal_call_transition');
      if (operator?.id !== call.operatorId) return reject(call, 'not_call_operator');
      return accept(call, ['ended', 'wrapped_up'], { ...call, ...wrapUp, state: 'ended', endedAt: now });
    }
    case 'leave':
      if (!open) return accept(call, [], call);
      return accept(call, ['caller_left'], {
        ...call,
        // Who leaves while they wait is called back, also when an operator has had them before.
        state: state === 'waiting' ? 'abandoned' : 'ended',
        endedAt: now,
        offeredToId: null,
        ringUntil: null,
      });
    case 'return':
      if (open) return accept(call, [], call);
      if (!mayReturn(call, now)) return reject(call, 'illegal_call_transition');
      return accept(call, ['caller_returned'], {
        ...call,
        state: 'waiting',
        offeredToId: call.operatorId,
        operatorId: null,
        endedAt: null,
        nextDesks: call.nextDesks.length === 0 ? [call.desk] : call.nextDesks,
        waitingSince: now,
        ringUntil: after(now, RING_MS),
      });
    case 'ring_timeout': {
      if (state !== 'waiting' || call.ringUntil === null || call.ringUntil > now)
        return reject(call, 'nothing_due');
      if (now.getTime() - call.waitingSince.getTime() >= MAX_WAITING_MS) {
        return accept(call, ['missed'], {
          ...call,
          state: 'missed',
          endedAt: now,
          ringUntil: null,
          offeredToId: null,
        });
      }
      const [desk = call.desk, ...rest] = call.nextDesks;
      return accept(call, ['desk_changed'], {
        ...call,
        desk,
        nextDesks: othersThan(desk, [...rest, call.desk]),
        offeredToId: null,
        ringUntil: after(now, RING_MS),
      });
    }
  }
}

/** Whether a caller who is back lands on this call. One whose disposition is recorded is over. */
export function mayReturn(call: CallFacts, now: Date): boolean {
  if (call.wrappedUpAt !== null) return false;
  return call.endedAt === null || now.getTime() - call.endedAt.getTime() <= RETURN_WITHIN_MS;
}

function othersThan(desk: Desk, desks: readonly Desk[]): readonly Desk[] {
  return desks.filter((each, index) => each !== desk && desks.indexOf(each) === index);
}

function answered(call: CallFacts, { id }: Operator, now: Date): CallFacts {
  return { ...call, operatorId: id, offeredToId: null, ringUntil: null, claimedAt: call.claimedAt ?? now };
}

function ofOperator(
  call: CallFacts,
  operator: Operator | null,
  from: 'active' | 'held',
  to: 'active' | 'held',
  type: CallTimelineType,
): CallAcceptance | CallRejection {
  if (call.state !== from) return reject(call, 'illegal_call_transition');
  if (operator?.id !== call.operatorId) return reject(call, 'not_call_operator');
  return accept(call, [type], { ...call, state: to });
}

function isAt(desk: Desk, operator: Operator | null): operator is Operator {
  return operator !== null && (operator.desk === null || operator.desk === desk);
}

function accept(before: CallFacts, timeline: readonly CallTimelineType[], next: CallFacts): CallAcceptance {
  return {
    accepted: true,
    timeline,
    next: timeline.length === 0 ? before : { ...next, version: before.version + 1 },
  };
}

function reject({ state }: CallFacts, code: CallRejection['code']): CallRejection {
  return { accepted: false, code, state };
}

const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms);
