import { createHash } from 'node:crypto';
import { addAbortSignal, type Readable } from 'node:stream';
import {
  type DirectTransfers,
  isStorageKey,
  StorageError,
  type StoragePort,
  type StoredEntry,
} from '../../../ports/storage.ts';
import { type Connected, connectS3, type S3Account, type S3Limits } from './client.ts';
import { SignedRequests } from './direct.ts';
import { type Encryption, encryptionOf } from './encryption.ts';
import { asStorageError, badReply } from './failures.ts';
import { putInParts } from './parts.ts';

export interface S3Options extends S3Account {
  readonly encryption?: Encryption;
  readonly limits?: Partial<S3Limits>;
  /** Files of more bytes are stored in parts of so many, at least 5 MiB. */
  readonly partBytes?: number;
}

const LIMITS: S3Limits = { connectMs: 5_000, requestMs: 30_000, attempts: 3 };
const PART_BYTES = 16 * 1024 * 1024;
/** The slowest transfer that is waited for, bytes a millisecond: 64 KiB a second. */
const BYTES_PER_MS = 64;

/**
 * Keeps files in a bucket of any server that speaks the protocol of Amazon S3. The SHA-256 of what is sent is checked by
 * the server that can, and kept beside the object, against which it is held when it is read.
 */
export class S3Storage implements StoragePort {
  readonly direct: DirectTransfers;
  readonly streamed = null;
  readonly #options: S3Options;
  readonly #limits: S3Limits;
  readonly #encryption: ReturnType<typeof encryptionOf>;
  #connected: Promise<Connected> | null = null;

  constructor(options: S3Options) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
    this.#encryption = encryptionOf(options.encryption ?? { kind: 'default' });
    this.direct = new SignedRequests({
      bucket: options.bucket,
      encryption: this.#encryption,
      connect: () => this.#connect(),
    });
  }

  async put(key: string, content: Uint8Array): Promise<void> {
    checkKey(key);
    const { bucket, partBytes = PART_BYTES } = this.#options;
    const digest = sha256(content);
    const about = { ...this.#encryption, Metadata: { sha256: digest.toString('hex') } };
    await this.#ask(content.length, async ({ sdk, client }, abortSignal) => {
      if (content.length > partBytes) {
        await putInParts(
          { sdk, client, abortSignal },
          { Bucket: bucket, Key: key, ...about },
          content,
          partBytes,
        );
        return;
      }
      const { ETag } = await client.send(
        new sdk.PutObjectCommand({
          ...about,
          Bucket: bucket,
          Key: key,
          Body: content,
          ContentLength: content.length,
          ChecksumSHA256: digest.toString('base64'),
        }),
        { abortSignal },
      );
      if (ETag === undefined) throw badReply();
    });
  }

  async get(key: string): Promise<Uint8Array> {
    checkKey(key);
    const { bucket } = this.#options;
    return this.#ask(0, async ({ sdk, client }, abortSignal) => {
      const reply = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key }), {
        abortSignal,
      });
      if (reply.ETag === undefined || reply.Body === undefined) throw badReply();
      const content = await readWhole(reply.Body as Readable, this.#deadline(reply.ContentLength ?? 0));
      if (content.length !== (reply.ContentLength ?? content.length)) throw badReply();
      const expected = reply.Metadata?.sha256;
      // What devices store has none.
      if (expected !== undefined && expected !== sha256(content).toString('hex')) {
        throw new StorageError('damaged');
      }
      return content;
    });
  }

  async delete(key: string): Promise<void> {
    checkKey(key);
    await this.#ask(0, async ({ sdk, client }, abortSignal) => {
      const command = new sdk.DeleteObjectCommand({ Bucket: this.#options.bucket, Key: key });
      const { $metadata } = await client.send(command, { abortSignal });
      if ($metadata.httpStatusCode !== 204) throw badReply();
    }).catch((error: unknown) => {
      if (!(error instanceof StorageError && error.failure === 'not_found')) throw error;
    });
  }

  async *list(folder: string): AsyncIterable<StoredEntry> {
    if (folder !== '') checkKey(folder);
    const about = { Bucket: this.#options.bucket, Prefix: folder === '' ? '' : `${folder}/`, Delimiter: '/' };
    let token: string | undefined;
    do {
      const page = await this.#ask(0, async ({ sdk, client }, abortSignal) => {
        const given = token === undefined ? about : { ...about, ContinuationToken: token };
        const reply = await client.send(new sdk.ListObjectsV2Command(given), { abortSignal });
        if (reply.IsTruncated === undefined) throw badReply();
        if (reply.IsTruncated && !reply.NextContinuationToken) throw badReply();
        return reply;
      });
      const folders = (page.CommonPrefixes ?? []).map(({ Prefix = '' }) => ({ at: Prefix, size: null }));
      const files = (page.Contents ?? []).map(({ Key = '', Size = 0 }) => ({ at: Key, size: Size }));
      for (const { at, size } of [...folders, ...files].sort((a, b) => (a.at < b.at ? -1 : 1))) {
        const key = size === null ? at.slice(0, -1) : at;
        // Others may keep what they like in the bucket.
        if (isStorageKey(key)) yield { key, size };
      }
      token = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
  }

  /** @param bytes that are sent, for which there is time beside the limit. */
  async #ask<T>(
    bytes: number,
    work: (connected: Connected, abortSignal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    try {
      const connected = await this.#connect();
      return await work(connected, this.#deadline(bytes));
    } catch (error) {
      throw asStorageError(error);
    }
  }

  #deadline(bytes: number): AbortSignal {
    return AbortSignal.timeout(this.#limits.requestMs + Math.ceil(bytes / BYTES_PER_MS));
  }

  #connect(): Promise<Connected> {
    this.#connected ??= connectS3(this.#options, this.#limits);
    return this.#connected;
  }
}

function checkKey(key: string): void {
  if (!isStorageKey(key)) throw new StorageError('invalid_key');
}

const sha256 = (content: Uint8Array): Buffer => createHash('sha256').update(content).digest();

async function readWhole(body: Readable, deadline: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of addAbortSignal(deadline, body)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
