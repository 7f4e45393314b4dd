import type { SignatureCheck } from '../../kernel/http/mount.ts';
import type { OperationsOf } from '../../kernel/http/operation.ts';
import { StreamBody } from '../../kernel/http/reply.ts';
import { savedAs } from '../../kernel/values/disposition.ts';
import type { Purpose, SignedAddresses } from './content/addresses.ts';
import type { Transfers } from './content/transfers.ts';
import type { Attachments } from './service.ts';
import { attachmentBody, uploadOut } from './wire.ts';

export type AttachmentOperations = OperationsOf<
  | 'createAttachment'
  | 'listAttachments'
  | 'getAttachment'
  | 'completeAttachment'
  | 'deleteAttachment'
  | 'uploadAttachmentContent'
  | 'getAttachmentContent'
>;

export function attachmentOperations(service: Attachments, transfers: Transfers): AttachmentOperations {
  return {
    async createAttachment({ principal, body }) {
      const { row, upload } = await service.create(principal, body);
      return { status: 201, body: { id: row.id, state: row.state, upload: uploadOut(upload) } };
    },
    async listAttachments({ principal, query }) {
      const { recordType, recordId, limit = 50, cursor } = query;
      const record = { type: recordType, id: recordId };
      const { data, nextCursor } = await service.list(principal, record, { limit, cursor });
      return { status: 200, body: { data: data.map(attachmentBody), nextCursor } };
    },
    async getAttachment({ principal, params }) {
      return { status: 200, body: attachmentBody(await service.get(principal, params.attachmentId)) };
    },
    async completeAttachment({ principal, params }) {
      return { status: 202, body: attachmentBody(await service.complete(principal, params.attachmentId)) };
    },
    async deleteAttachment({ principal, params }) {
      await service.delete(principal, params.attachmentId);
      return { status: 204 };
    },
    async uploadAttachmentContent({ params, body }) {
      await transfers.receive(params.attachmentId, body);
      return { status: 204 };
    },
    async getAttachmentContent({ params }) {
      const { row, pieces } = await transfers.read(params.attachmentId);
      return {
        status: 200,
        body: new StreamBody(row.size, pieces, row.contentType),
        headers: { 'content-disposition': savedAs(row.fileName) },
      };
    },
  };
}

/** Who has an address that is signed and has not expired has all that it takes. */
export function addressChecks(
  addresses: SignedAddresses,
): Readonly<Record<'uploadAttachmentContent' | 'getAttachmentContent', SignatureCheck>> {
  const check =
    (purpose: Purpose): SignatureCheck =>
    ({ path, params }) =>
      addresses.isValid(String(params.attachmentId), purpose, path);
  return { uploadAttachmentContent: check('upload'), getAttachmentContent: check('download') };
}
