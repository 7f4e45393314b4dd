import type { Knex } from 'knex';
import { Problem } from '../ground/problem.ts';
import type { AuditEntry } from './entry.ts';
import type { AuditKeys } from './keys.ts';
import { insertEntries, rowOf } from './stored-entry.ts';

/** Entries of one statement. More wait for the next. */
const MAX_BATCH = 500;

const INSERT = insertEntries(false);

interface Waiting {
  readonly row: Record<string, unknown>;
  done(): void;
  failed(error: unknown): void;
}

/**
 * Writes the entries that belong to no transaction: reads of health data, rejections, sign-ins. While one statement is
 * in progress, further entries are collected for the next, so that many requests share one statement and one wait for
 * the disk, and none waits for another's lock.
 */
export class AuditRecorder {
  readonly #knex: Knex;
  readonly #keys: AuditKeys;
  readonly #waiting: Waiting[] = [];
  readonly #offset: () => number;
  #writing = false;

  /**
   * @param knex a pool of the app role, which may add to the intake and to nothing else.
   * @param offset milliseconds by which the clock that dated the entries is behind the database's.
   */
  constructor(knex: Knex, keys: AuditKeys, offset: () => number = () => 0) {
    this.#knex = knex;
    this.#keys = keys;
    this.#offset = offset;
  }

  /**
   * Resolves once the entries are committed.
   * @throws Problem `dependency_down` when they could not be written: the reply they record must not be sent.
   */
  async write(entries: readonly AuditEntry[]): Promise<void> {
    const offset = this.#offset();
    const written = entries.map(
      (entry) =>
        new Promise<void>((done, failed) => {
          const occurredAt = new Date(entry.occurredAt.getTime() + offset);
          this.#waiting.push({ row: rowOf({ ...entry, occurredAt }, this.#keys), done, failed });
        }),
    );
    if (!this.#writing) void this.#drain();
    await Promise.all(written);
  }

  async #drain(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MAX_BATCH);
      try {
        await this.#knex.raw(INSERT, [JSON.stringify(batch.map(({ row }) => row))]);
        for (const { done } of batch) done();
      } catch (cause) {
        const problem = new Problem('dependency_down', {
          detail:
            'The access could not be recorded in the audit log, so it was not granted. Try again in a moment.',
          cause,
        });
        for (const { failed } of batch) failed(problem);
      }
    }
    this.#writing = false;
  }
}
