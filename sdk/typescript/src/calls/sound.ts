import type { Connection } from '../connection.ts';
import type { Acknowledgement } from '../live-events.ts';
import type { LiveHandlers } from '../live-handlers.ts';
import type { CallEvents, CallHearing, CallSound } from './events.ts';

/** What somebody said in a call. */
export interface HeardSound extends Pick<CallSound, 'callId' | 'speaker' | 'startMs' | 'ageMs'> {
  /** 16,000 a second. */
  readonly samples: Int16Array;
}

export interface SoundHandlers extends LiveHandlers {
  /**
   * Who is heard, and whether anyone hears what one says oneself: at first, after each reconnection, and whenever either
   * changes.
   */
  readonly onHears?: ((speakers: CallHearing['hears'], heard: boolean) => void) | undefined;
  /** Everything once and in order for each speaker, at most half a second; what the connection could not keep up with is missing. */
  readonly onSound?: ((sound: HeardSound) => void) | undefined;
}

/** What begins so little before the end of what was heard follows it, milliseconds. */
const TOLERANCE_MS = 20;
const SAMPLES_PER_MS = 16;

/** Hears a call. @returns what ends that. */
export function hearCall(
  connection: Connection<CallEvents>,
  callId: string,
  handlers: SoundHandlers,
): () => void {
  /** Up to where each speaker was heard, milliseconds of the call. */
  const heardMs = new Map<string, number>();
  const hears = ({ hears: speakers, heard }: CallHearing) => handlers.onHears?.(speakers, heard);
  const stops = [
    connection.on('hears', (change) => {
      if (change.callId === callId) hears(change);
    }),
    connection.on('sound', (sound, bytes) => {
      if (sound.callId !== callId || bytes === undefined) return;
      const { speaker, startMs, ageMs } = sound;
      // Sent again after its speaker had lost the connection.
      if (startMs < (heardMs.get(speaker) ?? 0) - TOLERANCE_MS) return;
      const samples = decode(bytes);
      heardMs.set(speaker, startMs + samples.length / SAMPLES_PER_MS);
      handlers.onSound?.({ callId, speaker, startMs, ageMs, samples });
    }),
    connection.keep({
      request: ['listen', { callId }],
      accepted: (reply) => hears(reply as Acknowledgement & CallHearing),
      connection: handlers.onConnection,
      heard: handlers.onHeard,
      problem: handlers.onProblem,
    }),
    () => connection.send('unlisten', { callId }),
  ];
  return () => {
    for (const stop of stops.splice(0)) stop();
  };
}

/** The samples that one byte of mu-law (ITU-T G.711) stands for: a sign, three bits of exponent, four of mantissa, all inverted. */
const LINEAR = Int16Array.from({ length: 256 }, (_, byte) => {
  const code = ~byte & 0xff;
  const magnitude = ((((code & 0x0f) << 3) + 132) << ((code >> 4) & 0x07)) - 132;
  return code & 0x80 ? -magnitude : magnitude;
});

const decode = (bytes: Uint8Array): Int16Array =>
  Int16Array.from({ length: bytes.length }, (_, index) => LINEAR[bytes[index] as number] as number);
