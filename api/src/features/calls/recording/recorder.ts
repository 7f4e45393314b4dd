import type { KeyObject } from 'node:crypto';
import { v7 } from 'uuid';
import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Time } from '../../../kernel/network/time.ts';
import { describeFailure, type WorkLog } from '../../../kernel/observability/failure.ts';
import { fileKeyOf, newFileKey, sealBytes } from '../../../kernel/sealing/sealed-bytes.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { StorageError, type StoragePort } from '../../../ports/storage.ts';
import { Call, type Speaker } from '../models.ts';
import { recordEntry, SYSTEM } from '../record/store.ts';
import { fileOf, SAMPLE_RATE } from './files.ts';
import { CallRecording, type IncompleteReason } from './models.ts';
import { type Recorded, RecordedSide } from './side.ts';

/** Takes what is said in calls; keeps it where a call is recorded. */
export interface Recorder {
  /**
   * Takes samples in the order in which they were said. Returns at once and never fails.
   * @param samples 16,000 a second. @param startMs when the first of them was said, milliseconds of the call.
   */
  push(callId: string, side: Speaker, samples: Int16Array, startMs: number): void;
  /** Nothing more is said for now: what waits is stored. */
  flush(callId: string): void;
}

export interface RecorderDeps {
  readonly database: Database;
  readonly storage: StoragePort;
  readonly time: Time;
  readonly log: WorkLog;
  /** What may wait for storage, of all calls; more is given up. */
  readonly maxWaitingBytes?: number;
}

/** So much is stored at a time: what a killed process loses at most. */
const PIECE_MS = 10_000;
const PIECE_SAMPLES = (PIECE_MS / 1_000) * SAMPLE_RATE;
/** Without audio for so long a call is forgotten; it is looked up again when it goes on. */
const FORGET_AFTER_MS = 60_000;
/** Twenty seconds of both sides of 200 calls. */
const MAX_WAITING_BYTES = 64 * 1_024 * 1_024;

const SCOPE = systemScope('record a call');

/** Samples as they came. */
interface Piece {
  readonly speaker: Speaker;
  readonly samples: Int16Array;
  readonly startMs: number;
}

/** A call whose audio this process gets. */
interface Session {
  readonly callId: string;
  readonly sides: Map<Speaker, RecordedSide>;
  /** What came before it was known whether the call is recorded: nothing is worked out of what is not. */
  early: Piece[];
  /** Null: the call is not recorded. Undefined: not looked up yet, or that failed. */
  open: { readonly id: string; readonly key: KeyObject } | null | undefined;
  /** Pieces are stored one after another. */
  turn: Promise<void>;
  lastPushAt: number;
  incomplete: boolean;
}

/** Records calls into storage, a few seconds in each file. What cannot be stored is left out, and the call goes on. */
export class CallRecorder implements Recorder {
  readonly #deps: RecorderDeps;
  readonly #sessions = new Map<string, Session>();
  #waitingBytes = 0;
  #cancelTick: (() => void) | null = null;
  #stopped = false;

  constructor(deps: RecorderDeps) {
    this.#deps = deps;
  }

  push(callId: string, speaker: Speaker, samples: Int16Array, startMs: number): void {
    if (this.#stopped || samples.length === 0) return;
    const session = this.#sessions.get(callId) ?? this.#begin(callId);
    session.lastPushAt = this.#deps.time.now();
    if (session.open === null) return;
    // The samples are the stream's, which goes on to change them.
    if (session.open === undefined) session.early.push({ speaker, samples: samples.slice(), startMs });
    else this.#add(session, { speaker, samples, startMs });
  }

  flush(callId: string): void {
    const session = this.#sessions.get(callId);
    if (session !== undefined) this.#flush(session);
  }

  /** Stores what waits. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTick?.();
    const sessions = [...this.#sessions.values()];
    for (const session of sessions) this.#flush(session);
    await Promise.all(sessions.map(({ turn }) => turn));
    this.#sessions.clear();
  }

  #begin(callId: string): Session {
    const session: Session = {
      callId,
      sides: new Map(),
      early: [],
      open: undefined,
      turn: Promise.resolve(),
      lastPushAt: 0,
      incomplete: false,
    };
    this.#sessions.set(callId, session);
    // Looked up at once, since most calls may not be recorded: then nothing of them is kept in memory either.
    this.#inTurn(session, () => this.#look(session));
    this.#tickLater();
    return session;
  }

  #tickLater(): void {
    this.#cancelTick ??= this.#deps.time.after(PIECE_MS, () => {
      this.#cancelTick = null;
      const now = this.#deps.time.now();
      for (const [callId, session] of this.#sessions) {
        this.#flush(session);
        if (now - session.lastPushAt > FORGET_AFTER_MS) this.#sessions.delete(callId);
      }
      if (this.#sessions.size > 0) this.#tickLater();
    });
  }

  #add(session: Session, { speaker, samples, startMs }: Piece): void {
    const side = session.sides.get(speaker) ?? new RecordedSide();
    session.sides.set(speaker, side);
    const before = side.push(samples, startMs);
    if (before !== null) this.#store(session, speaker, before);
    if (side.length >= PIECE_SAMPLES) this.#flushSides(session);
  }

  #flush(session: Session): void {
    if (session.open !== null) for (const piece of session.early.splice(0)) this.#add(session, piece);
    this.#flushSides(session);
  }

  #flushSides(session: Session): void {
    for (const [speaker, side] of session.sides) {
      const recorded = side.take();
      if (recorded !== null) this.#store(session, speaker, recorded);
    }
  }

  #store(session: Session, speaker: Speaker, { start, bytes }: Recorded): void {
    if (this.#waitingBytes + bytes.length > (this.#deps.maxWaitingBytes ?? MAX_WAITING_BYTES)) {
      void this.#markIncomplete(session, 'overloaded');
      return;
    }
    this.#waitingBytes += bytes.length;
    this.#inTurn(session, async () => {
      try {
        if (session.open === undefined) await this.#look(session);
        if (session.open === null || session.open === undefined) return;
        const name = fileOf(session.open.id, speaker, start);
        await this.#deps.storage.put(name, sealBytes(bytes, session.open.key, name));
      } catch (error) {
        const full = error instanceof StorageError && error.failure === 'full';
        await this.#markIncomplete(session, full ? 'storage_full' : 'storage_unavailable');
        throw error;
      } finally {
        this.#waitingBytes -= bytes.length;
      }
    });
  }

  #inTurn(session: Session, work: () => Promise<void>): void {
    session.turn = session.turn.then(work).catch((error: unknown) => {
      this.#deps.log.error({ reason: describeFailure(error) }, 'a part of a recording could not be stored');
    });
  }

  async #look(session: Session): Promise<void> {
    const { database } = this.#deps;
    const row = await database.run(SCOPE, (uow) => openRecording(uow, session.callId), { retry: true });
    session.open = row === null ? null : { id: row.id, key: fileKeyOf(row.key) };
    if (row === null) {
      session.sides.clear();
      session.early = [];
    } else for (const piece of session.early.splice(0)) this.#add(session, piece);
  }

  /** Once in this process; noted with the next part that is missing where this fails. */
  async #markIncomplete(session: Session, reason: IncompleteReason): Promise<void> {
    if (session.incomplete) return;
    session.incomplete = true;
    try {
      await this.#deps.database.run(SCOPE, (uow) => noteIncomplete(uow, session.callId, reason), {
        retry: true,
      });
    } catch (error) {
      session.incomplete = false;
      const fields = { reason: describeFailure(error) };
      this.#deps.log.error(fields, 'that parts of a recording are missing could not be noted');
    }
  }
}

/** The recording of a call, begun where there is none yet. @returns null for a call that is not recorded. */
async function openRecording(uow: UnitOfWork, callId: string): Promise<CallRecording | null> {
  const call = await Call.query(uow.trx).findById(callId).forUpdate();
  if (call?.recording === 'recording') {
    return (await CallRecording.query(uow.trx).findOne({ call_id: callId })) ?? null;
  }
  if (call?.recording !== 'announced') return null;
  await updateOne(Call.query(uow.trx).findById(callId), { recording: 'recording' });
  await recordEntry(uow, call, 'recording_started', SYSTEM);
  return CallRecording.query(uow.trx)
    .insert({ id: v7(), callId, key: newFileKey(), incomplete: null, createdAt: call.createdAt })
    .returning('*');
}

async function noteIncomplete(uow: UnitOfWork, callId: string, reason: IncompleteReason): Promise<void> {
  const recording = await openRecording(uow, callId);
  const call = await Call.query(uow.trx).findById(callId).forUpdate();
  if (call === undefined || recording === null || recording.incomplete !== null) return;
  await updateOne(CallRecording.query(uow.trx).findById(recording.id), { incomplete: reason });
  await recordEntry(uow, call, 'recording_incomplete', SYSTEM, { reason });
}
