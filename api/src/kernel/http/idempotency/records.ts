import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { type DataKeys, UnknownDataKey } from '../../sealing/data-keys.ts';

/** Identifies a request: the same three for every repeat of it. */
export interface RequestKey {
  /** `<kind>:<id>` of the caller. */
  readonly actor: string;
  readonly operation: string;
  readonly key: string;
}

export interface SavedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text, null for a reply without body. */
  readonly body: string | null;
}

/** The result of claiming a key. */
export type Claim =
  | { readonly outcome: 'claimed'; readonly holder: string }
  | { readonly outcome: 'saved'; readonly reply: SavedReply }
  | { readonly outcome: 'in_progress' }
  /** The first request's work was committed, but its process crashed before the reply was stored. */
  | { readonly outcome: 'reply_lost' }
  | { readonly outcome: 'other_request' };

/** Replies longer than this are stored compressed, bytes: the reply of a large import has one object per row. */
const COMPRESS_FROM = 1_024;
/** Replies that are still longer compressed are not stored: a repeat gets a problem that its reply was lost. */
const MAX_STORED = 262_144;
/** Prefix of compressed text; JSON never begins so. */
const COMPRESSED = 'gzip:';

/** A holder that neither saves nor renews for this long counts as crashed. */
export const LEASE_SECONDS = 60;
interface Row {
  readonly fingerprint: string;
  readonly status: number | null;
  readonly headers: Record<string, string> | null;
  readonly body: Buffer | null;
  readonly effect_at: Date | null;
  readonly leased: boolean;
}

/**
 * The records of requests with an idempotency key. Every method is one statement, a function of schema `idempotency`:
 * the app role cannot read the table, only the one record whose whole key it names. Replies are sealed.
 */
export class IdempotencyRecords {
  private readonly db: Knex;
  private readonly keys: DataKeys;

  /** @param db a pool of the app role; records belong to no tenant and are keyed by their caller. */
  constructor(db: Knex, keys: DataKeys) {
    this.db = db;
    this.keys = keys;
  }

  /** Claims the key, or returns why it cannot. Of any number of concurrent calls exactly one claims. */
  async claim(request: RequestKey, fingerprint: string): Promise<Claim> {
    const holder = uuidv7();
    const marks = this.marks(request, fingerprint);
    const claimed = await this.db.raw('select idempotency.claim(?, ?, ?, ?, ?, ?) as claimed', [
      ...whole(request),
      holder,
      marks[0] as string,
      LEASE_SECONDS,
    ]);
    if (claimed.rows[0]?.claimed === true) return { outcome: 'claimed', holder };
    const found = await this.db.raw('select * from idempotency.find(?, ?, ?)', whole(request));
    const row: Row | undefined = found.rows[0];
    // Released between the two statements: the caller may try again at once.
    if (row === undefined) return { outcome: 'in_progress' };
    const reply = row.status === null ? null : await this.savedReply(request, row, row.status);
    // Under a key that is gone it cannot be determined whether it was the same request.
    if (reply?.outcome === 'reply_lost') return reply;
    if (!marks.includes(row.fingerprint)) return { outcome: 'other_request' };
    if (reply !== null) return reply;
    return { outcome: row.effect_at !== null && !row.leased ? 'reply_lost' : 'in_progress' };
  }

  /** Stores the reply for repeats, unless it is too long. */
  async save(request: RequestKey, holder: string, reply: SavedReply): Promise<void> {
    const body = reply.body === null ? null : await packed(reply.body);
    if (body !== null && body.length > MAX_STORED) return this.release(request, holder);
    await this.db.raw('select idempotency.save(?, ?, ?, ?, ?, ?, ?)', [
      ...whole(request),
      holder,
      reply.status,
      JSON.stringify(reply.headers),
      body === null ? null : this.keys.seal(body, cellOf(request)),
    ]);
  }

  /** Releases the key after a failure, so that a repeat runs; where the work was committed it only ends the lease. */
  async release(request: RequestKey, holder: string): Promise<void> {
    await this.db.raw('select idempotency.release(?, ?, ?, ?)', [...whole(request), holder]);
  }

  /** Renews the lease: the holder is still alive. */
  async renew(request: RequestKey, holder: string): Promise<void> {
    await this.db.raw('select idempotency.renew(?, ?, ?, ?, ?)', [...whole(request), holder, LEASE_SECONDS]);
  }

  /**
   * Marks, inside the transaction that does the work, that it was done.
   * @returns false when another process has taken the key over: the transaction must not commit.
   */
  static async markEffect(trx: Knex, request: RequestKey, holder: string): Promise<boolean> {
    const marked = await trx.raw('select idempotency.mark(?, ?, ?, ?) as held', [...whole(request), holder]);
    return marked.rows[0]?.held === true;
  }

  /** Deletes records older than 24 hours, some thousands at a time. @returns how many. */
  async purge(): Promise<number> {
    const purged = await this.db.raw('select idempotency.purge(5000) as gone');
    return purged.rows[0]?.gone ?? 0;
  }

  /**
   * The stored form of a fingerprint, under each data key: with a plain digest a reader of the table could try out the
   * passwords and phones that bodies hold.
   */
  private marks(request: RequestKey, fingerprint: string): string[] {
    const { table, row } = cellOf(request);
    return this.keys
      .indexes(`${row}\n${fingerprint}`, { table, column: 'fingerprint' })
      .map((index) => index.toString('base64'));
  }

  private async savedReply(request: RequestKey, row: Row, status: number): Promise<Claim> {
    try {
      const body = row.body === null ? null : await unpacked(this.keys.open(row.body, cellOf(request)));
      return { outcome: 'saved', reply: { status, headers: row.headers ?? {}, body } };
    } catch (error) {
      // Its key was removed from the settings within the day: the reply counts as never stored.
      if (error instanceof UnknownDataKey) return { outcome: 'reply_lost' };
      throw error;
    }
  }
}

/** Deletes every stored reply to an actor (`<kind>:<id>`); in the unit of work that erases the person. */
export async function deleteReplies(trx: Knex, actor: string): Promise<void> {
  await trx.raw('select idempotency.forget(?)', [actor]);
}

async function packed(body: string): Promise<string> {
  if (body.length < COMPRESS_FROM) return body;
  return COMPRESSED + (await promisify(gzip)(body)).toString('base64');
}

async function unpacked(kept: string): Promise<string> {
  if (!kept.startsWith(COMPRESSED)) return kept;
  return (await promisify(gunzip)(Buffer.from(kept.slice(COMPRESSED.length), 'base64'))).toString('utf8');
}

function whole({ actor, operation, key }: RequestKey): [string, string, string] {
  return [actor, operation, key];
}

function cellOf({ actor, operation, key }: RequestKey) {
  return { table: 'idempotency_record', column: 'body', row: `${actor} ${operation} ${key}` };
}
