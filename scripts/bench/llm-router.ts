import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { OpenAIModels } from '@kiwimesh/api/adapters/llm/openai/openai.ts';
import type { Ask } from '@kiwimesh/api/llm/ask.ts';
import type { CatalogueModel } from '@kiwimesh/api/llm/catalogue/catalogue.ts';
import { Router } from '@kiwimesh/api/llm/router.ts';
import { MemoryLedger } from '@kiwimesh/api/llm/spend/memory-ledger.ts';
import type { ModelRequest } from '@kiwimesh/api/ports/llm.ts';
import { Command } from 'commander';
import { startChild } from './child.ts';
import { reportFailover } from './llm-failover.ts';
import { processCpuMicros } from './load.ts';

/** Installed on demand (25 MB, 95 packages), outside the install of the project. */
const FOLDER = path.resolve(import.meta.dirname, '..', '..', '.models', 'gateway');
const GATEWAY = '@portkey-ai/gateway@1.15.2';

const options = new Command('bench llm-router')
  .description(
    'What the router of models adds to a request, beside the gateway of Portkey in front of the same upstream, with the same client; and how soon the next model answers when one fails',
  )
  .option('--rounds <n>', 'rounds of each, in turn', '5')
  .option('--requests <n>', 'requests of a round', '400')
  .option('--in-flight <n>', 'requests in flight for the throughput', '16')
  .option('--failovers <n>', 'asks of each adapter and fault', '200')
  .parse()
  .opts<{ rounds: string; requests: string; inFlight: string; failovers: string }>();

const SCHEMA = {
  type: 'object',
  properties: { answer: { type: 'integer' }, note: { type: 'string' } },
  required: ['answer', 'note'],
  additionalProperties: false,
};
const MESSAGES = [
  { role: 'user' as const, content: 'My chest hurts and I cannot breathe well. '.repeat(10) },
];
const SYSTEM = 'Read what the caller says and answer in JSON.';

const MODEL: CatalogueModel = {
  provider: 'openai',
  model: 'small',
  locality: 'self_hosted',
  trusted_with: 'phi',
  reasoning: 'standard',
  context_tokens: 8192,
  price: { input: 1, output: 1, as_of: '2026-11-27', source: 'of the bench' },
  supports: ['json_schema'],
  concurrency: 64,
  expected: { first_token_ms: 5, token_ms: 0.1 },
};

const request: ModelRequest = {
  model: 'small',
  system: SYSTEM,
  messages: MESSAGES,
  schema: SCHEMA,
  schemaName: 'bench',
  maxOutputTokens: 64,
  signal: new AbortController().signal,
};
const ask: Ask<unknown> = {
  task: 'bench',
  prompt: { name: 'bench', version: 1, system: SYSTEM },
  messages: MESSAGES,
  schema: SCHEMA,
  schemaName: 'bench',
  maxOutputTokens: 64,
  sensitivity: 'phi',
  reasoning: 'standard',
  budgetMs: 60_000,
  maxCostMicros: 1_000_000,
  tenant: 'bench',
};

interface Contender {
  readonly name: string;
  run(): Promise<unknown>;
  readonly latencies: number[];
  readonly throughputs: number[];
  /** Processor time of one request in microseconds, upstream left out, of each round. */
  readonly cpuMicros: number[];
}

const upstream = await startChild(path.join(import.meta.dirname, 'llm-upstream.ts'), {});
const gateway = await startGateway();
try {
  const direct = new OpenAIModels({ apiKey: 'bench', baseUrl: `${upstream.url}/v1` });
  const router = new Router({ models: [MODEL], providers: [direct], ledger: new MemoryLedger() });
  const throughGateway = await viaGateway(gateway.url, `${upstream.url}/v1`);
  const contenders: readonly Contender[] = [
    contender('client alone', () => direct.answer(request)),
    contender('router', async () => {
      const asked = await router.ask(ask);
      if (!asked.ok) throw new Error(`the router answered ${asked.reason}`);
    }),
    contender('gateway', throughGateway),
  ];
  // Compiled code and warm connections before anything counts.
  await inTurn(contenders, Number(options.requests));
  for (const each of contenders) each.latencies.length = 0;
  for (let round = 0; round < Number(options.rounds); round += 1) {
    await inTurn(contenders, Number(options.requests));
    for (const each of contenders) {
      const before = await cpuMicros();
      each.throughputs.push(await concurrent(each.run, Number(options.requests), Number(options.inFlight)));
      each.cpuMicros.push(((await cpuMicros()) - before) / Number(options.requests));
    }
  }
  report(contenders);
  await reportFailover(MODEL, ask, Number(options.failovers));
} finally {
  gateway.stop();
  await upstream.stop();
}

/** Of this process, which has client and router, and of the gateway's. */
async function cpuMicros(): Promise<number> {
  const { user, system } = process.cpuUsage();
  return user + system + (await processCpuMicros(gateway.pid));
}

function contender(name: string, run: () => Promise<unknown>): Contender {
  return { name, run, latencies: [], throughputs: [], cpuMicros: [] };
}

/** One request of each after the other, so that what else the machine does meets all alike. */
async function inTurn(contenders: readonly Contender[], requests: number): Promise<void> {
  for (let index = 0; index < requests; index += 1) {
    for (const { run, latencies } of contenders) {
      const start = performance.now();
      await run();
      latencies.push(performance.now() - start);
    }
  }
}

/** @returns requests a second. */
async function concurrent(run: () => Promise<unknown>, requests: number, inFlight: number): Promise<number> {
  const start = performance.now();
  let left = requests;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (left > 0) {
        left -= 1;
        await run();
      }
    }),
  );
  return (requests / (performance.now() - start)) * 1000;
}

function report(contenders: readonly Contender[]): void {
  const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
  const [alone, router, gateway] = contenders.map(({ latencies, throughputs }) => ({
    p50: median(latencies),
    rate: median(throughputs),
  }));
  if (alone === undefined || router === undefined || gateway === undefined)
    throw new Error('nothing was measured');
  console.log(`One ask of a model, ${options.requests} requests a round, ${options.rounds} rounds in turn`);
  console.log('                     p50 ms   req/s    CPU us');
  for (const { name, latencies, throughputs, cpuMicros } of contenders) {
    console.log(
      `  ${name.padEnd(16)}${median(latencies).toFixed(2).padStart(9)}${median(throughputs).toFixed(0).padStart(8)}${median(cpuMicros).toFixed(0).padStart(10)}`,
    );
  }
  const [ours, theirs] = [router.p50 - alone.p50, gateway.p50 - alone.p50];
  console.log(`  added: router ${ours.toFixed(2)} ms (goal: at most 0.25), gateway ${theirs.toFixed(2)} ms`);
  console.log(
    `  ratio: added latency ${(ours / theirs).toFixed(2)} (goal: at most 0.25), throughput ${(router.rate / gateway.rate).toFixed(2)} (goal: at least 3)`,
  );
}

/** The same client and the same adapter, with the gateway in between. */
async function viaGateway(url: string, upstreamUrl: string): Promise<() => Promise<unknown>> {
  const { default: OpenAI } = await import('openai');
  const client = new OpenAI({
    apiKey: 'bench',
    baseURL: `${url}/v1`,
    maxRetries: 0,
    defaultHeaders: {
      'x-portkey-provider': 'openai',
      'x-portkey-custom-host': upstreamUrl,
    },
  });
  return async () => {
    const reply = await client.chat.completions.create({
      model: 'small',
      messages: [{ role: 'system', content: SYSTEM }, ...MESSAGES],
      max_tokens: 64,
      temperature: 0,
      response_format: { type: 'json_schema', json_schema: { name: 'bench', schema: SCHEMA, strict: true } },
    });
    if (typeof reply.choices[0]?.message.content !== 'string') throw new Error('the gateway gave no answer');
  };
}

async function startGateway(): Promise<{ readonly url: string; readonly pid: number; stop(): void }> {
  const script = path.join(FOLDER, 'node_modules', '@portkey-ai', 'gateway', 'build', 'start-server.js');
  if (!existsSync(script)) {
    console.log(`Installing ${GATEWAY} into ${FOLDER}`);
    const how = ['--no-save', '--no-package-lock', '--ignore-scripts'];
    await promisify(execFile)('npm', ['install', '--prefix', FOLDER, ...how, GATEWAY]);
  }
  const port = await freePort();
  const child = spawn(process.execPath, [script, `--port=${port}`, '--headless'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env.PATH, TRUSTED_CUSTOM_HOSTS: '127.0.0.1,localhost' },
  });
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`the gateway ended with exit code ${child.exitCode}`);
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return { url, pid: child.pid ?? 0, stop: () => child.kill() };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill();
  throw new Error('the gateway did not start');
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
