import { Problem } from '../../../kernel/ground/problem.ts';
import { fileKeyOf } from '../../../kernel/sealing/sealed-bytes.ts';
import { openPieces, sealPieces } from '../../../kernel/sealing/sealed-pieces.ts';
import { StorageError, type StoragePort } from '../../../ports/storage.ts';
import type { Attachment } from '../models.ts';
import type { SignedAddress, SignedAddresses } from './addresses.ts';

/*
 * Where the files of attachments are:
 *
 *     attachment-uploads/<id>/file    as it came, until it was looked at
 *     attachments/<id>/file           as it is downloaded
 *
 * They are two, since a device can store its upload again for as long as the address is valid: what was looked at is what is
 * kept. Where storage can be reached by devices, it keeps them as they are; where they pass through the service, they are
 * sealed under the attachment's own key.
 */
export const UPLOADS = 'attachment-uploads';
export const FILES = 'attachments';

/** Until when an upload and a download have to begin, seconds. */
export const UPLOAD_SECONDS = 900;
export const DOWNLOAD_SECONDS = 300;

const uploadOf = (id: string): string => `${UPLOADS}/${id}/file`;
const fileOf = (id: string): string => `${FILES}/${id}/file`;

type Sealed = Pick<Attachment, 'id' | 'key'>;
type Described = Pick<Attachment, 'id' | 'fileName' | 'contentType' | 'size'>;

/** How a device stores its file. */
export interface UploadRequest extends SignedAddress {
  readonly method: 'PUT';
  readonly headers: Readonly<Record<string, string>>;
}

/** The files of attachments, in whatever storage there is. */
export class AttachmentFiles {
  readonly #storage: StoragePort;
  readonly #addresses: SignedAddresses;

  constructor(storage: StoragePort, addresses: SignedAddresses) {
    this.#storage = storage;
    this.#addresses = addresses;
  }

  /** @throws Problem `dependency_down`. */
  async upload({ id, contentType, size }: Described): Promise<UploadRequest> {
    const address = this.#addresses.make(id, 'upload', UPLOAD_SECONDS);
    const { direct } = this.#storage;
    if (direct === null) {
      return { ...address, method: 'PUT', headers: { 'content-type': 'application/octet-stream' } };
    }
    const what = { size, contentType, expiresInSeconds: UPLOAD_SECONDS };
    const { url, headers } = await reached(direct.upload(uploadOf(id), what));
    return { url, method: 'PUT', headers, expiresAt: address.expiresAt };
  }

  /** Where the file is downloaded, for a while. @throws Problem `dependency_down`. */
  async download({ id, contentType, fileName }: Described): Promise<SignedAddress> {
    const address = this.#addresses.make(id, 'download', DOWNLOAD_SECONDS);
    const { direct } = this.#storage;
    if (direct === null) return address;
    const what = { contentType, fileName, expiresInSeconds: DOWNLOAD_SECONDS };
    const { url } = await reached(direct.download(fileOf(id), what));
    return { url, expiresAt: address.expiresAt };
  }

  /** Whether something was uploaded. @throws Problem `dependency_down`. */
  async hasArrived(id: string): Promise<boolean> {
    return reached(this.#isThere(id));
  }

  /** Stores what a device uploads through the service. @throws Problem `dependency_down`, and what the content throws. */
  async receive({ id, key }: Sealed, content: AsyncIterable<Uint8Array>): Promise<void> {
    const name = uploadOf(id);
    await reached(this.#passing().store(name, sealPieces(content, fileKeyOf(key), name)));
  }

  /** What was uploaded. @throws StorageError, BrokenFileSeal. */
  async arrived(row: Sealed): Promise<Uint8Array> {
    const name = uploadOf(row.id);
    const { streamed } = this.#storage;
    if (streamed === null) return this.#storage.get(name);
    const pieces: Uint8Array[] = [];
    for await (const piece of openPieces(streamed.read(name), fileKeyOf(row.key), name)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  /** Keeps what was looked at. @throws StorageError. */
  async keep({ id, key }: Sealed, content: Uint8Array): Promise<void> {
    const name = fileOf(id);
    const { streamed } = this.#storage;
    if (streamed === null) return this.#storage.put(name, content);
    await streamed.store(name, sealPieces(once(content), fileKeyOf(key), name));
  }

  /** The file as it is downloaded through the service. @throws StorageError, BrokenFileSeal. */
  read({ id, key }: Sealed): AsyncIterable<Uint8Array> {
    const name = fileOf(id);
    return openPieces(this.#passing().read(name), fileKeyOf(key), name);
  }

  /** @throws StorageError. */
  async deleteUpload(id: string): Promise<void> {
    await this.#storage.delete(uploadOf(id));
  }

  /** Everything of an attachment. @throws StorageError. */
  async deleteAll(id: string): Promise<void> {
    for (const folder of [`${UPLOADS}/${id}`, `${FILES}/${id}`]) {
      for await (const { key } of this.#storage.list(folder)) await this.#storage.delete(key);
    }
  }

  /** The attachments of which there is something in a folder. @throws StorageError. */
  async *idsIn(folder: typeof UPLOADS | typeof FILES): AsyncIterable<string> {
    for await (const { key } of this.#storage.list(folder)) yield key.slice(folder.length + 1);
  }

  async #isThere(id: string): Promise<boolean> {
    for await (const { key } of this.#storage.list(`${UPLOADS}/${id}`)) if (key === uploadOf(id)) return true;
    return false;
  }

  /** Devices are sent to this service only where storage cannot be reached by them. */
  #passing() {
    const { streamed } = this.#storage;
    if (streamed === null) throw new Problem('not_found');
    return streamed;
  }
}

async function* once(content: Uint8Array): AsyncIterable<Uint8Array> {
  yield content;
}

/** @throws Problem `dependency_down` in place of a failure of storage, which the log has as its cause. */
async function reached<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (!(cause instanceof StorageError)) throw cause;
    throw new Problem('dependency_down', { detail: 'The file store does not answer. Try again.', cause });
  }
}
