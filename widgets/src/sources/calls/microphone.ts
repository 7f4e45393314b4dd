export type MicrophoneFailure = 'refused' | 'missing' | 'failed';

export interface MicrophoneEvents {
  /** 200 milliseconds of 16 kHz. */
  onFrame(frame: Int16Array): void;
  /** The device was taken away, or the permission. */
  onEnd(): void;
}

/**
 * The microphone of the device, as frames that the service takes. The browser takes out the echo of its own
 * loudspeaker; its automatic gain stays off, since it lifts the noise of a silent room to the level of a voice.
 */
export class Microphone {
  readonly #stream: MediaStream;
  readonly #context: AudioContext;
  readonly #ended: () => void;

  private constructor(stream: MediaStream, context: AudioContext, ended: () => void) {
    this.#stream = stream;
    this.#context = context;
    this.#ended = ended;
  }

  /**
   * Asks the person for the microphone, where they have not decided.
   * @param device its id, where it is there; else that of the computer. @throws {@link MicrophoneFailure}
   */
  static async open(events: MicrophoneEvents, device = ''): Promise<Microphone> {
    const devices = globalThis.navigator?.mediaDevices;
    // Absent on pages that are not served over https.
    if (!devices?.getUserMedia || !('AudioWorkletNode' in globalThis))
      throw 'missing' satisfies MicrophoneFailure;
    const stream = await devices
      .getUserMedia({
        audio: {
          echoCancellation: true,
          noiseSuppression: true,
          autoGainControl: false,
          channelCount: 1,
          ...(device === '' ? {} : { deviceId: { ideal: device } }),
        },
      })
      .catch((error: unknown) => {
        throw failureOfDevice(error);
      });
    const context = new AudioContext({ latencyHint: 'interactive' });
    const ended = () => events.onEnd();
    const microphone = new Microphone(stream, context, ended);
    try {
      // A chunk of its own, so that it can be loaded into the audio thread.
      const { PROCESSOR, url } = await import('./frames-worklet.ts');
      await context.audioWorklet.addModule(url);
      const node = new AudioWorkletNode(context, PROCESSOR, { numberOfOutputs: 0 });
      node.port.onmessage = ({ data }: MessageEvent<Int16Array>) => events.onFrame(data);
      context.createMediaStreamSource(stream).connect(node);
      // Some browsers start it suspended, where the press of a button is long ago.
      await context.resume();
    } catch {
      microphone.close();
      throw 'failed' satisfies MicrophoneFailure;
    }
    for (const track of stream.getTracks()) track.addEventListener('ended', ended);
    return microphone;
  }

  /** Silences it: the device stays open, so that speaking again needs no permission. */
  mute(muted: boolean): void {
    for (const track of this.#stream.getTracks()) track.enabled = !muted;
  }

  close(): void {
    for (const track of this.#stream.getTracks()) {
      track.removeEventListener('ended', this.#ended);
      track.stop();
    }
    if (this.#context.state !== 'closed') void this.#context.close();
  }
}

function failureOfDevice(error: unknown): MicrophoneFailure {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'failed';
}

/** Whether the browser would ask. False where the person has allowed it before; true where it does not say. */
export async function willBeAsked(): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: 'microphone' as PermissionName });
    return state === 'prompt';
  } catch {
    // Browsers that do not tell.
    return true;
  }
}
