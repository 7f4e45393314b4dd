import type { Json } from '../ground/json.ts';

/** Pushes to sockets of every API process. Best effort: the present state is always readable over HTTP. */
export interface Realtime {
  publish(
    namespace: string,
    rooms: readonly string[],
    event: string,
    payload: { readonly [key: string]: Json },
  ): void;
  /** Removes the sockets in room `who` (a person's own, such as `resident:<id>`) from other rooms, in every process. */
  leave(namespace: string, who: string, rooms: readonly string[]): void;
}

/**
 * Messages between the processes of the service, on the connection that carries what they publish: in order, and to all
 * others. Best effort: what must not be missed is repeated.
 */
export interface Peers {
  notify(topic: string, payload: { readonly [key: string]: Json }): void;
  onNotified(topic: string, listener: (payload: { readonly [key: string]: Json }) => void): void;
}
