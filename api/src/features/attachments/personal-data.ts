import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { PersonalDataPart } from '../../kernel/privacy/personal-data.ts';
import { CheckAttachment, DeleteAttachmentFiles } from './jobs.ts';
import { Attachment } from './models.ts';
import { attachmentBody } from './wire.ts';

/** The newest in an export; `attachmentsComplete` says whether there are no more. */
const MAX_EXPORTED = 500;

/**
 * Files attached to a resident's records, and those that the resident attached. The export names them: each is downloaded as
 * by all who may read it. Erasure deletes them with their files.
 */
export const attachmentRecords: PersonalDataPart = {
  async collect(uow, residentId) {
    const rows = await of(uow, residentId)
      .orderBy('id', 'desc')
      .limit(MAX_EXPORTED + 1);
    return {
      attachments: rows.slice(0, MAX_EXPORTED).map((row) => attachmentBody({ row, download: null })),
      attachmentsComplete: rows.length <= MAX_EXPORTED,
    };
  },

  async records(uow, residentId) {
    const rows = await of(uow, residentId).select('id').orderBy('id', 'desc').limit(MAX_EXPORTED);
    return rows.map(({ id }) => id);
  },

  async erase(uow, { residentId }) {
    const rows = await of(uow, residentId).select('id');
    for (const { id } of rows) {
      uow.cancel(CheckAttachment, id);
      uow.enqueue(DeleteAttachmentFiles.now(id, { attachmentId: id }));
    }
    await of(uow, residentId).delete();
  },
};

function of({ trx }: UnitOfWork, residentId: string) {
  return Attachment.query(trx).where((either) =>
    either
      .where('resident_id', residentId)
      .orWhere({ created_by_kind: 'resident', created_by_id: residentId }),
  );
}
