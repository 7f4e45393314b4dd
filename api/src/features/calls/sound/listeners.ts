import { Problem } from '../../../kernel/ground/problem.ts';
import type { Time } from '../../../kernel/network/time.ts';
import { describeFailure, type WorkLog } from '../../../kernel/observability/failure.ts';
import type { Peers } from '../../../kernel/realtime/realtime.ts';
import type { Speaker } from '../models.ts';
import type { Ear, Sound, SoundRelay } from './relay.ts';
import { SoundWindow } from './window.ts';

/** Whom somebody may hear as a call stands, and on which side they speak themselves; null for who only listens in. */
export interface Hearing {
  readonly hears: readonly Speaker[];
  readonly side: Speaker | null;
}

/** Whom somebody hears, and whether what they say is heard by anyone. */
export interface HeardNow {
  readonly hears: readonly Speaker[];
  readonly heard: boolean;
}

/** Somebody who asks to hear a call. */
export interface Listener {
  /** Reads what they may hear as the call is now. @throws Problem where they may not hear it any more. */
  read(): Promise<Hearing>;
  /** @param taken to be called once they have it. */
  take(sound: Sound, taken: () => void): void;
  /** Whom they hear, or whether they are heard, is not what it was. */
  changed?(now: HeardNow): void;
}

export interface Listening {
  readonly now: HeardNow;
  stop(): void;
}

/** Besides after each change, rights are looked at so often, milliseconds: a change may have been missed. */
const CHECK_MS = 30_000;
const CHANGED = 'calls.hearing-changed';

/** Who listens to calls in this process. Each hears what they may hear as the call stands, wherever it is changed. */
export class Listeners {
  readonly #relay: SoundRelay;
  readonly #peers: Peers;
  readonly #time: Time;
  readonly #log: WorkLog;
  readonly #calls = new Map<string, Set<CheckedEar>>();
  #cancelCheck: (() => void) | null = null;
  #stopped = false;

  constructor(relay: SoundRelay, peers: Peers, time: Time, log: WorkLog) {
    this.#relay = relay;
    this.#peers = peers;
    this.#time = time;
    this.#log = log;
    peers.onNotified(CHANGED, ({ callId }) => this.#check(String(callId)));
    relay.onChanged((callId) => {
      for (const ear of this.#calls.get(callId) ?? []) ear.report();
    });
  }

  /** @throws what `read` throws. */
  async listen(callId: string, listener: Listener): Promise<Listening> {
    const ear = new CheckedEar(listener, this.#log, {
      changed: () => this.#relay.announce(callId),
      isHeard: (side) => this.#relay.isHeard(callId, side),
    });
    // Known before it is read what they may hear, so that no change is missed in between.
    const ears = this.#calls.get(callId) ?? new Set();
    this.#calls.set(callId, ears.add(ear));
    const leave = this.#relay.add(callId, ear);
    const stop = () => {
      ear.stop();
      leave();
      ears.delete(ear);
      if (ears.size === 0 && this.#calls.get(callId) === ears) this.#calls.delete(callId);
    };
    try {
      await ear.begin();
    } catch (error) {
      stop();
      throw error;
    }
    if (this.#stopped) stop();
    this.#checkLater();
    return {
      get now() {
        return ear.now;
      },
      stop,
    };
  }

  /** The call changed: who hears it is looked at again, in every process. */
  changed(callId: string): void {
    this.#check(callId);
    this.#peers.notify(CHANGED, { callId });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelCheck?.();
    for (const ears of this.#calls.values()) for (const ear of ears) ear.stop();
    this.#calls.clear();
  }

  #check(callId: string): void {
    for (const ear of this.#calls.get(callId) ?? []) void ear.check();
  }

  #checkLater(): void {
    this.#cancelCheck ??= this.#time.after(CHECK_MS, () => {
      this.#cancelCheck = null;
      for (const callId of this.#calls.keys()) this.#check(callId);
      if (this.#calls.size > 0 && !this.#stopped) this.#checkLater();
    });
  }
}

/** What an ear asks of the relay. */
interface EarRelay {
  /** Whom it hears is not what it was. */
  changed(): void;
  /** Whether somebody hears this side of the call. */
  isHeard(side: Speaker): boolean;
}

const NOTHING: Hearing = { hears: [], side: null };

/** Hears what its listener may hear, one look at the call after another. */
class CheckedEar implements Ear {
  hears: ReadonlySet<Speaker> = new Set();
  readonly #listener: Listener;
  readonly #log: WorkLog;
  readonly #relay: EarRelay;
  readonly #window: SoundWindow;
  #side: Speaker | null = null;
  #told = toldOf({ hears: [], heard: false });
  #turn: Promise<void> = Promise.resolve();
  #waits = false;
  #stopped = false;

  constructor(listener: Listener, log: WorkLog, relay: EarRelay) {
    this.#listener = listener;
    this.#log = log;
    this.#relay = relay;
    this.#window = new SoundWindow((sound, taken) => listener.take(sound, taken));
  }

  get now(): HeardNow {
    return { hears: [...this.hears], heard: this.#side !== null && this.#relay.isHeard(this.#side) };
  }

  take(sound: Sound): void {
    this.#window.push(sound);
  }

  /** The first look. @throws what it throws. */
  begin(): Promise<void> {
    return this.#look();
  }

  /** Reads it once more, when the readings that are under way have ended. Never rejects. */
  check(): Promise<void> {
    // One that waits for its turn sees what is asked for now.
    if (this.#waits) return this.#turn;
    this.#waits = true;
    this.#turn = this.#turn
      .then(() => {
        this.#waits = false;
        return this.#look();
      })
      .catch((error: unknown) => {
        // What they may not read any more they do not hear any more. A database that does not answer silences nobody.
        if (error instanceof Problem && error.status < 500) this.#set(NOTHING);
        else this.#log.error({ reason: describeFailure(error) }, 'who hears a call could not be looked at');
      });
    return this.#turn;
  }

  stop(): void {
    this.#stopped = true;
    this.hears = new Set();
    this.#window.clear();
  }

  async #look(): Promise<void> {
    if (!this.#stopped) this.#set(await this.#listener.read());
  }

  /** Says what is not what it was when it was last said. */
  report(): void {
    const { now } = this;
    const told = toldOf(now);
    if (this.#stopped || told === this.#told) return;
    this.#told = told;
    this.#listener.changed?.(now);
  }

  #set({ hears, side }: Hearing): void {
    if (this.#stopped) return;
    this.#side = side;
    const same = hears.length === this.hears.size && hears.every((one) => this.hears.has(one));
    if (!same) {
      this.hears = new Set(hears);
      // Words of somebody they hear no more are not sent to them late.
      this.#window.clear();
      this.#relay.changed();
    }
    this.report();
  }
}

const toldOf = ({ hears, heard }: HeardNow): string => `${hears.join(' ')} ${heard}`;
