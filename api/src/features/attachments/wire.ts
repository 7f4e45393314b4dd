import type { components } from '@kiwimesh/openapi/types';
import type { SignedAddress } from './content/addresses.ts';
import type { UploadRequest } from './content/files.ts';
import { recordOf } from './models.ts';
import type { Attached } from './service.ts';

type Wire = components['schemas'];

export function attachmentBody({ row, download }: Attached): Wire['Attachment'] {
  return {
    id: row.id,
    record: recordOf(row),
    fileName: row.fileName,
    contentType: row.contentType,
    size: row.size,
    state: row.state,
    rejection: row.rejection,
    sha256: row.sha256?.toString('hex') ?? null,
    createdBy: { kind: row.createdByKind, id: row.createdById },
    createdAt: row.createdAt.toISOString(),
    readyAt: row.readyAt?.toISOString() ?? null,
    download: download && addressOut(download),
  };
}

export function uploadOut({ method, url, headers, expiresAt }: UploadRequest): Wire['AttachmentUpload'] {
  return { method, url, headers: { ...headers }, expiresAt: expiresAt.toISOString() };
}

function addressOut({ url, expiresAt }: SignedAddress): Wire['AttachmentAddress'] {
  return { url, expiresAt: expiresAt.toISOString() };
}
