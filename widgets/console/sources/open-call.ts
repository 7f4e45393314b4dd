import type { CallDegradation, CallHandlers, CallLine } from '@kiwimesh/sdk';
import type { UnsentWords } from '../../src/domain/call.ts';
import { type Failure, failureOf } from '../../src/domain/failure.ts';
import type { Booking, Call, CallSegment, Resident } from '../../src/domain/wire.ts';
import { Outbox } from '../../src/sources/calls/outbox.ts';
import { Source } from '../../src/sources/source.ts';
import type {
  CallContext,
  CallCorrection,
  CallDecision,
  CallSpeaker,
  CallTranscript,
  CallTransfer,
} from '../domain/wire.ts';
import { CallSound } from './call-sound.ts';
import type { ConsoleSession } from './console-session.ts';

const RETRY_MS = 3_000;
/** Residents shown of those that a search finds. */
const FOUND = 8;
const PHONE = /^\+?[\d\s()-]{6,}$/;

/** A call that is open on the screen: all that its operator should see, as it changes, and what they do with it. */
export class OpenCall extends Source {
  readonly id: string;
  context: CallContext | null = null;
  segments: readonly CallSegment[] = [];
  /** Words that may still change, by who says them. */
  tentative: Readonly<Record<CallSpeaker, string>> = { caller: '', operator: '' };
  /** Why words of the caller are missing. */
  degraded: CallDegradation = null;
  /** Who was found by the last search; null before one. */
  residents: readonly Resident[] | null = null;
  /** Why the words that wait to be sent could not be. */
  unsentFailure: Failure | null = null;
  /** Why it cannot be shown. */
  failure: Failure | null = null;
  /** The questions that the operator ticked off. */
  asked: ReadonlySet<string> = new Set();
  readonly sound: CallSound;
  readonly #session: ConsoleSession;
  readonly #outboxes: Readonly<Record<CallSpeaker, Outbox>>;
  #line: CallLine | null = null;
  /** The booking of the call as it is now, and how to stop following it. */
  #booking: Booking | null = null;
  #leaveBooking: (() => void) | null = null;
  /** Counts what the service said by itself: what is read while it speaks is older. */
  #heard = 0;
  #reading: Promise<void> | null = null;
  #again = false;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(session: ConsoleSession, id: string) {
    super();
    this.#session = session;
    this.id = id;
    this.sound = new CallSound(
      id,
      () => session.calls(),
      (frame) => this.#line?.send(frame),
      () => void this.#join(true),
    );
    const outbox = (speaker: CallSpeaker) =>
      new Outbox(
        () => session.phase === 'ready',
        (words) => this.#send(speaker, words),
        (failure) => {
          this.unsentFailure = failure === null ? null : failureOf(failure);
          this.changed();
        },
      );
    this.#outboxes = { caller: outbox('caller'), operator: outbox('operator') };
  }

  get call(): Call | null {
    return this.context?.call ?? null;
  }

  /** Whether the person talks with the caller, or has them on hold: such a call is not put down to look at another. */
  get isTalking(): boolean {
    return this.isMine && (this.call?.state === 'active' || this.call?.state === 'held');
  }

  /** Whether the person is the operator of the call. */
  get isMine(): boolean {
    const operator = this.call?.operator;
    return operator != null && operator.id === this.#session.me?.id;
  }

  async open(): Promise<void> {
    await Promise.all([this.refresh(), this.#join()]);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    this.sound.close();
    this.#line?.stop();
    this.#leaveBooking?.();
  }

  /** Reads it again. */
  refresh(): Promise<void> {
    this.#again = this.#reading !== null;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
      if (this.#again && !this.#closed) void this.refresh();
    });
    return this.#reading;
  }

  tick(question: string): void {
    const asked = new Set(this.asked);
    if (!asked.delete(question)) asked.add(question);
    this.asked = asked;
    this.changed();
  }

  async claim(): Promise<Call> {
    return this.#took(await this.#kiwi.post('/v1/calls/{callId}/claim', this.#path));
  }

  async callBack(): Promise<Call> {
    return this.#took(await this.#kiwi.post('/v1/calls/{callId}/call-back', this.#path));
  }

  async takeOver(): Promise<Call> {
    return this.#took(await this.#kiwi.post('/v1/calls/{callId}/take-over', this.#path));
  }

  async hold(): Promise<Call> {
    return this.#show(await this.#kiwi.post('/v1/calls/{callId}/hold', this.#path));
  }

  async resume(): Promise<Call> {
    return this.#show(await this.#kiwi.post('/v1/calls/{callId}/resume', this.#path));
  }

  async transfer(body: CallTransfer): Promise<Call> {
    return this.#show(await this.#kiwi.post('/v1/calls/{callId}/transfer', { ...this.#path, body }));
  }

  async end(disposition: string, notes: string): Promise<Call> {
    const body = { disposition, ...(notes === '' ? {} : { notes }) };
    return this.#show(await this.#kiwi.post('/v1/calls/{callId}/end', { ...this.#path, body }));
  }

  async decide(body: CallDecision): Promise<Call> {
    const call = await this.#kiwi.post('/v1/calls/{callId}/decision', { ...this.#path, body });
    // What was booked is in what is read again.
    await this.refresh();
    return this.#show(call);
  }

  async correct(body: CallCorrection): Promise<void> {
    await this.#kiwi.post('/v1/calls/{callId}/correction', { ...this.#path, body });
    this.residents = null;
    await this.refresh();
  }

  /** @param text part of a name, or a telephone number. */
  async searchResident(text: string): Promise<void> {
    const body = { active: true, limit: FOUND, ...(PHONE.test(text) ? { phone: text } : { text }) };
    const { data } = await this.#kiwi.post('/v1/residents/search', { body });
    this.residents = data;
    this.changed();
  }

  /** Typed words: of the caller, whom the operator hears, or to them. They are sent as soon as they can be, once each. */
  say(speaker: CallSpeaker, text: string): void {
    this.#outboxes[speaker].add(text);
  }

  /** What was typed and the service does not have yet. */
  unsent(speaker: CallSpeaker): readonly UnsentWords[] {
    return this.#outboxes[speaker].waiting;
  }

  async #send(speaker: CallSpeaker, { key, text }: UnsentWords): Promise<void> {
    const body = { speaker, text };
    const options = { ...this.#path, body, idempotencyKey: key };
    this.#add([await this.#kiwi.post('/v1/calls/{callId}/messages', options)]);
  }

  get #kiwi() {
    return this.#session.kiwi;
  }

  get #path() {
    return { path: { callId: this.id } };
  }

  /** Who answers speaks as the operator from now on: until then they listened. */
  #took(call: Call): Call {
    this.#show(call);
    void this.#join();
    return call;
  }

  #show(call: Call): Call {
    if (this.context !== null && this.context.call.version <= call.version) {
      this.#put({ ...this.context, call });
      this.changed();
    }
    return call;
  }

  /** @param takeAudio the person chooses to speak here instead of by the telephone at the desk. */
  async #join(takeAudio = false): Promise<void> {
    const calls = await this.#session.calls();
    if (this.#closed) return;
    this.#line?.stop();
    const handlers: CallHandlers = {
      onJoined: ({ degraded, version, deskTelephone, nextSeq }) => {
        this.degraded = degraded;
        this.sound.speaksBy(deskTelephone, nextSeq !== null);
        if (version !== this.call?.version) void this.refresh();
      },
      // What changed while the connection was lost.
      onConnection: (up) => {
        if (up) void this.refresh();
      },
      onTranscript: ({ speaker, committed, tentative }) => {
        this.tentative = { ...this.tentative, [speaker]: tentative };
        this.#add(committed);
      },
      onTriage: ({ triage }) => this.#hear({ triage }),
      onPrefill: ({ booking }) => this.#hear({ prefill: booking }),
      onCall: () => void this.refresh(),
      onProblem: (problem) => {
        if (failureOf(problem).code === 'audio_taken_over') this.sound.takenOver();
      },
      onDegraded: ({ speaker, what }) => {
        if (speaker === 'caller') this.degraded = what;
        this.changed();
      },
    };
    this.#line = calls.join(this.id, handlers, { takeAudio });
  }

  /** Shows it, with the booking as it was heard of last. */
  #put(context: CallContext): void {
    const now = this.#booking;
    const bookings = context.bookings.map((one) =>
      one.id === now?.id && one.version < now.version ? now : one,
    );
    this.context = { ...context, bookings };
    this.sound.follow(context.call, this.isMine);
    const { bookingId } = context.call;
    if (bookingId === null || this.#leaveBooking !== null || this.#closed) return;
    // Whom the service refuses it sees the booking as it was when the call was read.
    this.#leaveBooking = this.#session.live().booking(bookingId, {
      onBooking: (booking) => {
        this.#booking = booking;
        if (this.context !== null) this.#put(this.context);
        this.changed();
      },
    });
  }

  /** Words once each and in order, whichever way they came. */
  #add(segments: readonly CallSegment[]): void {
    const known = new Map(this.segments.map((segment) => [segment.sequence, segment]));
    for (const segment of segments) known.set(segment.sequence, segment);
    this.segments = [...known.values()].toSorted((a, b) => a.sequence - b.sequence);
    this.changed();
  }

  #hear(change: Partial<Pick<CallContext, 'triage' | 'prefill'>>): void {
    this.#heard += 1;
    if (this.context !== null) this.context = { ...this.context, ...change };
    else void this.refresh();
    this.changed();
  }

  /** The words that are not here yet, whatever the line missed while the connection was lost. */
  async #readWords(): Promise<void> {
    // Up to the first gap everything is here.
    let after: number | null = this.segments.findIndex(({ sequence }, index) => sequence !== index + 1);
    if (after < 0) after = this.segments.length;
    while (after !== null && !this.#closed) {
      const asked: { path: { callId: string }; query: { after: number } } = {
        ...this.#path,
        query: { after },
      };
      const { data, nextSequence }: CallTranscript = await this.#kiwi.get(
        '/v1/calls/{callId}/transcript',
        asked,
      );
      if (data.length > 0) this.#add(data);
      after = nextSequence;
    }
  }

  async #read(): Promise<void> {
    this.#again = false;
    clearTimeout(this.#retryTimer);
    const heard = this.#heard;
    try {
      const [read] = await Promise.all([
        this.#kiwi.get('/v1/calls/{callId}/context', this.#path),
        this.#readWords(),
      ]);
      if (this.#closed) return;
      const { call, triage, prefill } = this.context ?? read;
      // What was done with the call meanwhile is newer than what was read.
      const context = call.version > read.call.version ? { ...read, call } : read;
      this.#put(heard === this.#heard ? context : { ...context, triage, prefill });
      // Words may still come: an assessment that was heard meanwhile may be of a context that was not read yet.
      if (heard !== this.#heard) this.#again = true;
      this.failure = null;
    } catch (thrown) {
      if (this.#closed) return;
      this.failure = failureOf(thrown);
      if (this.failure.status < 400 || this.failure.status >= 500)
        this.#retryTimer = setTimeout(() => void this.refresh(), RETRY_MS);
    }
    this.changed();
  }
}
