import { setTimeout as delay } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { BenchChild } from './child.ts';
import { median } from './load.ts';

export interface FanOut {
  /** Milliseconds from the publication until the last socket of the room has it. */
  readonly p50: number;
  readonly p99: number;
}

export interface FanOutPlan {
  readonly sockets: number;
  readonly messages: number;
}

/** Opens the sockets, publishes one message after another, and times each until every socket has it. */
export async function measureFanOut(
  server: BenchChild,
  join: (socket: Socket) => Promise<unknown>,
  namespace: string,
  plan: FanOutPlan,
): Promise<FanOut> {
  const sockets = Array.from({ length: plan.sockets }, () =>
    io(`${server.url}${namespace}`, { transports: ['websocket'], auth: { token: 'bench' }, forceNew: true }),
  );
  await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.once('connect', resolve))));
  await Promise.all(sockets.map(join));
  let arrived = 0;
  let everybodyHasIt = () => {};
  for (const socket of sockets) {
    socket.on('booking', () => {
      arrived += 1;
      if (arrived === sockets.length) everybodyHasIt();
    });
  }
  const times: number[] = [];
  for (let message = 0; message < plan.messages; message += 1) {
    arrived = 0;
    const all = new Promise<void>((resolve) => {
      everybodyHasIt = resolve;
    });
    const begun = performance.now();
    server.process.send({ publish: begun });
    await all;
    times.push(performance.now() - begun);
    await delay(5);
  }
  for (const socket of sockets) socket.disconnect();
  times.sort((a, b) => a - b);
  return { p50: median(times), p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN };
}
