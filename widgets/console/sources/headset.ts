import { loudness } from '../../src/domain/loudness.ts';
import type { Microphone, MicrophoneFailure } from '../../src/sources/calls/microphone.ts';
import { choosesSpeaker, Player } from '../../src/sources/calls/player.ts';
import { Source } from '../../src/sources/source.ts';

/** What is used for calls on this device; an empty id is whatever the computer uses. */
export interface HeadsetChoice {
  readonly microphone: string;
  readonly speaker: string;
  /** 0 to 1. */
  readonly volume: number;
}

export interface AudioDevice {
  readonly id: string;
  readonly name: string;
}

/** Whether the microphone is heard in the check: `voice` once somebody spoke into it. */
export type MicrophoneCheck = 'off' | 'asking' | 'on' | 'voice' | MicrophoneFailure;

const KEY = 'kiwimesh:console:headset';
const DEFAULTS: HeadsetChoice = { microphone: '', speaker: '', volume: 1 };
/** From here on it is a voice near the microphone: about -40 dB, a quiet room is below -50. */
export const VOICE = 0.01;

/** The microphone and the headset of this device: what is chosen, and a check of both before a call needs them. */
export class Headset extends Source {
  chosen: HeadsetChoice = headsetChoice();
  microphones: readonly AudioDevice[] = [];
  /** Empty where the browser cannot choose. */
  speakers: readonly AudioDevice[] = [];
  check: MicrophoneCheck = 'off';
  /** How loud the microphone is in the check, 0 to 1. */
  level = 0;
  #microphone: Microphone | null = null;
  #player: Player | null = null;
  #round = {};

  /** Keeps what is chosen for the next call, also of other windows. */
  choose(change: Partial<HeadsetChoice>): void {
    this.chosen = { ...this.chosen, ...change };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.chosen));
    } catch {
      // No storage here: it lasts as long as the page.
    }
    this.#player?.setVolume(this.chosen.volume);
    if (change.speaker !== undefined) void this.#player?.useDevice(change.speaker);
    if (change.microphone !== undefined && this.#microphone !== null) void this.openMicrophone();
    this.changed();
  }

  /** Looks for devices again. Browsers tell their names once the microphone was allowed. */
  async find(): Promise<void> {
    const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    const of = (kind: MediaDeviceKind) =>
      all
        .filter((one) => one.kind === kind && one.deviceId !== '' && one.deviceId !== 'default')
        .map(({ deviceId: id, label: name }) => ({ id, name }));
    this.microphones = of('audioinput');
    this.speakers = choosesSpeaker() ? of('audiooutput') : [];
    this.changed();
  }

  /** Whether the microphone can be opened without a question of the browser. */
  async isAllowed(): Promise<boolean> {
    const { willBeAsked } = await import('../../src/sources/calls/microphone.ts');
    return !(await willBeAsked());
  }

  /** Listens to the microphone for the check. */
  async openMicrophone(): Promise<void> {
    this.#closeMicrophone();
    const round = this.#round;
    this.#checked('asking');
    try {
      const { Microphone } = await import('../../src/sources/calls/microphone.ts');
      const microphone = await Microphone.open(
        {
          onFrame: (frame) => {
            this.level = loudness(frame);
            this.#checked(this.level >= VOICE ? 'voice' : this.check);
          },
          onEnd: () => this.#checked('failed'),
        },
        this.chosen.microphone,
      );
      if (round !== this.#round) {
        microphone.close();
        return;
      }
      this.#microphone = microphone;
      this.#checked('on');
      await this.find();
    } catch (thrown) {
      if (round === this.#round)
        this.#checked(thrown === 'refused' || thrown === 'missing' ? thrown : 'failed');
    }
  }

  /** Plays a test tone where calls will be heard. */
  async testSpeaker(): Promise<void> {
    this.#player ??= new Player(() => this.changed());
    this.#player.setVolume(this.chosen.volume);
    await this.#player.useDevice(this.chosen.speaker);
    await this.#player.test();
  }

  /** The check is over: nothing stays open. */
  endCheck(): void {
    this.#closeMicrophone();
    this.#player?.close();
    this.#player = null;
    this.#checked('off');
  }

  #closeMicrophone(): void {
    this.#round = {};
    this.#microphone?.close();
    this.#microphone = null;
    this.level = 0;
  }

  #checked(check: MicrophoneCheck): void {
    this.check = check;
    this.changed();
  }
}

/** What is chosen now, also in another window. */
export function headsetChoice(): HeadsetChoice {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<
      Record<keyof HeadsetChoice, unknown>
    >;
    const { microphone, speaker, volume } = stored;
    return {
      microphone: typeof microphone === 'string' ? microphone : DEFAULTS.microphone,
      speaker: typeof speaker === 'string' ? speaker : DEFAULTS.speaker,
      volume: typeof volume === 'number' && volume >= 0 && volume <= 1 ? volume : DEFAULTS.volume,
    };
  } catch {
    return DEFAULTS;
  }
}
