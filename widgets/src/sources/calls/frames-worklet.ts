import { FrameMaker } from '../../domain/audio.ts';

/**
 * Runs in the audio thread: turns what the microphone hears into frames for the service. The module is both: imported
 * by the page it only tells its own address, which the page then loads into the audio thread. So it is a chunk like any
 * other, which pages with a strict Content-Security-Policy allow by `script-src`.
 */
export const url: string = import.meta.url;
export const PROCESSOR = 'kiwi-frames';

/** The part of the audio thread's scope that TypeScript's library lacks. */
interface AudioThread {
  readonly sampleRate: number;
  readonly AudioWorkletProcessor?: new () => { readonly port: MessagePort };
  registerProcessor(name: string, processor: new () => object): void;
}

const scope = globalThis as unknown as AudioThread;
if (scope.AudioWorkletProcessor) {
  class FramesProcessor extends scope.AudioWorkletProcessor {
    readonly #maker = new FrameMaker(scope.sampleRate);

    process([input]: readonly (readonly Float32Array[])[]): boolean {
      const samples = input?.[0];
      if (samples)
        this.#maker.push(samples, (frame) => this.port.postMessage(frame, [frame.buffer as ArrayBuffer]));
      return true;
    }
  }
  scope.registerProcessor(PROCESSOR, FramesProcessor);
}
