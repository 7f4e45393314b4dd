import { Command } from 'commander';
import { benchContract, describeContractBench } from './contract.ts';
import { benchHttp, type HttpBench } from './http.ts';
import type { LoadResult } from './load.ts';

const program = new Command('bench')
  .description('Kiwimesh against bare servers doing the same work, in one run, as ratios')
  .option('--seconds <n>', 'length of a round', '4')
  .option('--rounds <n>', 'rounds for each server', '5')
  .option('--connections <n>', 'requests in flight', '16')
  .option('--sockets <n>', 'sockets in the room of the fan-out', '200')
  .option('--no-contract', 'leave out the contract engine')
  .parse();
const options = program.opts<{
  seconds: string;
  rounds: string;
  connections: string;
  sockets: string;
  contract: boolean;
}>();

const bench = await benchHttp({
  seconds: Number(options.seconds),
  rounds: Number(options.rounds),
  connections: Number(options.connections),
  sockets: Number(options.sockets),
});
console.log(describe(bench));
if (options.contract)
  console.log(`\n${describeContractBench(await benchContract({ seconds: 2, rounds: 5 }))}`);

function describe({ read, create, audit, fanOut, profile }: HttpBench): string {
  const line = (name: string, result: LoadResult) =>
    `  ${name.padEnd(16)}${result.requestsPerSecond.toFixed(0).padStart(8)}${result.cpuMicros.toFixed(0).padStart(10)}` +
    `${result.p50.toFixed(1).padStart(9)}${result.p99.toFixed(1).padStart(9)}${String(result.failures).padStart(10)}`;
  const head = '                     req/s    CPU us   p50 ms   p99 ms  failures';
  const ratio = (pair: { kiwimesh: LoadResult; bare: LoadResult }) =>
    `  ratio: throughput ${(pair.kiwimesh.requestsPerSecond / pair.bare.requestsPerSecond).toFixed(2)}, ` +
    `CPU a request ${(pair.kiwimesh.cpuMicros / pair.bare.cpuMicros).toFixed(2)}`;
  return [
    'An authenticated read (GET /v1/bookings/{id}) against bare Fastify + pg doing the same SQL',
    head,
    line('Kiwimesh', read.kiwimesh),
    line('without audit', read.unrecorded),
    line('bare', read.bare),
    line('bare, prepared', read.prepared),
    `${ratio(read)}   (goal: throughput at least 0.50)`,
    `${ratio({ kiwimesh: read.kiwimesh, bare: read.prepared })}   (against the prepared one)`,
    `${ratio({ kiwimesh: read.kiwimesh, bare: read.unrecorded })}   (with the audit log against without)`,
    '',
    'Making a booking (POST /v1/bookings with an idempotency key) against the same',
    head,
    line('Kiwimesh', create.kiwimesh),
    line('without audit', create.unrecorded),
    line('bare', create.bare),
    ratio(create),
    `${ratio({ kiwimesh: create.kiwimesh, bare: create.unrecorded })}   (with the audit log against without)`,
    '',
    `The audit log afterwards: ${audit.entries} entries sealed in ${audit.seal.toFixed(0)} us each, verified in ${audit.verify.toFixed(0)} us each`,
    '',
    `Fan-out to ${options.sockets} sockets, until the last has it, against bare Socket.IO`,
    `  Kiwimesh  p50 ${fanOut.kiwimesh.p50.toFixed(2)} ms  p99 ${fanOut.kiwimesh.p99.toFixed(2)} ms`,
    `  bare      p50 ${fanOut.bare.p50.toFixed(2)} ms  p99 ${fanOut.bare.p99.toFixed(2)} ms`,
    `  ratio     p50 ${(fanOut.kiwimesh.p50 / fanOut.bare.p50).toFixed(2)}`,
    '',
    "The read's processor time, by function (V8's samples, idle left out)",
    ...profile.map(({ share, name }) => `  ${(share * 100).toFixed(1).padStart(5)} %  ${name}`),
  ].join('\n');
}
