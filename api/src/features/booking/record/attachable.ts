import { Problem } from '../../../kernel/ground/problem.ts';
import type { AttachableRecords, RecordSubject } from '../../attachments/index.ts';
import { BookingModel } from '../models.ts';
import { notFound } from '../problems.ts';

/**
 * Bookings as attachments see them: staff of the hospital and the person whom it is for read and add files. A volunteer who
 * goes there sees the booking, but none of them.
 */
export const attachableBookings: AttachableRecords = {
  async open(uow, principal, bookingId, purpose) {
    const query = BookingModel.query(uow.trx).findById(bookingId);
    const row = await (purpose === 'add' ? query.forUpdate() : query);
    if (row === undefined) throw notFound('booking');
    if (principal.kind === 'resident' && row.residentId !== principal.id)
      throw new Problem('role_not_allowed');
    return subjectOf(row);
  },
  async find(uow, bookingId) {
    const row = await BookingModel.query(uow.trx).findById(bookingId);
    return row === undefined ? null : subjectOf(row);
  },
};

const subjectOf = ({ hospitalId, communityId, residentId }: BookingModel): RecordSubject => ({
  hospitalId,
  communityId,
  residentId,
});
