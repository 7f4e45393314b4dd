import { Problem } from '../../../kernel/ground/problem.ts';
import { describeFailure } from '../../../kernel/observability/failure.ts';
import type { Speaker } from '../models.ts';
import { callProblems } from '../problems.ts';
import type { Channel, Degraded } from './channel.ts';
import type { AudioFrame } from './frames.ts';
import { LiveCall, type LiveCallDeps, type OpenedCall, type Taking } from './live-call.ts';
import { type CallFactsNow, WordStore } from './word-store.ts';

/**
 * Where the audio of one side of a call comes in, from a browser or a telephone. The latest one to open it speaks, except
 * that an operator chooses between the two.
 */
export interface AudioInput {
  /** Which opening of this side it is. */
  readonly epoch: number;
  readonly speaker: Speaker;
  /** The number of the next frame: those after it have to be sent, also ones that were sent before. */
  readonly nextSeq: number;
  readonly degraded: Degraded;
  readonly facts: CallFactsNow;
  /**
   * Takes a frame.
   * @throws Problem `rate_limited` with `retryAfterMs`: send it again then; `audio_taken_over`: somebody else opened this
   *   side; `illegal_call_transition`: the call is over.
   */
  push(frame: AudioFrame): void;
  /** Everything was said: resolves when its words are stored. */
  finish(): Promise<void>;
  /** The connection ended: what was sent stays, and the side can be opened again. */
  close(): void;
}

/** Audio pauses so long before what was heard is transcribed: longer than a network takes to show that it is dead. */
const FLUSH_AFTER_MS = 12_000;
/** Without a connection and without audio a side is released after this. It can be opened again, here and elsewhere. */
const RELEASE_AFTER_MS = 20_000;
const TICK_MS = 1_000;

/** The audio of the calls that this process receives. */
export class CallAudioIntake {
  readonly #deps: LiveCallDeps;
  readonly #words: WordStore;
  readonly #calls = new Map<string, LiveCall>();
  /** Who holds a channel: the latest to take its side. */
  readonly #inputs = new Map<Channel, object>();
  readonly #releasing = new Set<Channel>();
  #cancelTick: (() => void) | null = null;
  #stopped = false;

  constructor(deps: Omit<LiveCallDeps, 'words'>) {
    this.#words = new WordStore(deps.database, deps.time);
    this.#deps = { ...deps, words: this.#words };
  }

  /** How many sides are open in this process. */
  get open(): number {
    return [...this.#calls.values()].reduce((sum, call) => sum + call.channels.length, 0);
  }

  /**
   * Opens a side of a call; the connection that had it before, in any process, loses it.
   * @returns null where it stays with what the operator speaks through (`takeSide`).
   */
  async take(call: OpenedCall, speaker: 'caller', taking?: Taking): Promise<AudioInput>;
  async take(call: OpenedCall, speaker: Speaker, taking?: Taking): Promise<AudioInput | null>;
  async take(call: OpenedCall, speaker: Speaker, taking: Taking = {}): Promise<AudioInput | null> {
    if (this.#stopped) throw new Problem('shutting_down');
    const live = this.#calls.get(call.id) ?? new LiveCall(call, this.#deps);
    this.#calls.set(call.id, live);
    this.#tickLater();
    const channel = await live.take(call, speaker, taking);
    if (channel === null) return null;
    const { epoch } = channel;
    const holder = {};
    this.#inputs.set(channel, holder);
    const isOurs = () => live.has(channel) && this.#inputs.get(channel) === holder;
    return {
      epoch,
      speaker,
      get nextSeq() {
        return channel.nextSeq;
      },
      get degraded() {
        return channel.degraded;
      },
      get facts() {
        return live.facts;
      },
      push: (frame) => {
        if (!isOurs()) throw takenOver();
        if (live.facts.endedAt !== null) throw over();
        channel.push(frame);
      },
      finish: async () => {
        if (!isOurs()) return;
        await channel.finish();
        this.#deps.recorder.flush(call.id);
        await live.settle(channel);
      },
      close: () => {
        if (isOurs()) this.#inputs.delete(channel);
      },
    };
  }

  /** Stores how far every side is, so that another process goes on from there. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTick?.();
    const all = [...this.#calls.values()];
    // What belongs to calls that are over nobody sends to another process.
    const over = all.filter(({ facts }) => facts.endedAt !== null);
    for (const channel of over.flatMap(({ channels }) => channels)) channel.giveUp();
    const settled = all.flatMap((call) => call.channels.map((channel) => call.settle(channel)));
    await Promise.allSettled(settled);
    for (const call of all) call.close();
    this.#calls.clear();
    this.#inputs.clear();
  }

  #tickLater(): void {
    this.#cancelTick ??= this.#deps.time.after(TICK_MS, () => {
      this.#cancelTick = null;
      this.#tick();
      if (this.#calls.size > 0 && !this.#stopped) this.#tickLater();
    });
  }

  #tick(): void {
    for (const [id, call] of this.#calls) {
      call.progress();
      for (const channel of call.channels) {
        const held = this.#inputs.has(channel);
        if (held && channel.idleMs >= FLUSH_AFTER_MS) channel.flush();
        const over = call.facts.endedAt !== null;
        if (over || (!held && channel.idleMs >= RELEASE_AFTER_MS)) this.#release(call, channel);
      }
      if (call.idle) this.#calls.delete(id);
    }
    for (const channel of this.#inputs.keys()) {
      if (![...this.#calls.values()].some((call) => call.has(channel))) this.#inputs.delete(channel);
    }
  }

  #release(call: LiveCall, channel: Channel): void {
    if (this.#releasing.has(channel)) return;
    this.#releasing.add(channel);
    call
      .release(channel)
      .catch((error: unknown) =>
        this.#deps.log.error({ reason: describeFailure(error) }, 'the audio of a call could not be ended'),
      )
      .finally(() => this.#releasing.delete(channel));
  }
}

function takenOver(): Problem {
  return new Problem(callProblems.audio_taken_over, {
    detail: 'Another connection speaks on this side of the call. Join again to speak here.',
  });
}

function over(): Problem {
  return new Problem(callProblems.illegal_call_transition, { detail: 'The call is over.' });
}
