import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Json } from '../../../kernel/ground/json.ts';
import type { Time } from '../../../kernel/network/time.ts';
import { describeFailure, type WorkLog } from '../../../kernel/observability/failure.ts';
import type { Realtime } from '../../../kernel/realtime/realtime.ts';
import type { Speech } from '../../../speech/speech.ts';
import { Call, type CallSegment, type Speaker } from '../models.ts';
import { appendSegment, type NewSegment, recordEntry, SYSTEM } from '../record/store.ts';
import type { Recorder } from '../recording/recorder.ts';
import { NAMESPACE, roomsOf } from '../rooms.ts';
import { segmentOut } from '../wire.ts';
import { Channel } from './channel.ts';
import type { AudioPosition } from './clock.ts';
import { storePosition, takeSide } from './positions.ts';

export interface LiveCallDeps {
  readonly database: Database;
  readonly realtime: Realtime;
  readonly speech: Speech;
  readonly recorder: Recorder;
  readonly log: WorkLog;
  readonly time: Time;
  /** The time of the product, which tests move. */
  readonly now: () => Date;
  /** Words of a call were stored. */
  assess(callId: string): void;
}

/** What has to be known of a call to take its audio, as of the last look at it. */
export interface CallFactsNow {
  readonly createdAt: Date;
  readonly operatorId: string | null;
  readonly endedAt: Date | null;
}

/** Done in the transaction that opens a side. */
export type TakenAlso = (uow: UnitOfWork, epoch: number) => Promise<void> | void;

/** Words or progress on their way to the database. */
interface Pending {
  readonly channel: Channel;
  readonly position: AudioPosition;
  readonly words: NewSegment | null;
  readonly gapMs: number;
}

const SCOPE = systemScope('receive the audio of a call');
/** Between attempts to store words while the database does not answer, milliseconds. */
const RETRY_MS = 500;
/** Words that wait for the database, in all a few minutes of talk; older ones are given up. */
const MAX_PENDING = 1_000;
/** Progress through silence is stored so often, milliseconds. */
const PROGRESS_MS = 5_000;

/** The audio of one call in this process: its sides, and the order in which their words are stored. */
export class LiveCall {
  readonly id: string;
  readonly #deps: LiveCallDeps;
  readonly #channels = new Map<Speaker, Channel>();
  readonly #stored = new Map<Speaker, { at: number; nextSeq: number }>();
  #facts: CallFactsNow;
  #pending: Pending[] = [];
  #turn: Promise<void> = Promise.resolve();
  #scheduled = false;
  #taking = 0;
  #closed = false;

  constructor(call: Pick<Call, 'id' | 'createdAt' | 'operatorId' | 'endedAt'>, deps: LiveCallDeps) {
    this.id = call.id;
    this.#facts = call;
    this.#deps = deps;
  }

  get facts(): CallFactsNow {
    return this.#facts;
  }

  get channels(): readonly Channel[] {
    return [...this.#channels.values()];
  }

  /** Whether nobody needs it any more. */
  get idle(): boolean {
    return this.#channels.size === 0 && this.#taking === 0 && this.#pending.length === 0;
  }

  /** Whether the channel still has its side. */
  has(channel: Channel): boolean {
    return this.#channels.get(channel.speaker) === channel;
  }

  /** The side begins or goes on here: what this process has of it is kept where no other process had it since. */
  async take(call: CallFactsNow, speaker: Speaker, also: TakenAlso): Promise<Channel> {
    this.#taking += 1;
    try {
      return await this.#exclusive(() => this.#take(call, speaker, also));
    } finally {
      this.#taking -= 1;
    }
  }

  async #take(call: CallFactsNow, speaker: Speaker, also: TakenAlso): Promise<Channel> {
    const { database } = this.#deps;
    const taken = await database.run(
      SCOPE,
      async (uow) => {
        const side = await takeSide(uow, this.id, speaker);
        await also(uow, side.epoch);
        return side;
      },
      { retry: true },
    );
    this.#facts = call;
    const known = this.#channels.get(speaker);
    if (known !== undefined && known.epoch === taken.formerEpoch) {
      known.epoch = taken.epoch;
      known.resume();
      return known;
    }
    known?.close();
    const channel = this.#open(speaker, taken.epoch, taken.position);
    this.#channels.set(speaker, channel);
    return channel;
  }

  /** Stores what was heard of a side and removes it. */
  async release(channel: Channel): Promise<void> {
    const { epoch } = channel;
    await channel.finish();
    await this.settle(channel);
    await this.#exclusive(async () => {
      // Somebody may have opened it again meanwhile.
      if (channel.epoch === epoch) this.#lose(channel);
    });
  }

  /** Resolves when what was committed so far is stored. */
  async settle(channel: Channel): Promise<void> {
    if (this.has(channel)) this.#add(channel, null);
    await this.#exclusive(() => this.#store());
  }

  /** Stores progress through silence, and looks at the call again. */
  progress(): void {
    for (const channel of this.#channels.values()) {
      const { position } = channel;
      const stored = this.#stored.get(channel.speaker);
      const due = stored === undefined || this.#deps.time.now() - stored.at >= PROGRESS_MS;
      if (due && position.nextSeq !== stored?.nextSeq) this.#add(channel, null);
    }
  }

  close(): void {
    this.#closed = true;
    for (const channel of this.#channels.values()) channel.close();
    this.#channels.clear();
  }

  #open(speaker: Speaker, epoch: number, position: AudioPosition): Channel {
    const { speech, time, now, realtime, recorder } = this.#deps;
    const rooms = roomsOf({ id: this.id, hospitalId: null });
    const channel: Channel = new Channel(speaker, epoch, position, {
      speech,
      time,
      callMs: () => Math.max(0, now().getTime() - this.#facts.createdAt.getTime()),
      words: (words) => this.#add(channel, { ...words, speaker, source: 'speech' }),
      record: (samples, callMs) => recorder.push(this.id, speaker, samples, callMs),
      tentative: (text) => this.#publishTentative(speaker, text),
      degraded: (what) =>
        realtime.publish(NAMESPACE, [rooms.all], 'degraded', { callId: this.id, speaker, what }),
      gap: (ms) => this.#add(channel, null, ms),
    });
    return channel;
  }

  #add(channel: Channel, words: NewSegment | null, gapMs = 0): void {
    const { position } = channel;
    this.#stored.set(channel.speaker, { at: this.#deps.time.now(), nextSeq: position.nextSeq });
    this.#pending.push({ channel, position, words, gapMs });
    if (this.#pending.length > MAX_PENDING) this.#pending.shift();
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    void this.#exclusive(() => {
      this.#scheduled = false;
      return this.#store();
    });
  }

  /** One at a time: what is stored and who has a side. */
  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  async #store(): Promise<void> {
    const batch = this.#pending.splice(0);
    if (batch.length === 0) return;
    try {
      const { segments, lost, facts } = await this.#deps.database.run(
        SCOPE,
        (uow) => this.#write(uow, batch),
        { retry: true },
      );
      if (facts === null) this.close();
      else this.#facts = facts;
      for (const channel of lost) this.#lose(channel);
      for (const segment of segments) this.#publishCommitted(segment);
      if (segments.length > 0) this.#deps.assess(this.id);
    } catch (error) {
      this.#deps.log.error({ reason: describeFailure(error) }, 'the words of a call could not be stored yet');
      if (this.#closed) return;
      this.#pending.unshift(...batch);
      this.#deps.time.after(RETRY_MS, () => this.#schedule());
    }
  }

  async #write(uow: UnitOfWork, batch: readonly Pending[]) {
    const row = await Call.query(uow.trx).findById(this.id).forUpdate();
    // Erased.
    if (row === undefined) return { segments: [], lost: [], facts: null };
    const lost = new Set<Channel>();
    const latest = new Map(batch.map((one) => [one.channel, one]));
    for (const { channel, position } of latest.values()) {
      const stored = await storePosition(uow, this.id, channel.speaker, channel.epoch, position);
      if (!stored) lost.add(channel);
    }
    const kept = batch.filter(({ channel }) => !lost.has(channel));
    const segments: CallSegment[] = [];
    const words = kept.flatMap((one) => (one.words === null ? [] : [one.words]));
    for (const one of words.toSorted((a, b) => a.endMs - b.endMs)) {
      segments.push(await appendSegment(uow, row, one));
    }
    for (const { channel, gapMs } of kept) {
      if (gapMs > 0)
        await recordEntry(uow, row, 'audio_lost', SYSTEM, { speaker: channel.speaker, ms: gapMs });
    }
    const { createdAt, operatorId, endedAt } = row;
    return { segments, lost: [...lost], facts: { createdAt, operatorId, endedAt } };
  }

  /** Another process has the side, or nobody. */
  #lose(channel: Channel): void {
    channel.close();
    if (this.has(channel)) this.#channels.delete(channel.speaker);
  }

  /** To everyone in the call, the caller as well: these words stay. */
  #publishCommitted(segment: CallSegment): void {
    const { all } = roomsOf({ id: this.id, hospitalId: null });
    const { speaker } = segment;
    const committed = [segmentOut(segment) as unknown as Json];
    const body = { callId: this.id, speaker, committed, tentative: '' };
    this.#deps.realtime.publish(NAMESPACE, [all], 'transcript', body);
    const tentative = this.#channels.get(speaker)?.tentative ?? '';
    if (tentative !== '') this.#publishTentative(speaker, tentative);
  }

  #publishTentative(speaker: Speaker, tentative: string): void {
    const { desk } = roomsOf({ id: this.id, hospitalId: null });
    const body = { callId: this.id, speaker, committed: [], tentative };
    this.#deps.realtime.publish(NAMESPACE, [desk], 'transcript', body);
  }
}
