import type { CallDegradation } from '@kiwimesh/sdk';
import {
  type CallStage,
  isListening,
  isOpen,
  type MicrophoneState,
  mayWrite,
  stageOf,
  type UnsentWords,
} from '../../domain/call.ts';
import { type Failure, failureOf } from '../../domain/failure.ts';
import type { Fix } from '../../domain/geolocation.ts';
import { loudness } from '../../domain/loudness.ts';
import { randomKey } from '../../domain/random-key.ts';
import type { Call, CallSegment } from '../../domain/wire.ts';
import type { SessionSource } from '../session.ts';
import { Source } from '../source.ts';
import { DeskSound } from './desk-sound.ts';
import type { CallLink } from './line.ts';
import { LiveLine } from './live-line.ts';
import type { Microphone } from './microphone.ts';
import { Outbox } from './outbox.ts';
import type { Visitor } from './visitor.ts';
import { Voice } from './voice.ts';
import { Whereabouts } from './whereabouts.ts';

/** Seconds between tries to reach the desk. */
const RETRY_SECONDS = [1, 2, 4, 8] as const;
/** A call on its way to the desk. */
interface Starting {
  readonly key: string;
  readonly language: string;
  /** The code of the place where the caller is; empty without one. */
  placeCode: string;
  tries: number;
  /** The person hung up before it was there. */
  givenUp: boolean;
}

/** From here on a frame is a voice near the microphone: about -40 dB, a quiet room is below -50. */
const VOICE_LOUDNESS = 0.01;
/** After so many frames of 200 ms without a voice the caller is asked to speak. */
const SILENT_FRAMES = 25;
/** Longer than a breath of the network: from then on the caller must know that nobody hears them, milliseconds. */
const UNHEARD_MS = 5_000;

/**
 * The call of the person: calling, being heard and read, what the desk says, and coming back to it. Whatever fails,
 * what was typed is kept and tried again until the call is over.
 */
export class CallsSource extends Source {
  current: Call | null = null;
  /** Whether the person is in a call, or was until it ended: then the end is shown until they leave it. */
  inCall = false;
  segments: readonly CallSegment[] = [];
  link: CallLink = 'polling';
  microphone: MicrophoneState = 'off';
  /** The code of the place where the caller is does not work any more. */
  placeUnknown = false;
  /** Why the desk is out of reach, or refused. */
  failure: Failure | null = null;
  /** Who calls without an account; null for a resident. */
  visitor: Visitor | null = null;
  /** Where the caller's device is, as far as the desk knows. */
  readonly whereabouts = new Whereabouts(
    (fix, key) => this.#sendPosition(fix, key),
    () => this.changed(),
  );
  /** What the operator says. */
  readonly sound = new DeskSound(() => this.changed());
  readonly #session: SessionSource;
  readonly #outbox: Outbox;
  #line: LiveLine | null = null;
  /** Whether somebody at the desk listens to the caller. */
  #isHeard = false;
  /** The installation has no engine for speech. */
  #speechOff = false;
  #degraded: CallDegradation = null;
  readonly #voice = new Voice();
  #device: Microphone | null = null;
  #starting: Starting | null = null;
  /** The call that was hung up, until the desk knows. */
  #leaving: { readonly callId: string } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listening: AbortController | null = null;
  #hungUp = false;
  #silentFrames = SILENT_FRAMES;
  /** Changes with each call: what answers an earlier one is dropped. */
  #round = {};

  constructor(session: SessionSource) {
    super();
    this.#session = session;
    this.#outbox = new Outbox(
      () => this.current !== null,
      (words) => this.#deliver(words),
      (thrown) => {
        this.failure = thrown === null ? this.failure : failureOf(thrown);
        this.changed();
      },
    );
  }

  get stage(): CallStage {
    return stageOf(this.current);
  }

  /** Whether what is said reaches the desk: as words that it reads, or since somebody there listens. Else calls are written. */
  get carriesVoice(): boolean {
    return this.#isHeard || (this.understands && this.#degraded !== 'speech_down');
  }

  /** Whether nobody here turns speech into words, nor listens at the moment. */
  get speechOff(): boolean {
    return !this.understands && !this.#isHeard;
  }

  /** Whether the service turns speech into words at all. */
  get understands(): boolean {
    return !this.#speechOff && this.#degraded !== 'speech_off';
  }

  /** Whether what the caller says does not reach the desk for the moment. */
  get isUnheard(): boolean {
    return isListening(this.microphone) && this.#voice.waitingMs > UNHEARD_MS;
  }

  get unsent(): readonly UnsentWords[] {
    return this.#outbox.waiting;
  }

  /**
   * Takes up a call of the person that goes on: after a reload, or one of another device. Never rejects: without an
   * answer the person can call, and the service then puts them into it.
   */
  async find(): Promise<void> {
    if (this.inCall) return;
    const round = this.#round;
    const { client } = this.#session;
    if (this.visitor) return this.#findVisitors(this.visitor.callId);
    try {
      // A call works without knowing the state of speech: its line says when words are missing.
      const [{ data }, speech] = await Promise.all([
        client.get('/v1/calls', { query: { state: ['waiting', 'active', 'held'], limit: 1 } }),
        client.get('/v1/speech').catch(() => null),
      ]);
      this.#speechOff = speech?.state === 'off';
      this.#degrade(speech?.state === 'down' ? 'speech_down' : null);
      if (data[0] && round === this.#round && !this.inCall) this.#join(data[0]);
    } catch {
      // Out of reach, which the session shows, or a person who cannot call.
    }
  }

  async #findVisitors(callId: string | null): Promise<void> {
    const round = this.#round;
    if (callId === null) return;
    try {
      const call = await this.#session.client.get('/v1/calls/{callId}', { path: { callId } });
      if (isOpen(stageOf(call)) && round === this.#round && !this.inCall) this.#join(call);
    } catch {
      // Over, or out of reach: who calls again returns to it.
    }
  }

  /** Calls the desk, and keeps trying until it rings there. @param language of the caller. @param placeCode of where they are. */
  start(language: string, placeCode = ''): void {
    this.#reset();
    this.#leaving = null;
    this.inCall = true;
    this.#listen();
    this.#starting = { key: randomKey(), language, placeCode, tries: 0, givenUp: false };
    this.changed();
    void this.#call();
  }

  /** Gives the desk words that were typed. */
  say(text: string): void {
    const words = text.trim();
    if (words) this.#outbox.add(words);
  }

  /** Whether the browser will ask the person for the microphone. */
  async needsPermission(): Promise<boolean> {
    const microphone = await import('./microphone.ts').catch(() => null);
    return microphone === null || microphone.willBeAsked();
  }

  /** Opens the microphone; the browser asks the person where they have not decided. */
  async openMicrophone(): Promise<void> {
    if (this.#device) {
      this.mute(false);
      return;
    }
    const round = this.#round;
    this.#hear('waiting');
    try {
      const { Microphone } = await import('./microphone.ts');
      const device = await Microphone.open({
        onFrame: (frame) => {
          this.#voice.speak(frame);
          this.#heard(frame);
        },
        onEnd: () => this.#loseMicrophone('failed'),
      });
      if (round !== this.#round || !isOpen(this.stage)) device.close();
      else {
        this.#device = device;
        this.#hear('quiet');
      }
    } catch (thrown) {
      if (round === this.#round) this.#hear(thrown === 'refused' || thrown === 'missing' ? thrown : 'failed');
    }
  }

  mute(muted: boolean): void {
    if (!this.#device) return;
    this.#device.mute(muted);
    this.#hear(muted ? 'muted' : 'quiet');
  }

  /** Leaves the call. The person is free at once; the desk knows as soon as it can be reached. */
  hangUp(): void {
    const { current } = this;
    if (this.#starting) this.#starting.givenUp = true;
    if (!current) {
      this.forget();
      return;
    }
    this.#hungUp = true;
    this.#stop();
    this.current = { ...current, state: current.claimedAt === null ? 'abandoned' : 'ended' };
    this.failure = null;
    this.changed();
    void this.#leave(current.id);
  }

  /** Puts a call that is over away, with its words. */
  forget(): void {
    this.leavePage();
    this.changed();
  }

  /** Stops following the call, and the microphone; the call goes on. */
  leavePage(): void {
    this.#reset();
  }

  /** When the network is back, what waits for it is tried at once. */
  #listen(): void {
    this.#listening?.abort();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const online = () => {
      if (this.#starting) void this.#call();
      void this.#outbox.flush();
    };
    globalThis.addEventListener?.('online', online, { signal });
  }

  async #call(): Promise<void> {
    const starting = this.#starting;
    if (!starting) return;
    clearTimeout(this.#timer);
    const { hospital } = this.#session;
    try {
      const call = await this.#create(starting, hospital?.id).catch((thrown: unknown) => {
        const { kind, status, field } = failureOf(thrown);
        if (kind !== 'problem' || (status !== 404 && status !== 422)) throw thrown;
        if (field?.pointer === '/placeCode') {
          // The printed code was replaced: the call rings all the same.
          this.placeUnknown = true;
          if (this.visitor) throw thrown;
          starting.placeCode = '';
          return this.#create({ ...starting, key: `${starting.key}-here` }, hospital?.id);
        }
        // The hospital of the page does not serve the person: another desk does.
        if (hospital === null) throw thrown;
        return this.#create({ ...starting, key: `${starting.key}-any` });
      });
      if (starting === this.#starting) this.#join(call);
      else if (starting.givenUp) await this.#leave(call.id);
    } catch (thrown) {
      if (starting !== this.#starting) return;
      if (this.visitor && this.placeUnknown) {
        // No desk is known without the place: the number to dial is all there is.
        this.#starting = null;
        this.inCall = false;
        this.changed();
        return;
      }
      this.failure = failureOf(thrown);
      const seconds = RETRY_SECONDS[Math.min(starting.tries++, RETRY_SECONDS.length - 1)] as number;
      this.#timer = setTimeout(() => void this.#call(), (this.failure.retryAfter ?? seconds) * 1000);
      this.changed();
    }
  }

  #create(
    { key, language, placeCode }: Pick<Starting, 'key' | 'language' | 'placeCode'>,
    hospitalId?: string,
  ): Promise<Call> {
    if (this.visitor) return this.visitor.call(language, key);
    return this.#session.client.post('/v1/calls', {
      body: {
        channel: 'web',
        language,
        ...(placeCode && { placeCode }),
        ...(hospitalId !== undefined && { hospitalId }),
      },
      idempotencyKey: key,
    });
  }

  /** Tells the desk that the person left, unless they call again meanwhile. */
  async #leave(callId: string): Promise<void> {
    const leaving = { callId };
    this.#leaving = leaving;
    for (let tries = 0; leaving === this.#leaving; tries += 1) {
      try {
        await this.#session.client.post('/v1/calls/{callId}/hang-up', { path: { callId } });
        return;
      } catch (thrown) {
        if (failureOf(thrown).kind !== 'unreachable') return;
        const seconds = RETRY_SECONDS[Math.min(tries, RETRY_SECONDS.length - 1)] as number;
        await new Promise((done) => setTimeout(done, seconds * 1000));
      }
    }
  }

  #join(call: Call): void {
    this.#starting = null;
    this.inCall = true;
    this.#listen();
    this.failure = null;
    this.#accept(call);
    this.#line?.stop();
    this.#line = new LiveLine(this.#session.client, call.id, this.#voice, this.sound, {
      onCall: (latest) => this.#accept(latest),
      onWords: (segments) => this.#add(segments),
      onLink: (link) => {
        this.link = link;
        if (link !== 'silent') this.failure = null;
        this.changed();
      },
      onDegraded: (what) => this.#degrade(what),
      onHeard: (heard) => {
        this.#isHeard = heard;
        this.#closeUnheard();
        this.changed();
      },
      onFailure: (thrown) => {
        this.failure = failureOf(thrown);
        this.link = 'silent';
        this.changed();
      },
    });
    void this.#outbox.flush();
    if (call.locationSource === 'browser' && this.whereabouts.state === 'unknown')
      this.whereabouts.known(call.location?.accuracyMetres ?? null);
    else void this.whereabouts.begin();
  }

  #degrade(what: CallDegradation): void {
    this.#degraded = what;
    this.#closeUnheard();
    this.changed();
  }

  /** A microphone that nobody understands and nobody hears is closed. One that the caller muted stays as they left it. */
  #closeUnheard(): void {
    if (this.speechOff && this.microphone !== 'off' && this.microphone !== 'muted')
      this.#loseMicrophone('off');
  }

  #accept(call: Call): void {
    const before = this.current;
    if (this.#hungUp || (before?.id === call.id && call.version < before.version)) return;
    this.current = call;
    if (wasCutOff(call) && (this.link === 'silent' || this.#line?.isCutOff)) {
      // The service missed this page for too long: the person is still here, and the service resumes their call.
      if (!this.#starting) {
        this.#starting = {
          key: randomKey(),
          language: call.language,
          placeCode: '',
          tries: 0,
          givenUp: false,
        };
        void this.#call();
      }
    } else if (!mayWrite(stageOf(call)) && !this.#starting) {
      this.#stop();
    } else if (!isOpen(stageOf(call)) && this.microphone !== 'off') {
      // The desk may call back, and reads what is written meanwhile; it does not listen.
      this.#loseMicrophone('off');
    }
    this.changed();
  }

  #add(segments: readonly CallSegment[]): void {
    const known = this.segments.at(-1)?.sequence ?? 0;
    const fresh = segments.filter(({ sequence }) => sequence > known);
    if (fresh.length === 0) return;
    this.segments = [...this.segments, ...fresh];
    this.changed();
  }

  async #deliver({ key, text }: UnsentWords): Promise<void> {
    const callId = this.current?.id ?? '';
    await this.#session.client.post('/v1/calls/{callId}/messages', {
      path: { callId },
      body: { text },
      idempotencyKey: key,
    });
    await this.#line?.read();
  }

  async #sendPosition(body: Fix, idempotencyKey: string): Promise<void> {
    // The person can only be asked once the call rings.
    const path = { callId: this.current?.id ?? '' };
    const call = await this.#session.client.post('/v1/calls/{callId}/positions', {
      path,
      body,
      idempotencyKey,
    });
    if (call.id === this.current?.id) this.#accept(call);
  }

  /** Shows whether the microphone picks a voice up: the caller then knows that it is the right one, and not covered. */
  #heard(frame: Int16Array): void {
    if (!isListening(this.microphone)) return;
    this.#silentFrames = loudness(frame) >= VOICE_LOUDNESS ? 0 : this.#silentFrames + 1;
    this.#hear(this.#silentFrames < SILENT_FRAMES ? 'heard' : 'quiet');
  }

  #hear(state: MicrophoneState): void {
    if (this.microphone === state) return;
    this.microphone = state;
    this.changed();
  }

  #loseMicrophone(state: MicrophoneState): void {
    this.#device?.close();
    this.#device = null;
    this.#hear(state);
  }

  /** Ends what follows the call, not what is shown of it. */
  #stop(): void {
    clearTimeout(this.#timer);
    this.#listening?.abort();
    this.#starting = null;
    this.#line?.stop();
    this.#line = null;
    this.#isHeard = false;
    this.#device?.close();
    this.#device = null;
    this.microphone = 'off';
    this.#voice.clear();
  }

  #reset(): void {
    this.#stop();
    this.#round = {};
    this.#outbox.clear();
    this.whereabouts.reset();
    this.#hungUp = false;
    this.current = null;
    this.inCall = false;
    this.segments = [];
    this.placeUnknown = false;
    this.link = 'polling';
    this.failure = null;
  }
}

/** Whether a call ended without either side ending it. A desk that ends one says how it ended. */
const wasCutOff = (call: Call): boolean =>
  (call.state === 'ended' || call.state === 'abandoned') && call.wrappedUpAt === null;
