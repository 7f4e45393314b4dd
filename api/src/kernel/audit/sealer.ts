import type { Knex } from 'knex';
import type { Clock } from '../ground/clock.ts';
import type { Logger } from '../observability/logger.ts';
import {
  BatchDigest,
  bytea,
  GENESIS,
  HEAD_COLUMNS,
  type Head,
  headText,
  type Seal,
  sealText,
} from './chain.ts';
import type { AuditKeys } from './keys.ts';

export interface SealerOptions {
  /** A pool of the app role. */
  readonly knex: Knex;
  readonly keys: AuditKeys;
  readonly log: Logger;
  readonly clock?: Clock;
  /** Pause between two polls of the intake, milliseconds. Default 1 000. */
  readonly every?: number;
  /** Maximum number of entries of a seal. Default 2 000. */
  readonly batch?: number;
}

const SEAL = `select audit.seal(cast(:ids as uuid[]), :number, :first, :digest, :previous, :hash, :key,
  to_timestamp(cast(:seconds as double precision)), :seen, :startNumber, :startPosition, :startPrevious, :signature) as sealed`;

/**
 * Moves what is committed in the intake, oldest first, into the log under a seal chained to the one before. Any number
 * of processes may try: one wins each seal, the others see that the head has moved and try again. Requests and the
 * sealer never wait for each other: an entry committed late comes under a later seal.
 */
export class Sealer {
  readonly #options: Required<Omit<SealerOptions, 'clock'>> & { readonly clock: Clock };
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor({ clock = () => new Date(), every = 1_000, batch = 2_000, ...options }: SealerOptions) {
    this.#options = { clock, every, batch, ...options };
  }

  start(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.sealAll()
        .catch((err: unknown) => this.#options.log.error({ err }, 'the audit log could not be sealed'))
        .finally(() => this.start());
    }, this.#options.every);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
    clearTimeout(this.#timer);
  }

  /** Seals all that is committed now. @returns how many entries. */
  async sealAll(): Promise<number> {
    let sealed = 0;
    for (;;) {
      const count = await this.#sealOne();
      sealed += count;
      if (count < this.#options.batch) return sealed;
    }
  }

  /** Tries until a batch is sealed or nothing waits. @returns how many entries it has. */
  async #sealOne(): Promise<number> {
    const { knex, batch, keys, clock, log } = this.#options;
    for (;;) {
      const head = await readHead(knex);
      const { rows } = await knex.raw<{ rows: { id: string; mac: string }[] }>(
        `select id, encode(mac, 'hex') as mac from audit_intake order by id limit ?`,
        [batch],
      );
      if (rows.length === 0) return 0;
      const now = clock();
      const seal = await this.#sealOf(head, rows, now);
      const next = {
        number: seal.number,
        hash: seal.hash,
        start_number: head?.start_number ?? '1',
        start_position: head?.start_position ?? '1',
        start_previous: head?.start_previous ?? GENESIS,
        key_id: keys.id,
      };
      const won = await this.#put(seal, next, head, rows, now);
      if (!won) continue;
      log.info(
        { seal: seal.number, entries: rows.length, head: `${seal.number}:${seal.hash}` },
        'audit log sealed',
      );
      return rows.length;
    }
  }

  async #sealOf(
    head: Head | undefined,
    rows: readonly { id: string; mac: string }[],
    now: Date,
  ): Promise<Seal> {
    const { knex, keys } = this.#options;
    const first = head === undefined ? 1n : await positionAfter(knex, head);
    const digest = new BatchDigest();
    for (const [index, { id, mac }] of rows.entries()) digest.add(first + BigInt(index), id, mac);
    const seal = {
      number: String(BigInt(head?.number ?? '0') + 1n),
      first_position: String(first),
      entries: rows.length,
      digest: digest.end(),
      previous: head?.hash ?? GENESIS,
      key_id: keys.id,
      sealed: `${now.getTime()}000`,
    };
    return { ...seal, hash: keys.sign('seal', sealText(seal)) };
  }

  async #put(
    seal: Seal,
    next: Omit<Head, 'signature'>,
    seen: Head | undefined,
    rows: readonly { id: string }[],
    now: Date,
  ): Promise<boolean> {
    try {
      const reply = await this.#options.knex.raw<{ rows: { sealed: boolean }[] }>(SEAL, {
        ids: rows.map(({ id }) => id),
        number: seal.number,
        first: seal.first_position,
        digest: bytea(seal.digest),
        previous: bytea(seal.previous),
        hash: bytea(seal.hash),
        key: seal.key_id,
        seconds: now.getTime() / 1_000,
        seen: seen === undefined ? null : bytea(seen.signature),
        startNumber: next.start_number,
        startPosition: next.start_position,
        startPrevious: bytea(next.start_previous),
        signature: bytea(this.#options.keys.sign('head', headText(next))),
      });
      return reply.rows[0]?.sealed === true;
    } catch (error) {
      // Another sealer took some of these entries between the read and the lock.
      if ((error as { code?: string }).code === '40001') return false;
      throw error;
    }
  }
}

/** The present head; undefined before the first seal. */
export async function readHead(knex: Knex): Promise<Head | undefined> {
  const { rows } = await knex.raw<{ rows: Head[] }>(`select ${HEAD_COLUMNS} from audit_head`);
  return rows[0];
}

async function positionAfter(knex: Knex, head: Head): Promise<bigint> {
  const { rows } = await knex.raw<{ rows: { next: string }[] }>(
    'select first_position + entries as next from audit_seal where number = ?',
    [head.number],
  );
  if (rows[0] === undefined)
    throw new Error('the newest seal of the audit log is gone: run `kiwimesh audit verify`');
  return BigInt(rows[0].next);
}
