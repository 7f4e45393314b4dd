import { createHash } from 'node:crypto';

/** A seal over a batch of entries; byte strings as hexadecimal, times as microseconds since 1970, all as text. */
export interface Seal {
  readonly number: string;
  readonly first_position: string;
  readonly entries: number;
  readonly digest: string;
  readonly previous: string;
  readonly hash: string;
  readonly key_id: string;
  readonly sealed: string;
}

/** The two ends of the chain. */
export interface Head {
  /** The newest seal. */
  readonly number: string;
  readonly hash: string;
  /** The first seal that is kept, the position of its first entry, and the hash of the seal before it. */
  readonly start_number: string;
  readonly start_position: string;
  readonly start_previous: string;
  readonly key_id: string;
  readonly signature: string;
}

/** The hash before the first seal. */
export const GENESIS = '0'.repeat(64);

export const SEAL_COLUMNS = `number, first_position, entries, encode(digest, 'hex') as digest,
  encode(previous, 'hex') as previous, encode(hash, 'hex') as hash, key_id,
  case when isfinite(sealed_at) then (extract(epoch from sealed_at) * 1000000)::bigint::text else sealed_at::text end as sealed`;

export const HEAD_COLUMNS = `number, encode(hash, 'hex') as hash, start_number, start_position,
  encode(start_previous, 'hex') as start_previous, key_id, encode(signature, 'hex') as signature`;

export function sealText(seal: Omit<Seal, 'hash'>): string {
  return JSON.stringify([
    'audit seal 1',
    seal.number,
    seal.first_position,
    seal.entries,
    seal.digest,
    seal.previous,
    seal.key_id,
    seal.sealed,
  ]);
}

export function headText(head: Omit<Head, 'signature'>): string {
  return JSON.stringify([
    'audit head 1',
    head.number,
    head.hash,
    head.start_number,
    head.start_position,
    head.start_previous,
    head.key_id,
  ]);
}

/** The digest of a batch: position, id and code of each entry, in order. */
export class BatchDigest {
  readonly #hash = createHash('sha256');

  add(position: bigint, id: string, mac: string): void {
    this.#hash.update(`${position}:${id}:${mac}\n`);
  }

  end(): string {
    return this.#hash.digest('hex');
  }
}

/** A byte string in Postgres' notation. */
export function bytea(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}
