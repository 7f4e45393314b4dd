import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { PersonalDataPart } from '../../kernel/privacy/personal-data.ts';
import type { TimelineData } from './engine/index.ts';
import { BookingEventModel, BookingModel, BookingPositionModel, OfferModel } from './models.ts';
import { bookingOf, entryOf } from './record/rows.ts';
import { bookingOut, entryOut } from './wire.ts';

/** The newest of each kind that an export brings; `complete` says whether that was all. */
const MOST = 2_000;
const AT_ONCE = 200;
/** What stands where a name has to. */
const ERASED_NAME = 'Erased';
const ENDED = ['completed', 'cancelled'];

/**
 * Bookings of a resident, and what they did for neighbours. Erasing keeps what a hospital has to be able to account for
 * (that a service was asked for, when, by which hospital it was given, how it ended) and takes away who and where:
 * names, notes, reasons and places. The timeline still replays to its row.
 */
export const bookingRecords: PersonalDataPart = {
  async collect(uow, residentId) {
    const rows = await BookingModel.query(uow.trx)
      .where('resident_id', residentId)
      .orderBy('created_at', 'desc')
      .limit(MOST + 1);
    const bookings = rows.slice(0, MOST);
    const timelines = await timelinesOf(
      uow,
      bookings.map(({ id }) => id),
    );
    const offers = await OfferModel.query(uow.trx)
      .where('resident_id', residentId)
      .orderBy('id', 'desc')
      .limit(MOST + 1);
    return {
      bookings: bookings.map((row) => ({
        booking: bookingOut({ booking: bookingOf(row), allowedTransitions: [], position: null }),
        timeline: (timelines.get(row.id) ?? []).map((entry) => entryOut(entryOf(entry))),
      })),
      // Where a neighbour needed help is the neighbour's.
      offers: offers.slice(0, MOST).map((row) => ({
        id: row.id,
        bookingId: row.bookingId,
        serviceType: row.serviceType,
        state: row.state,
        sentAt: row.sentAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        respondedAt: row.respondedAt?.toISOString() ?? null,
        reason: row.reason,
      })),
      complete: rows.length <= MOST && offers.length <= MOST,
    };
  },

  async records(uow, residentId) {
    const rows = await BookingModel.query(uow.trx)
      .select('id')
      .where('resident_id', residentId)
      .orderBy('created_at', 'desc')
      .limit(MOST);
    return rows.map(({ id }) => id);
  },

  async openWork(uow, residentId) {
    const open = await BookingModel.query(uow.trx)
      .select('id')
      .where((who) => who.where('resident_id', residentId).orWhere('assignee_resident_id', residentId))
      .whereNotIn('state', ENDED)
      .orderBy('id');
    return open.map(({ id }) => id);
  },

  async erase(uow, { residentId }) {
    const own = await BookingModel.query(uow.trx).select('id').where('resident_id', residentId);
    const answered = await BookingModel.query(uow.trx).select('id').where('assignee_resident_id', residentId);
    const touched = await BookingEventModel.query(uow.trx)
      .distinct('booking_id')
      .where('actor_id', residentId);
    const ids = own.map(({ id }) => id);
    await BookingModel.query(uow.trx)
      .patch({ notes: null, location: null, cancelReason: null })
      .where('resident_id', residentId);
    await BookingModel.query(uow.trx)
      .patch({ assigneeName: ERASED_NAME })
      .where('assignee_resident_id', residentId);
    await BookingModel.query(uow.trx)
      .patch({ cancelledByName: null, cancelReason: null })
      .where('cancelled_by_id', residentId);
    await OfferModel.query(uow.trx)
      .patch({ assigneeName: ERASED_NAME, reason: null })
      .where('resident_id', residentId);
    for (const some of chunks(ids)) {
      await OfferModel.query(uow.trx).patch({ reason: null }).whereIn('booking_id', some);
      await BookingPositionModel.query(uow.trx).delete().whereIn('booking_id', some);
    }
    for (const some of chunks(answered.map(({ id }) => id))) {
      await BookingPositionModel.query(uow.trx).delete().whereIn('booking_id', some);
    }
    const others = new Set([...answered.map(({ id }) => id), ...touched.map(({ bookingId }) => bookingId)]);
    const whose = new Set(ids);
    for (const some of chunks([...new Set([...ids, ...others])])) {
      const entries = await BookingEventModel.query(uow.trx).whereIn('booking_id', some);
      for (const entry of entries) await eraseIn(uow, entry, residentId, whose.has(entry.bookingId));
    }
  },
};

/** Takes the person out of one timeline entry; out of their own bookings also every reason and place. */
async function eraseIn(
  uow: UnitOfWork,
  entry: BookingEventModel,
  residentId: string,
  own: boolean,
): Promise<void> {
  const acted = entry.actorId === residentId;
  const data = withoutPerson(entry.data, residentId, own);
  const patch = {
    ...(acted && entry.actorName !== null ? { actorName: null } : {}),
    ...((acted || own) && entry.reason !== null ? { reason: null } : {}),
    ...(data === entry.data ? {} : { data }),
  };
  if (Object.keys(patch).length > 0) await BookingEventModel.query(uow.trx).findById(entry.id).patch(patch);
}

function withoutPerson(data: TimelineData, residentId: string, own: boolean): TimelineData {
  const assigned = data.assignee?.id === residentId;
  const placed = own && data.location != null;
  if (!assigned && !placed) return data;
  return {
    ...data,
    ...(assigned ? { assignee: { ...data.assignee, name: ERASED_NAME } as TimelineData['assignee'] } : {}),
    ...(placed ? { location: null } : {}),
  } as TimelineData;
}

async function timelinesOf(uow: UnitOfWork, ids: readonly string[]) {
  const entries: BookingEventModel[] = [];
  for (const some of chunks(ids)) {
    entries.push(
      ...(await BookingEventModel.query(uow.trx)
        .whereIn('booking_id', some)
        .orderBy(['booking_id', 'sequence'])),
    );
  }
  return Map.groupBy(entries, ({ bookingId }) => bookingId);
}

function* chunks(ids: readonly string[]): Generator<string[]> {
  for (let from = 0; from < ids.length; from += AT_ONCE) yield ids.slice(from, from + AT_ONCE);
}
