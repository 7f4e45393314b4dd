import type { Knex } from 'knex';
import {
  BatchDigest,
  HEAD_COLUMNS,
  type Head,
  headText,
  SEAL_COLUMNS,
  type Seal,
  sealText,
} from './chain.ts';
import type { AuditKeys } from './keys.ts';
import { addressCommitment, entryText, erasureText, STORED_ENTRY, type StoredEntry } from './stored-entry.ts';

/** What is wrong, as a stable word. */
export type AuditFaultKind =
  | 'head_missing'
  | 'head_altered'
  | 'head_unexpected'
  | 'seal_missing'
  | 'seal_altered'
  | 'entry_missing'
  | 'entry_altered'
  | 'entry_added'
  | 'entry_moved'
  | 'key_unknown';

/** The first difference from what was written. */
export interface AuditFault {
  readonly kind: AuditFaultKind;
  readonly seal: string | null;
  readonly position: string | null;
  readonly entryId: string | null;
  /** For a person. */
  readonly detail: string;
}

export interface AuditVerification {
  readonly intact: boolean;
  readonly seals: number;
  readonly entries: number;
  readonly fault: AuditFault | null;
  /** The newest seal; `<number>:<hash>` is what `expectedHead` takes. */
  readonly head: { readonly number: string; readonly hash: string } | null;
}

type Position = StoredEntry & { readonly position: string; readonly address_erased: string | null };

/** Seals read at a time. */
const SEALS = 200;
/** Entries read at a time: a seal has some thousand at most. */
const ENTRIES = 5_000;

class Found extends Error {
  readonly fault: AuditFault;
  constructor(
    kind: AuditFaultKind,
    detail: string,
    where: Partial<Omit<AuditFault, 'kind' | 'detail'>> = {},
  ) {
    super(detail);
    this.fault = { kind, detail, seal: null, position: null, entryId: null, ...where };
  }
}

/**
 * Checks every seal and entry against its code, in order, and stops at the first mismatch. Reads one snapshot in
 * batches, so that sealing can continue.
 * @param trx a transaction that sees all entries and one snapshot (REPEATABLE READ).
 * @param expectedHead `<number>:<hash>` of a head seen earlier (each is logged): it must still be in the chain. This
 *   finds a tail cut off by a person who restored an older head.
 */
export async function verifyAuditLog(
  trx: Knex,
  keys: AuditKeys,
  expectedHead?: string,
): Promise<AuditVerification> {
  const run = new Verification(trx, keys);
  let fault: AuditFault | null = null;
  try {
    await run.whole(expectedHead);
  } catch (error) {
    if (!(error instanceof Found)) throw error;
    fault = error.fault;
  }
  const { seals, entries, head } = run;
  return {
    intact: fault === null,
    seals,
    entries,
    fault,
    head: head === undefined ? null : { number: head.number, hash: head.hash },
  };
}

class Verification {
  seals = 0;
  entries = 0;
  head: Head | undefined;
  readonly #trx: Knex;
  readonly #keys: AuditKeys;

  constructor(trx: Knex, keys: AuditKeys) {
    this.#trx = trx;
    this.#keys = keys;
  }

  async whole(expectedHead: string | undefined): Promise<void> {
    this.head = (await this.#rows<Head>(`select ${HEAD_COLUMNS} from audit_head`))[0];
    if (this.head === undefined) return this.#nothing(expectedHead);
    const { head } = this;
    this.#known(head.key_id, 'the head');
    if (this.#keys.code('head', headText(head), head.key_id) !== head.signature) {
      throw new Found('head_altered', 'The signed head was changed: it has no signature of this service.');
    }
    let expected = expectedHead;
    let number = BigInt(head.start_number);
    let position = BigInt(head.start_position);
    let previous = head.start_previous;
    if (BigInt(head.number) < number - 1n)
      throw new Found('head_altered', 'The head lies before the beginning.');
    for (;;) {
      const batch = await this.#sealsFrom(number, BigInt(head.number));
      for (const seal of batch) {
        this.#seal(seal, number, position, previous);
        await this.#batch(seal);
        if (expected === `${seal.number}:${seal.hash}`) expected = undefined;
        previous = seal.hash;
        position += BigInt(seal.entries);
        number += 1n;
        this.seals += 1;
        this.entries += seal.entries;
      }
      if (batch.length < SEALS) break;
    }
    if (number - 1n !== BigInt(head.number) || previous !== head.hash) {
      const detail = `The head names seal ${head.number}, but the chain ends with seal ${number - 1n}.`;
      throw new Found('seal_missing', detail, { seal: String(number) });
    }
    await this.#nothingElse(
      BigInt(head.start_number),
      BigInt(head.number),
      BigInt(head.start_position),
      position,
    );
    if (expected !== undefined) this.#unexpected(expected);
  }

  /** Without a head there must be no seal and no entry. */
  async #nothing(expectedHead: string | undefined): Promise<void> {
    const [left] = await this.#rows<{ present: boolean }>(
      'select exists (select from audit_seal) or exists (select from audit_event) as present',
    );
    if (left?.present === true) throw new Found('head_missing', 'The signed head is gone.');
    if (expectedHead !== undefined) this.#unexpected(expectedHead);
  }

  #unexpected(expected: string): never {
    const detail = `The head ${expected.slice(0, 90)} is not in the chain: its end was cut off or replaced, or it is older than what is kept.`;
    throw new Found('head_unexpected', detail);
  }

  #sealsFrom(number: bigint, last: bigint): Promise<Seal[]> {
    return this.#rows<Seal>(
      `select ${SEAL_COLUMNS} from audit_seal where number >= ? and number <= ? order by number limit ${SEALS}`,
      [String(number), String(last)],
    );
  }

  #seal(seal: Seal, number: bigint, position: bigint, previous: string): void {
    const where = { seal: String(number) };
    if (BigInt(seal.number) !== number) throw new Found('seal_missing', `Seal ${number} is gone.`, where);
    this.#known(seal.key_id, `seal ${number}`, where);
    const fits =
      this.#keys.code('seal', sealText(seal), seal.key_id) === seal.hash &&
      seal.previous === previous &&
      BigInt(seal.first_position) === position;
    if (!fits) {
      throw new Found(
        'seal_altered',
        `Seal ${number} was changed, or the one before it was replaced.`,
        where,
      );
    }
  }

  async #batch(seal: Seal): Promise<void> {
    const digest = new BatchDigest();
    let position = BigInt(seal.first_position);
    const end = position + BigInt(seal.entries);
    while (position < end) {
      const to = position + BigInt(ENTRIES) < end ? position + BigInt(ENTRIES) : end;
      const rows = await this.#rows<Position>(
        `select position, address_erased, ${STORED_ENTRY} from audit_event where position >= ? and position < ? order by position`,
        [String(position), String(to)],
      );
      for (const entry of rows) {
        const where = { seal: seal.number, position: String(position), entryId: entry.id };
        if (BigInt(entry.position) !== position) {
          const detail = `The entry at position ${position} is gone.`;
          throw new Found('entry_missing', detail, { ...where, entryId: null });
        }
        this.#entry(entry, where);
        digest.add(position, entry.id, entry.mac);
        position += 1n;
      }
      if (position < to) {
        const where = { seal: seal.number, position: String(position) };
        throw new Found('entry_missing', `The entry at position ${position} is gone.`, where);
      }
    }
    if (digest.end() !== seal.digest) {
      const detail = `Entries of seal ${seal.number} are genuine but not those it was made over, or not in that order.`;
      throw new Found('entry_moved', detail, { seal: seal.number, position: seal.first_position });
    }
  }

  #entry(entry: Position, where: { seal: string; position: string; entryId: string }): void {
    this.#known(entry.key_id, `the entry at position ${where.position}`, where);
    if (
      this.#keys.code('entry', entryText(entry), entry.key_id) !== entry.mac ||
      !this.#addressHolds(entry)
    ) {
      throw new Found('entry_altered', `The entry at position ${where.position} was changed.`, where);
    }
  }

  /** The address matches its commitment; or was erased, provably by this service; or there never was one. */
  #addressHolds(entry: Position): boolean {
    const { address, address_salt: salt, address_commitment: commitment, address_erased: erased } = entry;
    if (commitment === null) return address === null && salt === null && erased === null;
    if (address !== null && salt !== null) {
      return erased === null && addressCommitment(salt, address) === commitment;
    }
    if (address !== null || salt !== null || erased === null) return false;
    const [keyId = '', code] = erased.split(':');
    return code !== undefined && this.#keys.code('erasure', erasureText(entry.id), keyId) === code;
  }

  #known(keyId: string, what: string, where: Partial<AuditFault> = {}): void {
    if (this.#keys.knows(keyId)) return;
    const detail = `No known secret made the code of ${what} (key ${keyId.slice(0, 32)}): it was changed, or an earlier secret is missing from KIWIMESH_PREVIOUS_AUDIT_SECRETS.`;
    throw new Found('key_unknown', detail, where);
  }

  async #nothingElse(firstSeal: bigint, lastSeal: bigint, first: bigint, end: bigint): Promise<void> {
    const [seal] = await this.#rows<{ number: string }>(
      'select number from audit_seal where number < ? or number > ? order by number limit 1',
      [String(firstSeal), String(lastSeal)],
    );
    if (seal !== undefined) {
      const detail = `Seal ${seal.number} lies outside the chain that the head signs.`;
      throw new Found('seal_altered', detail, { seal: seal.number });
    }
    const [entry] = await this.#rows<{ position: string; id: string }>(
      'select position, id from audit_event where position < ? or position >= ? order by position limit 1',
      [String(first), String(end)],
    );
    if (entry !== undefined) {
      const detail = `The entry at position ${entry.position} is under no seal.`;
      throw new Found('entry_added', detail, { position: entry.position, entryId: entry.id });
    }
  }

  async #rows<Row>(sql: string, bindings: readonly string[] = []): Promise<Row[]> {
    const { rows } = await this.#trx.raw<{ rows: Row[] }>(sql, [...bindings]);
    return rows;
  }
}
