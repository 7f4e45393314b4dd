/**
 * How often the service sends a heartbeat over each socket, and how long it waits for the answer, milliseconds. A
 * client gives a silent connection up after both, 12 s; people who wait for an ambulance must not read "live" for
 * longer. With Engine.IO's own 25 s and 20 s, 45 s would pass. Waiting four seconds longer than the interval spares
 * slow mobile networks a reconnection; 10,000 sockets cost 2,500 small messages a second.
 */
export const HEARTBEAT = { pingInterval: 4_000, pingTimeout: 8_000 } as const;
