import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Time } from '../../../kernel/network/time.ts';
import { describeFailure, type WorkLog } from '../../../kernel/observability/failure.ts';
import type { Realtime } from '../../../kernel/realtime/realtime.ts';
import type { Speech } from '../../../speech/speech.ts';
import type { AudioSource, CallSegment, Speaker } from '../models.ts';
import { publishCommitted } from '../record/committed.ts';
import type { NewSegment } from '../record/store.ts';
import type { Recorder } from '../recording/recorder.ts';
import { NAMESPACE, roomsOf } from '../rooms.ts';
import type { SoundSink } from '../sound/relay.ts';
import { Channel } from './channel.ts';
import type { AudioPosition } from './clock.ts';
import { takeSide } from './positions.ts';
import { expectWords, missingWords } from './unheard.ts';
import type { CallFactsNow, CallWriting, WordStore } from './word-store.ts';

export interface LiveCallDeps {
  readonly database: Database;
  readonly words: WordStore;
  readonly realtime: Realtime;
  readonly speech: Speech;
  readonly recorder: Recorder;
  readonly sound: SoundSink;
  readonly log: WorkLog;
  readonly time: Time;
  /** The time of the product, which tests move. */
  readonly now: () => Date;
  /** Words of a call were stored. */
  assess(callId: string, words: readonly CallSegment[]): void;
}

/** A call as somebody who opens a side of it has read it. */
export type OpenedCall = CallFactsNow & { readonly id: string };

/** How a side is opened. */
export interface Taking {
  /** What is spoken through. Default: a connection. */
  readonly source?: AudioSource;
  /** Done in the transaction that opens the side, and in that which finds that it stays with who has it. */
  also?(uow: UnitOfWork, epoch: number): Promise<void> | void;
}

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
/** Words that wait for the database, in all a few minutes of talk; of older ones only is kept that they are missing. */
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
  /** What was given up of each side, before those. */
  readonly #givenUp = new Map<Channel, Pending>();
  /** Those of them that are being stored. */
  #storing: readonly Pending[] = [];
  #turn: Promise<void> = Promise.resolve();
  #scheduled = false;
  #taking = 0;
  #closed = false;

  constructor(call: OpenedCall, deps: LiveCallDeps) {
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

  /**
   * The side begins or goes on here: what this process has of it is kept where no other process had it since.
   * @returns null for one that stays with who has it.
   */
  async take(call: CallFactsNow, speaker: Speaker, taking: Taking = {}): Promise<Channel | null> {
    this.#taking += 1;
    try {
      return await this.#exclusive(() => this.#take(call, speaker, taking));
    } finally {
      this.#taking -= 1;
    }
  }

  async #take(call: CallFactsNow, speaker: Speaker, { source, also }: Taking): Promise<Channel | null> {
    const { database } = this.#deps;
    const taken = await database.run(
      SCOPE,
      async (uow) => {
        const side = await takeSide(uow, this.id, speaker, source);
        await also?.(uow, side.epoch);
        return side;
      },
      { retry: true },
    );
    this.#facts = call;
    if (taken.kept) return null;
    const known = this.#channels.get(speaker);
    if (known !== undefined && known.epoch === taken.formerEpoch) {
      known.epoch = taken.epoch;
      known.resume();
      return known;
    }
    known?.close();
    const channel = this.#open(speaker, taken.epoch, taken.position);
    this.#channels.set(speaker, channel);
    this.#deps.sound.opened(this.id);
    return channel;
  }

  /** Stores what was heard of a side and removes it. */
  async release(channel: Channel): Promise<void> {
    const { epoch } = channel;
    if (this.#facts.endedAt !== null) await this.#expectWords(channel);
    await channel.finish();
    await this.settle(channel);
    await this.#exclusive(async () => {
      // Somebody may have opened it again meanwhile.
      if (channel.epoch === epoch) this.#lose(channel);
    });
  }

  /** Nobody sends what has no words yet again. */
  async #expectWords({ speaker, epoch, unheardUntilMs: untilMs }: Channel): Promise<void> {
    if (untilMs === null) return;
    const { database, log } = this.#deps;
    const expected = { callId: this.id, speaker, epoch, untilMs };
    try {
      await database.run(SCOPE, async (uow) => expectWords(uow, expected), { retry: true });
    } catch (error) {
      log.error(
        { reason: describeFailure(error) },
        'it could not be stored that words of a call are to come',
      );
    }
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
    const { speech, time, now, realtime, recorder, sound } = this.#deps;
    const rooms = roomsOf({ id: this.id, hospitalId: null });
    const channel: Channel = new Channel(speaker, epoch, position, {
      speech,
      time,
      callMs: () => Math.max(0, now().getTime() - this.#facts.createdAt.getTime()),
      words: (words) => this.#add(channel, { ...words, speaker, source: 'speech' }),
      record: (samples, callMs) => recorder.push(this.id, speaker, samples, callMs),
      sound: (samples, callMs, ageMs) => sound.push(this.id, speaker, samples, callMs, ageMs),
      tentative: (text) => {
        // What may change follows the words before it.
        if (!this.#awaitsWords(speaker)) this.#publishTentative(speaker, text);
      },
      degraded: (what) =>
        realtime.publish(NAMESPACE, [rooms.all], 'degraded', { callId: this.id, speaker, what }),
      gap: (ms) => this.#add(channel, null, ms),
      missing: (startMs, endMs) => {
        this.#add(channel, missingWords({ speaker, startMs, endMs }));
      },
    });
    return channel;
  }

  #add(channel: Channel, words: NewSegment | null, gapMs = 0): void {
    const { position } = channel;
    this.#stored.set(channel.speaker, { at: this.#deps.time.now(), nextSeq: position.nextSeq });
    this.#pending.push({ channel, position, words, gapMs });
    while (this.#pending.length > MAX_PENDING) this.#giveUp(this.#pending.shift() as Pending);
    this.#schedule();
  }

  #giveUp({ channel, position, words, gapMs }: Pending): void {
    const before = this.#givenUp.get(channel);
    const missing = words === null ? (before?.words ?? null) : missingWords(words, before?.words ?? words);
    this.#givenUp.set(channel, { channel, position, words: missing, gapMs: (before?.gapMs ?? 0) + gapMs });
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
    const batch = [...this.#givenUp.values(), ...this.#pending.splice(0)];
    this.#givenUp.clear();
    if (batch.length === 0) return;
    this.#storing = batch;
    try {
      const { segments, lost, facts } = await this.#deps.words.write(this.#writing(batch));
      if (facts === null) this.close();
      else this.#facts = facts;
      for (const speaker of lost) {
        for (const { channel } of batch) if (channel.speaker === speaker) this.#lose(channel);
      }
      this.#storing = [];
      for (const [speaker, said] of Map.groupBy(segments, (one) => one.speaker)) {
        this.#publishCommitted(speaker, said);
      }
      // That words are missing is nothing to assess.
      const words = segments.filter(({ source }) => source !== 'missing');
      if (words.length > 0) this.#deps.assess(this.id, words);
    } catch (error) {
      this.#storing = [];
      this.#deps.log.error({ reason: describeFailure(error) }, 'the words of a call could not be stored yet');
      if (this.#closed) return;
      this.#pending.unshift(...batch);
      this.#deps.time.after(RETRY_MS, () => this.#schedule());
    }
  }

  #writing(batch: readonly Pending[]): CallWriting {
    // A side that was lost and opened again meanwhile has another channel: what the former heard is not stored.
    const holders = new Map<Speaker, Channel>();
    for (const { channel } of batch) {
      const known = holders.get(channel.speaker);
      if (known === undefined || channel.epoch >= known.epoch) holders.set(channel.speaker, channel);
    }
    const own = batch.filter(({ channel }) => holders.get(channel.speaker) === channel);
    const latest = new Map(own.map((one) => [one.channel, one]));
    return {
      callId: this.id,
      tenant: this.#facts,
      positions: [...latest.values()].map(({ channel, position }) => ({
        speaker: channel.speaker,
        epoch: channel.epoch,
        position,
      })),
      words: own.flatMap(({ words }) => (words === null ? [] : [words])),
      gaps: own.flatMap(({ channel, gapMs }) => (gapMs > 0 ? [{ speaker: channel.speaker, ms: gapMs }] : [])),
    };
  }

  /** Another process has the side, or nobody. */
  #lose(channel: Channel): void {
    channel.close();
    if (this.has(channel)) this.#channels.delete(channel.speaker);
  }

  #publishCommitted(speaker: Speaker, segments: readonly CallSegment[]): void {
    publishCommitted(this.#deps.realtime, segments);
    const tentative = this.#channels.get(speaker)?.tentative ?? '';
    if (tentative !== '' && !this.#awaitsWords(speaker)) this.#publishTentative(speaker, tentative);
  }

  /** Whether words of the side are not published yet. */
  #awaitsWords(speaker: Speaker): boolean {
    return [...this.#storing, ...this.#pending].some(
      ({ channel, words }) => words !== null && channel.speaker === speaker,
    );
  }

  #publishTentative(speaker: Speaker, tentative: string): void {
    const { desk } = roomsOf({ id: this.id, hospitalId: null });
    const body = { callId: this.id, speaker, committed: [], tentative };
    this.#deps.realtime.publish(NAMESPACE, [desk], 'transcript', body);
  }
}
