import { v7 } from 'uuid';
import type { Principal } from '../../kernel/auth/principal.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../kernel/ground/paging.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import { newFileKey } from '../../kernel/sealing/sealed-bytes.ts';
import { newestPage } from '../../kernel/tenancy/lists.ts';
import { updateOne } from '../../kernel/tenancy/written-rows.ts';
import type { SignedAddress } from './content/addresses.ts';
import { type AttachmentFiles, UPLOAD_SECONDS, type UploadRequest } from './content/files.ts';
import { AttachmentDeleted, aboutAttachment } from './events.ts';
import type { RecordSubject } from './index.ts';
import { CheckAttachment, DeleteAttachmentFiles } from './jobs.ts';
import { Attachment, type ContentType, RECORD_COLUMNS, type RecordType, recordOf } from './models.ts';
import { attachmentNotFound, attachmentProblems, unprocessable } from './problems.ts';
import type { AttachableByType } from './records.ts';
import type { AttachmentSettings } from './settings.ts';

interface AttachmentDeps {
  readonly database: Database;
  readonly files: AttachmentFiles;
  readonly records: AttachableByType;
  readonly limits: AttachmentSettings;
}

export interface RecordReference {
  readonly type: RecordType;
  readonly id: string;
}

export interface NewAttachment {
  readonly record: RecordReference;
  readonly fileName: string;
  readonly contentType: ContentType;
  /** Bytes. */
  readonly size: number;
}

/** An attachment, and where its file is downloaded while it is ready. */
export interface Attached {
  readonly row: Attachment;
  readonly download: SignedAddress | null;
}

/** Where storage fails afterwards, the same request can be repeated under its idempotency key. */
const READ_ONLY = { readOnly: true };

/** Files that belong to records, for those who may read the record. */
export class Attachments {
  readonly #deps: AttachmentDeps;

  constructor(deps: AttachmentDeps) {
    this.#deps = deps;
  }

  /**
   * Announces a file. @returns how it is uploaded.
   * @throws Problem `not_found` for a record out of the caller's reach and what its feature refuses; `unprocessable` for a
   *   file that is too large; `too_many_attachments`.
   */
  async create(
    principal: Principal,
    { record, ...file }: NewAttachment,
  ): Promise<{ readonly row: Attachment; readonly upload: UploadRequest }> {
    const { database, records, limits, files } = this.#deps;
    if (file.size > limits.maxBytes) {
      throw unprocessable('/size', `Files may have ${limits.maxBytes} bytes at most.`);
    }
    const row = await database.run(principal, async (uow) => {
      const id = v7();
      const subject = await records[record.type].open(uow, principal, record.id, 'add');
      uow.about('attachment', id, subject);
      const column = RECORD_COLUMNS[record.type];
      const there = await Attachment.query(uow.trx)
        .where(column, record.id)
        .whereNot('state', 'rejected')
        .resultSize();
      if (there >= limits.perRecord) {
        throw new Problem(attachmentProblems.too_many_attachments, {
          detail: `A record has ${limits.perRecord} files at most. Delete one first.`,
        });
      }
      return Attachment.query(uow.trx)
        .insert({
          id,
          bookingId: record.type === 'booking' ? record.id : null,
          callId: record.type === 'call' ? record.id : null,
          residentId: subject.residentId,
          ...creatorOf(principal),
          ...file,
          key: newFileKey(),
          state: 'pending',
          rejection: null,
          sha256: null,
          createdAt: uow.now,
          uploadUntil: new Date(uow.now.getTime() + UPLOAD_SECONDS * 1_000),
          readyAt: null,
        })
        .returning('*');
    });
    return { row, upload: await files.upload(row) };
  }

  /**
   * Has an upload checked. Repeating it changes nothing.
   * @throws Problem `not_found`, `not_uploader`, `attachment_not_uploaded`, `dependency_down`.
   */
  async complete(principal: Principal, id: string): Promise<Attached> {
    const { database, files } = this.#deps;
    const { row: announced } = await this.#find(principal, id);
    if (announced.state !== 'pending') return this.#withDownload(announced);
    if (!isUploader(principal, announced)) throw notUploader('complete its upload');
    // Storage is asked outside of any transaction.
    if (!(await files.hasArrived(id))) {
      throw new Problem(attachmentProblems.attachment_not_uploaded, {
        detail: 'Send the file as `upload` of the reply said, then complete it.',
      });
    }
    const row = await database.run(principal, async (uow) => {
      const { row: locked } = await this.#open(uow, principal, id, true);
      if (locked.state !== 'pending') return locked;
      uow.enqueue(CheckAttachment.now(id, { attachmentId: id }));
      return updateOne(Attachment.query(uow.trx).findById(id), { state: 'checking' });
    });
    return this.#withDownload(row);
  }

  /** @throws Problem `not_found` and what the feature of the record refuses. */
  async get(principal: Principal, id: string): Promise<Attached> {
    const { row } = await this.#find(principal, id);
    return this.#withDownload(row);
  }

  /** A page of a record's attachments, newest first. @throws Problem as {@link get}, for the record. */
  async list(
    principal: Principal,
    { type, id }: RecordReference,
    page: PageRequest,
  ): Promise<Page<Attached>> {
    const { database, records } = this.#deps;
    const read = async (uow: UnitOfWork) => {
      const subject = await records[type].open(uow, principal, id, 'read');
      uow.about(type, id, subject);
      return newestPage(Attachment.query(uow.trx).where(RECORD_COLUMNS[type], id), page);
    };
    const { data, nextCursor } = await database.run(principal, read, READ_ONLY);
    return { data: await Promise.all(data.map((row) => this.#withDownload(row))), nextCursor };
  }

  /**
   * Deletes an attachment at once, and its file soon.
   * @throws Problem `not_found`, `not_uploader` for others than who attached it, administrators and keys.
   */
  async delete(principal: Principal, id: string): Promise<void> {
    await this.#deps.database.run(principal, async (uow) => {
      const { row, subject } = await this.#open(uow, principal, id, true);
      if (!isUploader(principal, row) && !administers(principal)) throw notUploader('delete it');
      await Attachment.query(uow.trx).delete().where('id', id);
      uow.cancel(CheckAttachment, id);
      uow.enqueue(DeleteAttachmentFiles.now(id, { attachmentId: id }));
      uow.emit(AttachmentDeleted(id, aboutAttachment(row, subject)));
    });
  }

  #find(
    principal: Principal,
    id: string,
  ): Promise<{ readonly row: Attachment; readonly subject: RecordSubject }> {
    return this.#deps.database.run(principal, (uow) => this.#open(uow, principal, id, false), READ_ONLY);
  }

  /** An attachment that the caller may read. @param lock keeps it until the unit of work ends. */
  async #open(uow: UnitOfWork, principal: Principal, id: string, lock: boolean) {
    const query = Attachment.query(uow.trx).findById(id);
    const row = await (lock ? query.forUpdate() : query);
    if (row === undefined) throw attachmentNotFound();
    const record = recordOf(row);
    const subject = await this.#deps.records[record.type].open(uow, principal, record.id, 'read');
    uow.about('attachment', id, subject);
    return { row, subject };
  }

  async #withDownload(row: Attachment): Promise<Attached> {
    return { row, download: row.state === 'ready' ? await this.#deps.files.download(row) : null };
  }
}

/** @throws Problem `role_not_allowed` for callers who are nobody. */
function creatorOf(principal: Principal): Pick<Attachment, 'createdByKind' | 'createdById'> {
  switch (principal.kind) {
    case 'staff':
    case 'resident':
    case 'api_key':
      return { createdByKind: principal.kind, createdById: principal.id };
    default:
      throw new Problem('role_not_allowed');
  }
}

function isUploader(principal: Principal, { createdByKind, createdById }: Attachment): boolean {
  return 'id' in principal && principal.kind === createdByKind && principal.id === createdById;
}

/** Who answers for the records of a hospital. */
function administers(principal: Principal): boolean {
  if (principal.kind === 'staff')
    return principal.role === 'super_admin' || principal.role === 'hospital_admin';
  return principal.kind === 'api_key';
}

function notUploader(what: string): Problem {
  return new Problem(attachmentProblems.not_uploader, { detail: `Only who attached the file may ${what}.` });
}
