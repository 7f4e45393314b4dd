import { randomUUID } from 'node:crypto';
import type { Time } from '../../../kernel/network/time.ts';
import type { Peers } from '../../../kernel/realtime/realtime.ts';
import { encodeMulaw } from '../../../speech/audio/mulaw.ts';
import type { Speaker } from '../models.ts';

/** A stretch of what was said on one side of a call. */
export interface Sound {
  readonly callId: string;
  readonly speaker: Speaker;
  /** When its first sample was said, milliseconds of the call. */
  readonly startMs: number;
  /** How long ago its last sample was recorded when it came in, milliseconds. */
  readonly ageMs: number;
  /** Mu-law, 16,000 samples a second: half of what the samples take, for networks and between processes. */
  readonly bytes: Uint8Array;
}

/** Somebody who listens to a call in this process. */
export interface Ear {
  /** Whom they may hear now. */
  readonly hears: ReadonlySet<Speaker>;
  take(sound: Sound): void;
}

/** Where the audio of calls goes as it comes in. */
export interface SoundSink {
  /** Takes samples in their order, 16,000 a second. Returns at once; costs a look-up where nobody listens. */
  push(callId: string, speaker: Speaker, samples: Int16Array, startMs: number, ageMs: number): void;
  /** A side of the call is received here from now on. */
  opened(callId: string): void;
}

/** Frames that are shorter, as telephones send them, are gathered to so much: each costs a message and its answer. */
const GATHERED_SAMPLES = 1_600;
/** Frames that follow each other so closely are one stretch, milliseconds. */
const TOLERANCE_MS = 5;
/** That somebody listens is repeated so often, and counts for so long, milliseconds. */
const RENEW_MS = 10_000;
const LEASE_MS = 30_000;

const LISTENING = 'calls.listening';
const WHO_LISTENS = 'calls.who-listens';
const SOUND = 'calls.sound';

interface Gathered {
  readonly startMs: number;
  readonly parts: Uint8Array[];
  length: number;
}

/**
 * Brings the audio of calls to those who listen: in this process directly, and to other processes only while one of them
 * has said that somebody listens there. Nothing is kept of what nobody listens to.
 */
export class SoundRelay implements SoundSink {
  readonly #peers: Peers;
  readonly #time: Time;
  readonly #self = randomUUID();
  readonly #here = new Map<string, Set<Ear>>();
  /** Which other processes have said that somebody listens, to whom, and until when that counts. */
  readonly #elsewhere = new Map<
    string,
    Map<string, { readonly speakers: readonly string[]; until: number }>
  >();
  readonly #gathered = new Map<string, Gathered>();
  #changed: (callId: string) => void = () => {};
  #cancelTick: (() => void) | null = null;
  #stopped = false;

  constructor(peers: Peers, time: Time) {
    this.#peers = peers;
    this.#time = time;
    peers.onNotified(LISTENING, ({ from, callId, speakers }) =>
      this.#told(String(from), String(callId), speakers as readonly string[]),
    );
    peers.onNotified(WHO_LISTENS, ({ callId }) => {
      if (this.#here.has(String(callId))) this.#announce(String(callId));
    });
    peers.onNotified(SOUND, ({ callId, speaker, startMs, ageMs, audio }) =>
      this.#deliver({
        callId: String(callId),
        speaker: speaker as Speaker,
        startMs: Number(startMs),
        ageMs: Number(ageMs),
        bytes: new Uint8Array(Buffer.from(String(audio), 'base64')),
      }),
    );
  }

  push(callId: string, speaker: Speaker, samples: Int16Array, startMs: number, ageMs: number): void {
    const [here, elsewhere] = [this.#isHeardHere(callId, speaker), this.#isHeardElsewhere(callId, speaker)];
    if (!here && !elsewhere) {
      if (this.#gathered.size > 0) this.#gathered.delete(`${callId} ${speaker}`);
      return;
    }
    const key = `${callId} ${speaker}`;
    const before = this.#gathered.get(key);
    const follows =
      before !== undefined && Math.abs(before.startMs + before.length / 16 - startMs) <= TOLERANCE_MS;
    const gathered = follows ? before : { startMs, parts: [], length: 0 };
    gathered.parts.push(encodeMulaw(samples));
    gathered.length += samples.length;
    if (gathered.length < GATHERED_SAMPLES) {
      this.#gathered.set(key, gathered);
      return;
    }
    this.#gathered.delete(key);
    const bytes = new Uint8Array(Buffer.concat(gathered.parts));
    const sound = {
      callId,
      speaker,
      startMs: Math.max(0, Math.round(gathered.startMs)),
      ageMs: Math.round(ageMs),
      bytes,
    };
    if (here) this.#deliver(sound);
    if (elsewhere) {
      const audio = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
      const { bytes: _, ...told } = sound;
      this.#peers.notify(SOUND, { ...told, audio });
    }
  }

  /** Whether somebody hears this side, here or in another process. */
  isHeard(callId: string, speaker: Speaker): boolean {
    return this.#isHeardHere(callId, speaker) || this.#isHeardElsewhere(callId, speaker);
  }

  /** @param listener called when it may have changed who in a call is heard. */
  onChanged(listener: (callId: string) => void): void {
    this.#changed = listener;
  }

  opened(callId: string): void {
    this.#peers.notify(WHO_LISTENS, { callId });
  }

  /** Somebody listens from now on. @returns what ends that. */
  add(callId: string, ear: Ear): () => void {
    const ears = this.#here.get(callId) ?? new Set();
    this.#here.set(callId, ears.add(ear));
    this.announce(callId);
    this.#tickLater();
    return () => {
      if (!ears.delete(ear)) return;
      if (ears.size === 0 && this.#here.get(callId) === ears) this.#here.delete(callId);
      this.announce(callId);
    };
  }

  /** Whom somebody here hears is not what it was. */
  announce(callId: string): void {
    if (!this.#stopped) this.#announce(callId);
  }

  stop(): void {
    this.#stopped = true;
    this.#changed = () => {};
    this.#cancelTick?.();
    this.#here.clear();
    this.#elsewhere.clear();
    this.#gathered.clear();
  }

  #deliver(sound: Sound): void {
    for (const ear of this.#here.get(sound.callId) ?? []) {
      if (ear.hears.has(sound.speaker)) ear.take(sound);
    }
  }

  #isHeardHere(callId: string, speaker: Speaker): boolean {
    const ears = this.#here.get(callId);
    if (ears !== undefined) for (const ear of ears) if (ear.hears.has(speaker)) return true;
    return false;
  }

  #isHeardElsewhere(callId: string, speaker: Speaker): boolean {
    const processes = this.#elsewhere.get(callId);
    if (processes === undefined) return false;
    const now = this.#time.now();
    for (const { speakers, until } of processes.values())
      if (until > now && speakers.includes(speaker)) return true;
    return false;
  }

  #announce(callId: string): void {
    const speakers = new Set([...(this.#here.get(callId) ?? [])].flatMap(({ hears }) => [...hears]));
    this.#peers.notify(LISTENING, { from: this.#self, callId, speakers: [...speakers] });
    this.#changed(callId);
  }

  #told(from: string, callId: string, speakers: readonly string[]): void {
    if (this.#stopped) return;
    const processes = this.#elsewhere.get(callId) ?? new Map();
    if (speakers.length === 0) processes.delete(from);
    else processes.set(from, { speakers, until: this.#time.now() + LEASE_MS });
    if (processes.size === 0) this.#elsewhere.delete(callId);
    else this.#elsewhere.set(callId, processes);
    this.#changed(callId);
    this.#tickLater();
  }

  #tickLater(): void {
    this.#cancelTick ??= this.#time.after(RENEW_MS, () => {
      this.#cancelTick = null;
      for (const callId of this.#here.keys()) this.#announce(callId);
      // A process that was killed says nothing any more.
      const now = this.#time.now();
      for (const [callId, processes] of this.#elsewhere) {
        for (const [from, { until }] of processes) if (until <= now) processes.delete(from);
        if (processes.size === 0) this.#elsewhere.delete(callId);
        this.#changed(callId);
      }
      if (this.#here.size + this.#elsewhere.size > 0 && !this.#stopped) this.#tickLater();
    });
  }
}
