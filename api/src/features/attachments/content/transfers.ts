import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { describeFailure, type WorkLog } from '../../../kernel/observability/failure.ts';
import { Attachment } from '../models.ts';
import { attachmentNotFound, attachmentProblems } from '../problems.ts';
import { type AttachableByType, subjectOf } from '../records.ts';
import type { AttachmentFiles } from './files.ts';

interface TransferDeps {
  readonly database: Database;
  readonly files: AttachmentFiles;
  readonly records: AttachableByType;
  readonly log: WorkLog;
}

/** What a device sends. */
interface Upload {
  /** Bytes, where it said so. */
  readonly length: number | null;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Files that devices store and read through the service, at addresses that it signed: the address is the credential. */
export class Transfers {
  readonly #deps: TransferDeps;

  constructor(deps: TransferDeps) {
    this.#deps = deps;
  }

  /**
   * Stores an upload, in place of an earlier one.
   * @throws Problem `not_found`, `attachment_closed`, `unprocessable` for another size, `dependency_down`.
   */
  async receive(attachmentId: string, { length, chunks }: Upload): Promise<void> {
    const { row, now } = await this.#find(attachmentId, 'receive an upload');
    if (row.state !== 'pending' || row.uploadUntil < now) {
      throw new Problem(attachmentProblems.attachment_closed, {
        detail: 'The upload was completed, or its time is over. Attach the file again.',
      });
    }
    if (length !== null && length !== row.size) throw wrongSize(row.size);
    await this.#deps.files.receive(row, exactly(row.size, chunks));
  }

  /**
   * The file in pieces.
   * @throws Problem `not_found`, `attachment_not_ready`; StorageError and BrokenFileSeal where its beginning cannot be read.
   *   What fails later ends the file too early.
   */
  async read(
    attachmentId: string,
  ): Promise<{ readonly row: Attachment; readonly pieces: AsyncIterable<Uint8Array> }> {
    const { row } = await this.#find(attachmentId, 'read an attachment');
    if (row.state !== 'ready') throw new Problem(attachmentProblems.attachment_not_ready);
    const pieces = this.#deps.files.read(row)[Symbol.asyncIterator]();
    // Read before the reply begins: then a failure is an error and not a cut.
    const first = await pieces.next();
    return { row, pieces: this.#logged(first, pieces) };
  }

  async *#logged(
    first: IteratorResult<Uint8Array>,
    rest: AsyncIterator<Uint8Array>,
  ): AsyncIterable<Uint8Array> {
    if (first.done !== true) yield first.value;
    try {
      yield* { [Symbol.asyncIterator]: () => rest };
    } catch (error) {
      this.#deps.log.error({ reason: describeFailure(error) }, 'an attachment could not be read to its end');
      throw error;
    }
  }

  #find(attachmentId: string, reason: string): Promise<{ readonly row: Attachment; readonly now: Date }> {
    const find = async (uow: UnitOfWork) => {
      const row = await Attachment.query(uow.trx).findById(attachmentId);
      if (row === undefined) throw attachmentNotFound();
      uow.about('attachment', row.id, (await subjectOf(uow, this.#deps.records, row)) ?? {});
      return { row, now: uow.now };
    };
    return this.#deps.database.run(systemScope(reason), find, { readOnly: true });
  }
}

/** @throws Problem `unprocessable` as soon as there are more or, at the end, fewer. */
async function* exactly(size: number, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > size) throw wrongSize(size);
    yield chunk;
  }
  if (length < size) throw wrongSize(size);
}

function wrongSize(size: number): Problem {
  return new Problem('unprocessable', {
    detail: `The file was announced with ${size} bytes: send exactly these.`,
  });
}
