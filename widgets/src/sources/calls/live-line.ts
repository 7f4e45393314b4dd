import type { CallDegradation, CallLine, Kiwimesh, LiveCalls } from '@kiwimesh/sdk';
import type { DeskSound } from './desk-sound.ts';
import { type LineEvents, PolledLine } from './line.ts';
import type { Voice } from './voice.ts';

export interface LiveLineEvents extends LineEvents {
  /** Whether what the caller says becomes words; null: it does. */
  onDegraded(what: CallDegradation): void;
  /** Whether somebody at the desk listens to the caller. */
  onHeard(heard: boolean): void;
}

/** Between two reads without a socket, and with one as a net under it, milliseconds. */
const POLL_MS = 2_000;
const BACKSTOP_MS = 30_000;

/** One call: its news over a socket, with the caller's voice, and read every few seconds where sockets are blocked. */
export class LiveLine {
  readonly #events: LiveLineEvents;
  readonly #voice: Voice;
  readonly #sound: DeskSound;
  readonly #poll: PolledLine;
  #calls: LiveCalls | null = null;
  #line: CallLine | null = null;
  #up = false;
  #wasUp = false;
  #stopped = false;

  constructor(kiwi: Kiwimesh, callId: string, voice: Voice, sound: DeskSound, events: LiveLineEvents) {
    this.#events = events;
    this.#voice = voice;
    this.#sound = sound;
    this.#poll = new PolledLine(
      kiwi,
      callId,
      { ...events, onLink: () => events.onLink(this.#up ? 'live' : 'polling') },
      () => (this.#up ? BACKSTOP_MS : POLL_MS),
    );
    void this.#open(kiwi, callId);
  }

  /** Whether its socket was lost, so that the service may take the caller for gone. */
  get isCutOff(): boolean {
    return this.#wasUp && !this.#up;
  }

  /** Reads the call and its new words now. */
  read(): Promise<void> {
    return this.#poll.read();
  }

  stop(): void {
    this.#stopped = true;
    this.#poll.stop();
    this.#voice.detach();
    this.#sound.close();
    this.#line?.stop();
    this.#calls?.close();
  }

  async #open(kiwi: Kiwimesh, callId: string): Promise<void> {
    // Where its code cannot be loaded, the call is read, and written.
    const calls = await kiwi.liveCalls().catch(() => null);
    if (calls === null || this.#stopped) {
      calls?.close();
      return;
    }
    this.#calls = calls;
    this.#line = calls.join(callId, {
      onConnection: (up) => {
        if (!up) this.#up = false;
        void this.#poll.read();
      },
      onJoined: ({ nextSeq, degraded }) => {
        this.#up = this.#wasUp = true;
        if (nextSeq !== null) this.#voice.resumed(nextSeq);
        this.#events.onDegraded(degraded);
      },
      onFrameTaken: (seq) => this.#voice.taken(seq),
      onCall: () => void this.#poll.read(),
      onTranscript: ({ committed }) => this.#events.onWords(committed),
      onDegraded: ({ speaker, what }) => {
        if (speaker === 'caller') this.#events.onDegraded(what);
      },
    });
    this.#voice.carriedBy(this.#line);
    calls.listen(callId, {
      onHears: (speakers, heard) => {
        this.#sound.hears(speakers.includes('operator'));
        this.#events.onHeard(heard);
      },
      onSound: (sound) => this.#sound.play(sound),
    });
  }
}
