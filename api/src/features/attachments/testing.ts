import {
  type Cell,
  type Expectation,
  freshBooking,
  nothing,
} from '../../../test/authorisation/expectation.ts';
import { AT, idsOf, LATER } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';
import { systemScope } from '../../kernel/auth/scope.ts';
import { newFileKey } from '../../kernel/sealing/sealed-bytes.ts';
import { Attachment } from './models.ts';

const all = 'siud';

const tables: FeatureTesting['tables'] = {
  attachment: {
    reach: {
      system: all,
      super_admin: all,
      hospital_admin: all,
      nurse: all,
      paramedic: all,
      api_key: all,
      resident: all,
    },
    plain: ['content_type', 'image/png'],
    sealed: ['file_name', 'key'],
    ofLater: true,
    rows: (side) => {
      const id = idsOf(side);
      const file = {
        created_by_kind: 'staff',
        created_by_id: id('nurse'),
        file_name: 'photo.jpg',
        content_type: 'image/jpeg',
        size: 10,
        key: 'key',
        created_at: AT,
        upload_until: LATER,
      };
      return [
        { id: id('attachment'), booking_id: id('booking'), resident_id: id('resident'), ...file },
        { id: id('attachment', 1), call_id: id('call'), ...file },
      ];
    },
  },
};

/** A file of a new booking, attached by the caller, that can be downloaded. */
const attached: NonNullable<Expectation['request']> = async (cell: Cell) => {
  const { bookingId, ...ids } = await freshBooking(cell);
  const { world, caller } = cell;
  const person = world.person(caller);
  const { id } = await world.app.database.run(systemScope('test'), async (uow) =>
    Attachment.query(uow.trx)
      .insert({
        bookingId: bookingId ?? null,
        callId: null,
        residentId: null,
        createdByKind: person?.role === 'resident' ? 'resident' : 'staff',
        createdById: person?.id ?? (ids.staffId as string),
        fileName: 'photo.jpg',
        contentType: 'image/jpeg',
        size: 10,
        key: newFileKey(),
        state: 'ready',
        rejection: null,
        sha256: Buffer.alloc(32),
        createdAt: uow.now,
        uploadUntil: uow.now,
        readyAt: uow.now,
      })
      .returning('*'),
  );
  return { ids: { ...ids, attachmentId: id } };
};
const ofAttached: Expectation = { about: 'record', request: attached };

const operations: FeatureTesting['operations'] = {
  createAttachment: {
    about: 'record',
    request: async (cell) => ({
      body: {
        record: { type: 'booking', id: (await freshBooking(cell)).bookingId },
        fileName: 'photo.jpg',
        contentType: 'image/jpeg',
        size: 10,
      },
    }),
  },
  listAttachments: {
    about: 'record',
    request: async (cell) => ({
      query: { recordType: 'booking', recordId: (await freshBooking(cell)).bookingId as string },
    }),
  },
  getAttachment: ofAttached,
  completeAttachment: ofAttached,
  deleteAttachment: ofAttached,
  // The service alone can sign: no caller of the matrix gets in.
  uploadAttachmentContent: nothing,
  getAttachmentContent: nothing,
};

export const testing: FeatureTesting = { tables, operations };
