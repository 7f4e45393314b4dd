import type { Principal } from '../../../kernel/auth/principal.ts';
import { asSystem, savepoint } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { checkVersion } from '../../../kernel/ground/versions.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { NewBooking } from '../../booking/index.ts';
import { operatorActor, operatorOf } from '../desk/operators.ts';
import { aboutCall, CallDecided, CallUrgencyChanged } from '../events.ts';
import { Call, type Location, type Urgency } from '../models.ts';
import type { CallsNeeds } from '../needs.ts';
import { callProblems } from '../problems.ts';
import { countStage } from '../record/figures.ts';
import { lockCall, queuedAs, recordEntry } from '../record/store.ts';
import { type FilledCall, filledCall } from './context.ts';

export const ACTIONS = ['dispatch', 'advise', 'refer', 'false_call'] as const;
export type CallAction = (typeof ACTIONS)[number];

export interface Decision {
  readonly urgency: Urgency;
  readonly action: CallAction;
  readonly reason?: string | undefined;
  readonly booking?:
    | (Partial<Omit<NewBooking, 'scheduledFor'>> & { readonly scheduledFor?: Date })
    | undefined;
  readonly neighbours?: boolean | undefined;
}

/**
 * What the operator decides, in one unit of work: the urgency, and for `dispatch` the booking and its dispatch. Nothing
 * is sent from an exercise. The operator of the call decides, once it was claimed and until it is wrapped up; a second
 * decision corrects the first, but sends nothing twice.
 * @throws Problem `not_found`, `duty_required`, `not_call_operator`, `illegal_call_transition`, `precondition_failed`,
 *   `reason_required`, `unprocessable` where nobody or nowhere is known to send to; see also `BookingService.create`.
 */
export async function decideCall(
  uow: UnitOfWork,
  needs: CallsNeeds,
  principal: Principal,
  callId: string,
  decision: Decision,
  expected: readonly number[] | undefined,
): Promise<Call> {
  const { organisations } = needs;
  const operator = await operatorOf(uow, organisations, principal);
  const row = await lockCall(uow, callId);
  checkVersion(row.version, expected);
  if (row.operatorId === null || row.wrappedUpAt !== null || row.state === 'waiting') {
    throw new Problem(callProblems.illegal_call_transition, {
      detail: 'Claim the call first; one that is wrapped up is decided.',
      extensions: { currentState: row.state },
    });
  }
  if (row.operatorId !== operator.id) throw new Problem(callProblems.not_call_operator);
  const { urgency, action, reason } = decision;
  const actor = operatorActor(operator);
  if (row.assessedUrgency !== null && row.assessedUrgency !== urgency && reason === undefined) {
    const detail = `Triage assessed urgency ${row.assessedUrgency}. Say why it is ${urgency}.`;
    throw new Problem(callProblems.decision_reason_required, {
      detail,
      errors: [{ pointer: '/reason', detail }],
    });
  }
  const chosen = decision.booking?.residentId;
  // Another person than the caller must be within the operator's own reach.
  if (chosen !== undefined && chosen !== row.residentId) await organisations.residentOf(uow, chosen);
  const bookingId = await asSystem('carry out the decision of an operator', async (system) => {
    if (row.triageId !== null && reason !== undefined) {
      const by = { kind: 'staff' as const, id: operator.id, name: operator.name };
      await needs.triage.calls.override(system, row.triageId, { urgency, reason, by });
    }
    if (action !== 'dispatch' || row.training || row.bookingId !== null) return row.bookingId;
    const filled = await filledCall(needs, row);
    const role = principal.kind === 'staff' ? principal.role : 'nurse';
    const who = { id: operator.id, name: operator.name, role, hospitalId: operator.desk };
    const booking = await needs.booking.service.bookFromCall(system, who, newBooking(filled, decision));
    return booking.id;
  });
  const serviceType = action === 'dispatch' ? await serviceOf(needs, row, decision) : null;
  const after = await updateOne(Call.query(uow.trx).findById(row.id), {
    urgency,
    decidedAt: row.decidedAt ?? uow.now,
    bookingId,
    version: row.version + 1,
  });
  if (decision.neighbours === true && after.bookingId !== null && !row.training) {
    const asked = await askNeighbours(needs, row.id, after.bookingId);
    await recordEntry(uow, after, asked ? 'neighbours_asked' : 'neighbours_unavailable', actor);
  }
  const alertMs = row.alertedAt === null ? null : uow.now.getTime() - row.alertedAt.getTime();
  await recordEntry(uow, after, 'decided', actor, {
    action,
    urgency,
    serviceType,
    assessedUrgency: row.assessedUrgency,
    bookingId: after.bookingId,
    alertToActionMs: alertMs,
    ...(urgency === row.urgency ? {} : queuedAs(row)),
  });
  if (row.decidedAt === null) {
    countStage(uow, needs.metrics, after, 'decided');
    countStage(uow, needs.metrics, after, 'alert_to_action');
  }
  uow.emit(
    CallDecided(row.id, { ...aboutCall(after), action, assessedUrgency: row.assessedUrgency, bookingId }),
  );
  if (after.urgency !== row.urgency) uow.emit(CallUrgencyChanged(row.id, aboutCall(after)));
  return after;
}

/** The service that is sent, or would be if it were no exercise. */
async function serviceOf(needs: CallsNeeds, row: Call, { booking }: Decision): Promise<string | null> {
  return booking?.serviceType ?? (await filledCall(needs, row)).prefill.serviceType.value;
}

/** Skilled neighbours help until the ambulance is there; where none can, the decision stands. @returns whether some were asked. */
async function askNeighbours(needs: CallsNeeds, callId: string, bookingId: string): Promise<boolean> {
  try {
    await savepoint(() =>
      asSystem('ask neighbours to help', (system) =>
        needs.neighbourhood.respond(system, { bookingId, callId }),
      ),
    );
    return true;
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return false;
    throw error;
  }
}

function newBooking(
  { row, prefill }: FilledCall,
  { booking = {} }: Decision,
): NewBooking & { readonly residentId: string } {
  const residentId = booking.residentId ?? prefill.residentId.value;
  const serviceType = booking.serviceType ?? prefill.serviceType.value;
  const location: Location | null = booking.location ?? prefill.location.value;
  if (residentId === null || residentId === undefined) {
    throw missing(
      '/booking/residentId',
      'Say who needs help: name the resident, or register the person first.',
    );
  }
  if (serviceType === null || serviceType === undefined) {
    throw missing('/booking/serviceType', 'Say which service to send: triage has recommended none yet.');
  }
  const notes = booking.notes ?? prefill.notes.value;
  return {
    ...booking,
    residentId,
    serviceType,
    ...(location === null ? {} : { location }),
    ...(notes === null ? {} : { notes }),
    ...(row.triageId === null || row.residentId !== residentId ? {} : { triageId: row.triageId }),
    // The operator has heard for whom it is.
    forAnotherPerson: booking.forAnotherPerson ?? false,
  };
}

function missing(pointer: string, detail: string): Problem {
  return new Problem('unprocessable', { detail, errors: [{ pointer, detail }] });
}
