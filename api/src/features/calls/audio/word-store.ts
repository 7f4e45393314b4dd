import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Time } from '../../../kernel/network/time.ts';
import { Call, type CallSegment, type Speaker } from '../models.ts';
import { appendSegments, type NewSegment, recordEntry, SYSTEM } from '../record/store.ts';
import type { AudioPosition } from './clock.ts';
import { storePositions } from './positions.ts';

/** Who a call belongs to. What is stored together is of one tenant, as an entry of the audit log is. */
export interface CallTenant {
  readonly hospitalId: string | null;
  readonly communityId: string | null;
}

/** What has to be known of a call to take its audio, as of the last look at it. */
export interface CallFactsNow extends CallTenant {
  readonly createdAt: Date;
  readonly operatorId: string | null;
  readonly endedAt: Date | null;
}

/** How far a side is. */
export interface SidePosition {
  readonly speaker: Speaker;
  readonly epoch: number;
  readonly position: AudioPosition;
}

/** What one call has to store. */
export interface CallWriting {
  readonly callId: string;
  readonly tenant: CallTenant;
  /** One of each side. */
  readonly positions: readonly SidePosition[];
  readonly words: readonly NewSegment[];
  /** Audio that was lost, milliseconds. */
  readonly gaps: readonly { readonly speaker: Speaker; readonly ms: number }[];
}

export interface CallWritten {
  readonly segments: readonly CallSegment[];
  /** Sides that another process has by now, or nobody: nothing of them was stored. */
  readonly lost: readonly Speaker[];
  /** Null: the call was erased. */
  readonly facts: CallFactsNow | null;
}

interface Waiting {
  readonly writing: CallWriting;
  resolve(written: CallWritten): void;
  reject(error: unknown): void;
}

const SCOPE = systemScope('receive the audio of a call');
/** Within so many milliseconds the words of all calls are stored together. */
const GATHER_MS = 100;
/** Calls in one transaction: it locks them as long as it lasts. */
const MAX_CALLS = 50;

/**
 * Stores what the calls of a process have heard, many calls in one transaction: words come several times a second in
 * each of them, and a transaction costs far more than a row. Alone, words are stored at once. What cannot be stored
 * together is tried call by call, so that one call holds up no other.
 */
export class WordStore {
  readonly #database: Database;
  readonly #time: Time;
  #waiting: Waiting[] = [];
  #lastRunAt = Number.NEGATIVE_INFINITY;
  #cancelRun: (() => void) | null = null;

  constructor(database: Database, time: Time) {
    this.#database = database;
    this.#time = time;
  }

  /** Of each call one at a time, while its sides stay whose they are. @throws what the database throws. */
  write(writing: CallWriting): Promise<CallWritten> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ writing, resolve, reject });
      const pauseMs = this.#lastRunAt + GATHER_MS - this.#time.now();
      if (pauseMs <= 0) this.#run();
      else this.#cancelRun ??= this.#time.after(pauseMs, () => this.#run());
    });
  }

  #run(): void {
    this.#cancelRun?.();
    this.#cancelRun = null;
    if (this.#waiting.length === 0) return;
    this.#lastRunAt = this.#time.now();
    const groups = Map.groupBy(this.#waiting.splice(0), ({ writing }) => tenantKey(writing.tenant));
    for (const group of groups.values()) {
      for (let first = 0; first < group.length; first += MAX_CALLS) {
        void this.#store(group.slice(first, first + MAX_CALLS));
      }
    }
  }

  async #store(group: readonly Waiting[]): Promise<void> {
    try {
      const writings = group.map(({ writing }) => writing);
      const written = await this.#database.run(SCOPE, (uow) => writeAll(uow, writings), { retry: true });
      for (const { writing, resolve, reject } of group) {
        const result = written.get(writing.callId);
        // It was given to another tenant meanwhile.
        if (result === undefined) void this.#store([{ writing, resolve, reject }]);
        else resolve(result);
      }
    } catch (error) {
      if (group.length > 1) for (const one of group) await this.#store([one]);
      else group[0]?.reject(error);
    }
  }
}

const tenantKey = ({ hospitalId, communityId }: CallTenant): string => `${hospitalId} ${communityId}`;

/** @returns what was written of each call; calls of another tenant than the others are left out. */
async function writeAll(
  uow: UnitOfWork,
  writings: readonly CallWriting[],
): Promise<ReadonlyMap<string, CallWritten>> {
  const ids = writings.map(({ callId }) => callId);
  const rows = await Call.query(uow.trx).whereRaw('id = any(?)', [ids]).orderBy('id').forUpdate();
  const found = new Map(rows.map((row) => [row.id, row]));
  const alone = writings.length === 1;
  const written = new Map<string, CallWritten>();
  const kept: { readonly writing: CallWriting; readonly row: Call }[] = [];
  for (const writing of writings) {
    const row = found.get(writing.callId);
    if (row === undefined) written.set(writing.callId, { segments: [], lost: [], facts: null });
    else if (alone || tenantKey(row) === tenantKey(writing.tenant)) kept.push({ writing, row });
  }
  const stored = await storePositions(
    uow,
    kept.flatMap(({ writing: { callId, positions } }) => positions.map((side) => ({ callId, ...side }))),
  );
  const has = (callId: string, speaker: Speaker) => stored.has(`${callId} ${speaker}`);
  const segments = await appendSegments(
    uow,
    kept.map(({ writing: { callId, words }, row }) => ({
      row,
      words: words.filter(({ speaker }) => has(callId, speaker)).toSorted((a, b) => a.endMs - b.endMs),
    })),
  );
  const byCall = Map.groupBy(segments, ({ callId }) => callId);
  for (const { writing, row } of kept) {
    const { callId, positions, gaps } = writing;
    for (const { speaker, ms } of gaps) {
      if (has(callId, speaker)) await recordEntry(uow, row, 'audio_lost', SYSTEM, { speaker, ms });
    }
    const { createdAt, operatorId, endedAt, hospitalId, communityId } = row;
    written.set(callId, {
      segments: byCall.get(callId) ?? [],
      lost: positions.map(({ speaker }) => speaker).filter((speaker) => !has(callId, speaker)),
      facts: { createdAt, operatorId, endedAt, hospitalId, communityId },
    });
  }
  return written;
}
