import type { Track } from '../../../ports/telephony.ts';

/** Takes the audio of one side of a call, mu-law at 8 kHz. */
export interface AudioSide {
  /**
   * Takes a frame of 20 ms. Resolves when the next may come.
   * @param sequence counts from 1; what is missing in between was lost.
   */
  push(sequence: number, bytes: Uint8Array): Promise<void> | void;
  /** Everything was said. Resolves when its words are stored. */
  finish(): Promise<void>;
  /** The connection ended; the side may be opened again. */
  close(): Promise<void> | void;
}

/** Where the audio of telephones goes. */
export interface AudioSink {
  open(callId: string, side: Track): Promise<AudioSide>;
}
