import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { FINAL_STATES, type Policy } from '../engine/index.ts';
import { BookingModel } from '../models.ts';
import { bookingProblems } from '../problems.ts';

/** First half of the advisory locks that serialise the requests of a resident: the ASCII bytes of `open`. */
const REQUEST_LOCKS = 0x6f70656e;

/**
 * Limits the open on-demand bookings of a resident for one service to what its policy allows: a second emergency must
 * be declared to be for another person, and `maxOpen` is never exceeded, even by concurrent requests.
 *
 * A request over the limit is refused without waiting for the lock, so that a flood does not occupy database
 * connections. All others are counted again under the lock.
 * @throws Problem `open_emergency`, `too_many_open` (409), both with `openBooking`.
 */
export async function checkOpenBookings(
  uow: UnitOfWork,
  policy: Policy,
  residentId: string,
  forAnotherPerson: boolean,
  emergencyNumber: string,
): Promise<void> {
  if (!policy.emergency && policy.maxOpen === null) return;
  const open = await asSystem('open bookings of a resident', async (system) => {
    const unlocked = await openBookings(system, policy, residentId);
    if (exceedsLimit(policy, unlocked.length, forAnotherPerson)) return unlocked;
    // An advisory lock, which no model can take.
    await system.trx.raw('select pg_advisory_xact_lock(?, hashtext(?))', [
      REQUEST_LOCKS,
      `${residentId} ${policy.id}`,
    ]);
    return openBookings(system, policy, residentId);
  });
  if (!exceedsLimit(policy, open.length, forAnotherPerson)) return;
  const newest = open[0] as BookingModel;
  const full = policy.maxOpen !== null && open.length >= policy.maxOpen;
  const emergency = `If you need help immediately, call the emergency number ${emergencyNumber}.`;
  throw new Problem(full ? bookingProblems.too_many_open : bookingProblems.open_emergency, {
    detail: full
      ? `The resident already has ${open.length} open bookings of this service, which is the maximum. ` +
        `Follow the open booking ${newest.id} or cancel it. ${emergency}`
      : `The resident already has an open booking of this service: ${newest.id}. Follow it, or send the request again ` +
        `with forAnotherPerson set to true when it is for another person. ${emergency}`,
    extensions: { openBooking: await visibleSummary(uow, newest) },
  });
}

function exceedsLimit(policy: Policy, open: number, forAnotherPerson: boolean): boolean {
  if (policy.maxOpen !== null && open >= policy.maxOpen) return true;
  return policy.emergency && open > 0 && !forAnotherPerson;
}

/** Newest first. Needs a system scope: open bookings count even if the caller cannot read them. */
async function openBookings(system: UnitOfWork, policy: Policy, residentId: string): Promise<BookingModel[]> {
  return BookingModel.query(system.trx)
    .select('id', 'service_type', 'hospital_id', 'community_id')
    .where({ resident_id: residentId, service_type: policy.id })
    .whereNull('scheduled_for')
    .whereNotIn('state', [...FINAL_STATES])
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ]);
}

/** Always has the id, because a refused emergency request must name the open booking; the rest only if the caller may read it. */
async function visibleSummary(uow: UnitOfWork, { id, serviceType }: BookingModel) {
  const visible = await BookingModel.query(uow.trx).findById(id).select('id', 'state', 'created_at');
  return {
    id,
    serviceType,
    state: visible?.state ?? null,
    createdAt: visible?.createdAt.toISOString() ?? null,
  };
}
