import type { Kiwimesh } from '@kiwimesh/sdk';
import type { Call, CallSegment } from '../../domain/wire.ts';

/** `live` news are pushed · `polling` the call is read every few seconds · `silent` the desk is out of reach. */
export type CallLink = 'live' | 'polling' | 'silent';

export interface LineEvents {
  onCall(call: Call): void;
  /** Words that will not change, in order; some may come twice. */
  onWords(segments: readonly CallSegment[]): void;
  onLink(link: CallLink): void;
  onFailure(thrown: unknown): void;
}

/** Between two reads while someone waits for words, milliseconds. */
const POLL_MS = 2_000;
/** Of one page of the transcript. */
const PAGE = 200;

/** Follows one call by reading it. It needs nothing but the operations of the contract, so it works wherever they do. */
export class PolledLine {
  readonly callId: string;
  readonly #kiwi: Kiwimesh;
  readonly #events: LineEvents;
  readonly #abort = new AbortController();
  readonly #everyMs: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading: Promise<void> | null = null;
  #again = false;
  #after = 0;
  #stopped = false;

  /** @param everyMs how long to wait between two reads. */
  constructor(kiwi: Kiwimesh, callId: string, events: LineEvents, everyMs: () => number = () => POLL_MS) {
    this.callId = callId;
    this.#kiwi = kiwi;
    this.#events = events;
    this.#everyMs = everyMs;
    const { signal } = this.#abort;
    globalThis.document?.addEventListener('visibilitychange', () => void this.read(), { signal });
    globalThis.addEventListener?.('online', () => void this.read(), { signal });
    void this.read();
  }

  /** Reads the call and its new words now. One at a time: a request during a read causes another, since there may be news. */
  read(): Promise<void> {
    this.#again = this.#reading !== null;
    this.#reading ??= this.#readAll();
    return this.#reading;
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  async #readAll(): Promise<void> {
    clearTimeout(this.#timer);
    do {
      this.#again = false;
      await this.#readOnce();
    } while (this.#again && !this.#stopped);
    this.#reading = null;
    if (!this.#stopped) this.#timer = setTimeout(() => void this.read(), this.#everyMs());
  }

  async #readOnce(): Promise<void> {
    const { signal } = this.#abort;
    const path = { callId: this.callId };
    try {
      const [call] = await Promise.all([
        this.#kiwi.get('/v1/calls/{callId}', { path, signal }),
        this.#readWords(signal),
      ]);
      if (this.#stopped) return;
      // The call first: whether the line was silent until now tells what became of it.
      this.#events.onCall(call);
      this.#events.onLink('polling');
    } catch (thrown) {
      if (!this.#stopped) this.#events.onFailure(thrown);
    }
  }

  async #readWords(signal: AbortSignal): Promise<void> {
    let next: number | null = this.#after;
    while (next !== null) {
      const { data, nextSequence }: { data: CallSegment[]; nextSequence: number | null } =
        await this.#kiwi.get('/v1/calls/{callId}/transcript', {
          path: { callId: this.callId },
          query: { after: next, limit: PAGE },
          signal,
        });
      this.#after = data.at(-1)?.sequence ?? this.#after;
      if (!this.#stopped && data.length > 0) this.#events.onWords(data);
      next = nextSequence;
    }
  }
}
