import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { BookingModel } from '../models.ts';
import type { Policy } from '../policies/policy.ts';

/** First half of the advisory locks that put requests of one resident in a row: the ASCII bytes of `open`. */
const REQUEST_LOCKS = 0x6f70656e;

const ENDED = ['completed', 'cancelled'];

/**
 * Holds a resident's open on-demand bookings of one service to what its policy allows: a second emergency has to be said
 * to be for another person, and `maxOpen` is never exceeded, however many requests arrive at once.
 *
 * A request that is certain to be refused is refused without waiting for the lock, so that a flood does not occupy
 * database connections; the others are counted again under it.
 * @throws Problem `open_emergency`, `too_many_open` (409), both with `openBooking`.
 */
export async function admitOpen(
  uow: UnitOfWork,
  policy: Policy,
  residentId: string,
  forAnotherPerson: boolean,
  emergencyNumber: string,
): Promise<void> {
  if (!policy.emergency && policy.maxOpen === null) return;
  const open = await asSystem('open bookings of a resident', async (system) => {
    const before = await openOf(system, policy, residentId);
    if (isRefused(policy, before.length, forAnotherPerson)) return before;
    // A lock, not a table: no model can take it.
    await system.trx.raw('select pg_advisory_xact_lock(?, hashtext(?))', [
      REQUEST_LOCKS,
      `${residentId} ${policy.id}`,
    ]);
    return openOf(system, policy, residentId);
  });
  if (!isRefused(policy, open.length, forAnotherPerson)) return;
  const newest = open[0] as BookingModel;
  const full = policy.maxOpen !== null && open.length >= policy.maxOpen;
  const urgent = `If you need help immediately, call the emergency number ${emergencyNumber}.`;
  throw new Problem(full ? 'too_many_open' : 'open_emergency', {
    detail: full
      ? `The resident already has ${open.length} open bookings of this service, which is the maximum. ` +
        `Follow the open booking ${newest.id} or cancel it. ${urgent}`
      : `The resident already has an open booking of this service: ${newest.id}. Follow it, or send the request again ` +
        `with forAnotherPerson set to true when it is for another person. ${urgent}`,
    extensions: { openBooking: await asSeenHere(uow, newest) },
  });
}

function isRefused(policy: Policy, open: number, forAnotherPerson: boolean): boolean {
  if (policy.maxOpen !== null && open >= policy.maxOpen) return true;
  return policy.emergency && open > 0 && !forAnotherPerson;
}

/** Newest first. In a system scope: an open booking counts also where the caller cannot read it. */
async function openOf(system: UnitOfWork, policy: Policy, residentId: string): Promise<BookingModel[]> {
  return BookingModel.query(system.trx)
    .select('id', 'service_type', 'hospital_id', 'community_id')
    .where({ resident_id: residentId, service_type: policy.id })
    .whereNull('scheduled_for')
    .whereNotIn('state', ENDED)
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ]);
}

/** The id always, since a refused call for help has to name what is under way; the rest as far as the caller reads it. */
async function asSeenHere(uow: UnitOfWork, { id, serviceType }: BookingModel) {
  const seen = await BookingModel.query(uow.trx).findById(id).select('id', 'state', 'created_at');
  return {
    id,
    serviceType,
    state: seen?.state ?? null,
    createdAt: seen?.createdAt.toISOString() ?? null,
  };
}
