import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { StreamCodec } from '../../../ports/telephony.ts';
import { decodeMulaw, encodeMulaw } from '../../../speech/audio/mulaw.ts';
import { Downsampler } from '../../../speech/audio/resample.ts';
import { readCall } from '../record/store.ts';
import type { Listeners } from './listeners.ts';
import { heardBy } from './rights.ts';

const SCOPE = systemScope('speak to a caller on the telephone');

/** What a caller hears on the telephone. */
export interface CallerEar {
  /** What was sent before this mark has been played. */
  reached(mark: string): void;
  stop(): void;
}

/** Opens the way from the operator's microphone to a caller on the telephone. */
export type CallerEars = (
  callId: string,
  codec: StreamCodec,
  send: (message: string) => void,
) => Promise<CallerEar>;

/**
 * Gives what the operator says to gateways, whose marks say what the caller has heard: so what waits there is bounded as it is for
 * every listener, and what was left out is not heard late.
 */
export function callerEars(database: Database, listeners: Listeners): CallerEars {
  return async (callId, codec, send) => {
    const waiting = new Map<string, () => void>();
    const downsampler = new Downsampler();
    let sent = 0;
    const listening = await listeners.listen(callId, {
      read: () =>
        database.run(SCOPE, async (uow) => ({
          hears: heardBy('caller', await readCall(uow, callId)),
          // A telephone shows nothing.
          side: null,
        })),
      take: ({ bytes }, taken) => {
        sent += 1;
        const mark = `s${sent}`;
        waiting.set(mark, taken);
        send(codec.audio(encodeMulaw(downsampler.push(decodeMulaw(bytes)))));
        send(codec.mark(mark));
      },
      changed: ({ hears }) => {
        // On hold nothing more is heard of what was said before.
        if (hears.length === 0) send(codec.clear());
      },
    });
    return {
      reached(mark) {
        const taken = waiting.get(mark);
        waiting.delete(mark);
        taken?.();
      },
      stop: listening.stop,
    };
  };
}
