import { readFile } from 'node:fs/promises';
import autocannon from 'autocannon';

/** What one round of load against one server showed. */
export interface LoadResult {
  /** Completed requests a second. */
  readonly requestsPerSecond: number;
  /** Latency in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Processor time of the server's process for one request, in microseconds (user + system). */
  readonly cpuMicros: number;
  /** Replies outside 2xx, and connections that failed: a figure with any of these says nothing. */
  readonly failures: number;
}

export interface LoadPlan {
  readonly url: string;
  readonly pid: number;
  readonly connections: number;
  readonly seconds: number;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Record<string, string>;
  /** One request per body, in turn; for POST. */
  readonly nextBody?: () => string;
  /** Headers that differ by request, such as an idempotency key. */
  readonly nextHeaders?: () => Record<string, string>;
}

const CLOCK_TICKS_PER_SECOND = 100;

/** Processor time used so far by a process, in microseconds: utime + stime of /proc, whose tick is 10 ms. */
export async function processCpuMicros(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return (ticks / CLOCK_TICKS_PER_SECOND) * 1e6;
}

/** Drives one server for `seconds` and reads the server's own processor time before and after. */
export async function applyLoad(plan: LoadPlan): Promise<LoadResult> {
  const before = await processCpuMicros(plan.pid);
  const result = await autocannon({
    url: plan.url,
    connections: plan.connections,
    duration: plan.seconds,
    method: plan.method ?? 'GET',
    headers: plan.headers ?? {},
    requests: [
      {
        setupRequest: (request) => ({
          ...request,
          ...(plan.nextBody ? { body: plan.nextBody() } : {}),
          headers: { ...request.headers, ...plan.nextHeaders?.() },
        }),
      },
    ],
  });
  if (result.non2xx + result.errors + result.timeouts > 0) {
    console.warn(
      `${plan.url}: ${JSON.stringify(result.statusCodeStats)}, ${result.errors} errors, ${result.timeouts} time-outs`,
    );
  }
  const cpu = (await processCpuMicros(plan.pid)) - before;
  return {
    requestsPerSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpuMicros: cpu / Math.max(1, result['2xx'] + result.non2xx),
    failures: result.non2xx + result.errors + result.timeouts,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The middle of several rounds, figure by figure; failures are summed. */
export function middle(rounds: readonly LoadResult[]): LoadResult {
  const of = (pick: (round: LoadResult) => number) => median(rounds.map(pick));
  return {
    requestsPerSecond: of((round) => round.requestsPerSecond),
    p50: of((round) => round.p50),
    p99: of((round) => round.p99),
    cpuMicros: of((round) => round.cpuMicros),
    failures: rounds.reduce((sum, round) => sum + round.failures, 0),
  };
}
