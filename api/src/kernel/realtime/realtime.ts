import type { Json } from '../ground/json.ts';

/** Pushes to sockets of every API process. Best effort: the truth is always readable over HTTP. */
export interface Realtime {
  publish(
    namespace: string,
    rooms: readonly string[],
    event: string,
    payload: { readonly [key: string]: Json },
  ): void;
  /** Takes the sockets in room `who` (a person's own, such as `resident:<id>`) out of other rooms, in every process. */
  leave(namespace: string, who: string, rooms: readonly string[]): void;
}
