import type { HeardSound, LiveCalls } from '@kiwimesh/sdk';
import { isListening, type MicrophoneState } from '../../src/domain/call.ts';
import { type Failure, failureOf } from '../../src/domain/failure.ts';
import { loudness } from '../../src/domain/loudness.ts';
import type { Call } from '../../src/domain/wire.ts';
import type { Microphone } from '../../src/sources/calls/microphone.ts';
import { Player } from '../../src/sources/calls/player.ts';
import { Source } from '../../src/sources/source.ts';
import type { CallSpeaker } from '../domain/wire.ts';
import { headsetChoice, VOICE } from './headset.ts';

/** One of all windows of the console on this device sounds: the last that was asked to. */
const LOCK = 'kiwimesh:console:sound';
/** After so many frames of 200 ms without a voice the microphone counts as quiet. */
const QUIET_FRAMES = 10;
/** Channels whose audio always comes through the service; a telephone at the desk may carry the others. */
const SPOKEN_HERE: readonly Call['channel'][] = ['web', 'training'];

/** `here` it sounds in this window, as far as somebody is heard · `elsewhere` another window took it over. */
export type SoundState = 'off' | 'here' | 'elsewhere';

/**
 * The sound of one call: what its caller says, and for who listens in what its operator says; and the microphone of the
 * operator. An operator who takes a call that comes through the service hears it at once.
 */
export class CallSound extends Source {
  state: SoundState = 'off';
  /** Who is heard as the call stands. */
  hears: readonly CallSpeaker[] = [];
  microphone: MicrophoneState = 'off';
  /** Whether a telephone at the desk carries what the operator says to the caller. */
  hasTelephone = false;
  /** Whether what the operator says is heard by that telephone, not by a microphone here. */
  byTelephone = false;
  /** Whether the connection is lost. */
  isCut = false;
  failure: Failure | null = null;
  /** 0 to 1. */
  volume = headsetChoice().volume;
  readonly #callId: string;
  readonly #calls: () => Promise<LiveCalls>;
  readonly #say: (frame: Int16Array) => void;
  readonly #take: () => void;
  #player: Player | null = null;
  #device: Microphone | null = null;
  #stop: (() => void) | null = null;
  #yield: AbortController | null = null;
  #began = false;
  #wasMine = false;
  #silentFrames = QUIET_FRAMES;
  /** How loud the microphone is, 0 to 1. */
  #spoken = 0;
  #round = {};
  #closed = false;

  /**
   * @param say sends what the operator says. @param take has it come from here, where a telephone at the desk gives it.
   */
  constructor(
    callId: string,
    calls: () => Promise<LiveCalls>,
    say: (frame: Int16Array) => void,
    take: () => void = () => {},
  ) {
    super();
    this.#take = take;
    this.#callId = callId;
    this.#calls = calls;
    this.#say = say;
  }

  /** Whether the browser keeps the page silent. */
  get blocked(): boolean {
    return this.#player?.blocked ?? false;
  }

  /** Whether no sound has come from the call for a while. */
  get isSilent(): boolean {
    return this.#player?.isSilent ?? true;
  }

  get lateMs(): number {
    return this.#player?.lateMs ?? 0;
  }

  /** How loud what is heard is now, 0 to 1. */
  get level(): number {
    return this.#player?.level ?? 0;
  }

  /** How loud the operator is, 0 to 1. */
  get spoken(): number {
    return isListening(this.microphone) ? this.#spoken : 0;
  }

  /** Whether the caller hears what is said into the microphone. */
  get isHeard(): boolean {
    return isListening(this.microphone) && this.hears.includes('caller') && !this.isCut && !this.hasTelephone;
  }

  /** What is heard now, by frequency; null where nothing plays. */
  get spectrum(): Float32Array | null {
    return this.#player?.spectrum ?? null;
  }

  /** The call is read again. @param isMine whether the person is its operator. */
  follow(call: Call, isMine: boolean): void {
    const begins = isMine && !this.#began && call.state === 'active' && SPOKEN_HERE.includes(call.channel);
    if (call.endedAt !== null || (this.#wasMine && !isMine)) this.end();
    this.#wasMine = isMine;
    if (!begins) return;
    this.#began = true;
    void this.listen();
    void this.#speakIfAllowed();
  }

  /** Hears the call in this window. To be called while the person presses something, where they did. */
  async listen(): Promise<void> {
    if (this.#closed) return;
    if (this.#stop !== null) {
      this.state = 'here';
      this.#player?.setVolume(this.volume);
      this.changed();
      await this.#player?.allow();
      return;
    }
    if (this.state === 'here') return;
    this.state = 'here';
    this.failure = null;
    this.#takeOver();
    const round = this.#round;
    const calls = await this.#calls().catch((thrown: unknown) => {
      if (round !== this.#round) return null;
      this.#silence('off');
      this.failure = failureOf(thrown);
      this.changed();
      return null;
    });
    if (calls === null || round !== this.#round) return;
    const { speaker } = headsetChoice();
    this.#player = new Player(() => this.changed());
    this.#player.setVolume(this.volume);
    if (speaker !== '') void this.#player.useDevice(speaker);
    this.#stop = calls.listen(this.#callId, {
      onHears: (hears) => {
        this.hears = hears;
        this.isCut = false;
        this.changed();
      },
      onSound: (sound: HeardSound) => this.#player?.play(sound),
      onConnection: (up) => {
        this.isCut = !up;
        this.changed();
      },
      onProblem: (problem) => {
        const failure = failureOf(problem);
        // What is not the network's stays so.
        if (failure.kind === 'problem' && failure.status < 500) {
          this.#silence('off');
          this.failure = failure;
        } else this.isCut = true;
        this.changed();
      },
    });
    this.changed();
  }

  /** Hears nothing for now. Whom one talks with, and the microphone, stay as they are. */
  quiet(): void {
    this.state = 'off';
    this.#player?.setVolume(0);
    this.changed();
  }

  setVolume(volume: number): void {
    this.volume = volume;
    if (this.state === 'here') this.#player?.setVolume(volume);
    this.changed();
  }

  /**
   * The call was joined. @param hasTelephone whether a telephone at the desk carries it. @param fromHere whether what the operator
   * says is taken from this connection all the same.
   */
  speaksBy(hasTelephone: boolean, fromHere: boolean): void {
    this.hasTelephone = hasTelephone;
    this.byTelephone = hasTelephone && !fromHere;
    this.changed();
  }

  /** Opens the microphone, which the browser may ask for, or makes it heard again. */
  async speak(): Promise<void> {
    if (this.byTelephone) this.#take();
    if (this.#device !== null) {
      this.#device.mute(false);
      this.#turn('quiet');
      return;
    }
    if (this.microphone === 'waiting') return;
    // A device that is in another window is taken over with the sound.
    if (this.state !== 'here') void this.listen();
    const round = this.#round;
    this.#turn('waiting');
    try {
      const { Microphone } = await import('../../src/sources/calls/microphone.ts');
      const device = await Microphone.open(
        { onFrame: (frame) => this.#spoke(frame), onEnd: () => this.#loseMicrophone('failed') },
        headsetChoice().microphone,
      );
      if (round !== this.#round || this.#closed) {
        device.close();
        return;
      }
      this.#device = device;
      this.#turn('quiet');
    } catch (thrown) {
      if (round === this.#round) this.#turn(thrown === 'refused' || thrown === 'missing' ? thrown : 'failed');
    }
  }

  mute(): void {
    if (this.#device === null) return;
    this.#device.mute(true);
    this.#turn('muted');
  }

  /** Another device of the same person speaks on this side. */
  takenOver(): void {
    this.#silence('elsewhere');
    this.#loseMicrophone('off');
  }

  /** Neither hears nor speaks any more. */
  end(): void {
    if (this.state === 'off' && this.#stop === null && this.microphone === 'off') return;
    this.#silence('off');
    this.#loseMicrophone('off');
  }

  close(): void {
    this.end();
    this.#closed = true;
  }

  /** Where the browser would ask, the person presses a button first that says why. */
  async #speakIfAllowed(): Promise<void> {
    const { willBeAsked } = await import('../../src/sources/calls/microphone.ts');
    if (!(await willBeAsked()) && !this.#closed && this.microphone === 'off') await this.speak();
  }

  #spoke(frame: Int16Array): void {
    if (!isListening(this.microphone)) return;
    this.#spoken = loudness(frame);
    this.#silentFrames = this.#spoken >= VOICE ? 0 : this.#silentFrames + 1;
    // On hold, and with nobody there, what is said here is not sent.
    if (this.hears.includes('caller')) this.#say(frame);
    const state = this.#silentFrames < QUIET_FRAMES ? 'heard' : 'quiet';
    if (state !== this.microphone) this.#turn(state);
  }

  #loseMicrophone(state: MicrophoneState): void {
    this.#device?.close();
    this.#device = null;
    this.#turn(state);
  }

  #turn(state: MicrophoneState): void {
    this.microphone = state;
    this.changed();
  }

  #silence(state: SoundState): void {
    this.#round = {};
    this.#stop?.();
    this.#stop = null;
    this.#player?.close();
    this.#player = null;
    this.hears = [];
    this.state = state;
    this.#yield?.abort();
    this.#yield = null;
  }

  /** This window sounds from now on, until another takes over. */
  #takeOver(): void {
    if (navigator.locks === undefined) return;
    const gone = new AbortController();
    this.#yield = gone;
    navigator.locks
      .request(
        LOCK,
        { steal: true },
        () => new Promise<void>((resolve) => gone.signal.addEventListener('abort', () => resolve())),
      )
      .catch(() => {
        if (this.#yield === gone && !this.#closed) this.takenOver();
      });
  }
}
