import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { PersonalDataPart } from '../../kernel/privacy/personal-data.ts';
import { FINAL_STATES, type TimelineData } from './engine/index.ts';
import {
  BookingCandidateModel,
  BookingEventModel,
  BookingModel,
  BookingPositionModel,
  OfferModel,
} from './models.ts';
import { toBooking, toEntry } from './record/rows.ts';
import { bookingOut, entryOut } from './wire.ts';

/** The newest bookings and the newest offers in an export; `complete` says whether there are no more. */
const MAX_EXPORTED = 2_000;
const IDS_PER_STATEMENT = 200;
/** Replaces names in columns that cannot be null. */
const ERASED_NAME = 'Erased';

/**
 * Bookings of a resident, and offers to a volunteer. Erasure keeps what a hospital must be able to account for (that a
 * service was requested, when, which hospital provided it, how it ended) and removes names, notes, reasons and
 * locations. The timeline still replays to its row.
 */
export const bookingRecords: PersonalDataPart = {
  async collect(uow, residentId) {
    const rows = await BookingModel.query(uow.trx)
      .where('resident_id', residentId)
      .orderBy('created_at', 'desc')
      .limit(MAX_EXPORTED + 1);
    const bookings = rows.slice(0, MAX_EXPORTED);
    const timelines = await timelinesOf(uow, idsOf(bookings));
    const offers = await OfferModel.query(uow.trx)
      .where('resident_id', residentId)
      .orderBy('id', 'desc')
      .limit(MAX_EXPORTED + 1);
    return {
      bookings: bookings.map((row) => ({
        booking: bookingOut({ booking: toBooking(row), allowedTransitions: [], position: null }),
        timeline: (timelines.get(row.id) ?? []).map((entry) => entryOut(toEntry(entry))),
      })),
      // Without the location, which is data of the neighbour who needed help.
      offers: offers.slice(0, MAX_EXPORTED).map((row) => ({
        id: row.id,
        bookingId: row.bookingId,
        serviceType: row.serviceType,
        state: row.state,
        sentAt: row.sentAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        respondedAt: row.respondedAt?.toISOString() ?? null,
        reason: row.reason,
      })),
      complete: rows.length <= MAX_EXPORTED && offers.length <= MAX_EXPORTED,
    };
  },

  async records(uow, residentId) {
    const rows = await BookingModel.query(uow.trx)
      .select('id')
      .where('resident_id', residentId)
      .orderBy('created_at', 'desc')
      .limit(MAX_EXPORTED);
    return idsOf(rows);
  },

  async openWork(uow, residentId) {
    const open = await BookingModel.query(uow.trx)
      .select('id')
      .where((either) => either.where('resident_id', residentId).orWhere('assignee_resident_id', residentId))
      .whereNotIn('state', [...FINAL_STATES])
      .orderBy('id');
    return idsOf(open);
  },

  async erase(uow, { residentId }) {
    const own = idsOf(await BookingModel.query(uow.trx).select('id').where('resident_id', residentId));
    const provided = idsOf(
      await BookingModel.query(uow.trx).select('id').where('assignee_resident_id', residentId),
    );
    const touched = await BookingEventModel.query(uow.trx)
      .distinct('booking_id')
      .where('actor_id', residentId);
    await BookingModel.query(uow.trx)
      .patch({ notes: null, location: null, cancelReason: null })
      .where('resident_id', residentId);
    await BookingModel.query(uow.trx)
      .patch({ assigneeName: ERASED_NAME })
      .where('assignee_resident_id', residentId);
    await BookingModel.query(uow.trx)
      .patch({ cancelledByName: null, cancelReason: null })
      .where('cancelled_by_id', residentId);
    await BookingCandidateModel.query(uow.trx).delete().where('resident_id', residentId);
    await OfferModel.query(uow.trx)
      .patch({ assigneeName: ERASED_NAME, reason: null })
      .where('resident_id', residentId);
    for (const ids of chunks(own)) {
      await OfferModel.query(uow.trx).patch({ reason: null }).whereIn('booking_id', ids);
    }
    for (const ids of chunks([...own, ...provided])) {
      await BookingPositionModel.query(uow.trx).delete().whereIn('booking_id', ids);
    }
    const ownIds = new Set(own);
    const all = new Set([...own, ...provided, ...touched.map(({ bookingId }) => bookingId)]);
    for (const ids of chunks([...all])) {
      const entries = await BookingEventModel.query(uow.trx).whereIn('booking_id', ids);
      for (const entry of entries) await eraseFrom(uow, entry, residentId, ownIds.has(entry.bookingId));
    }
  },
};

/** Removes the person from a timeline entry; if the booking is their own, also its reason and location. */
async function eraseFrom(
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
  if ('assignee' in data && data.assignee.id === residentId) {
    return { ...data, assignee: { ...data.assignee, name: ERASED_NAME } };
  }
  return own && 'location' in data && data.location !== null ? { ...data, location: null } : data;
}

async function timelinesOf(uow: UnitOfWork, bookingIds: readonly string[]) {
  const entries: BookingEventModel[] = [];
  for (const ids of chunks(bookingIds)) {
    entries.push(
      ...(await BookingEventModel.query(uow.trx)
        .whereIn('booking_id', ids)
        .orderBy(['booking_id', 'sequence'])),
    );
  }
  return Map.groupBy(entries, ({ bookingId }) => bookingId);
}

function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map(({ id }) => id);
}

function* chunks(ids: readonly string[]): Generator<string[]> {
  for (let from = 0; from < ids.length; from += IDS_PER_STATEMENT)
    yield ids.slice(from, from + IDS_PER_STATEMENT);
}
