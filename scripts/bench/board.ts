/**
 * The console of dispatchers in Chromium with many open bookings and units while they change: how long a key takes until what
 * it did is painted, the longest task, and what the page keeps in memory. The service, its database and the browser share the
 * machine, as at a hospital that runs all of it on one.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Command, Option } from 'commander';
import type { CDPSession, Page } from 'playwright-core';
import { migrateUrl } from '../../api/src/kernel/db/migrate.ts';
import { startEmbeddedPostgres } from '../../api/src/postgres/embedded.ts';
import { connectBrowser, startChromium } from '../../widgets/test/chromium.ts';
import { BoardChanges, seedBoard } from './board-world.ts';
import { startChild } from './child.ts';

const MAIN = path.resolve(import.meta.dirname, '../../api/src/main.ts');
const DATA_KEY = 'bench-data-key-bench-data-key-bench-data-key';
/** The goals of the console on 2 cores, milliseconds. */
const GOAL_PAINT_MS = 100;
const GOAL_TASK_MS = 200;
const KEY_EVERY_MS = 250;
const SETTLE_MS = 3_000;
const PATIENCE_MS = 120_000;
const MINUTE_MS = 60_000;
const MB = 1_048_576;
/** The key after `g` that opens a view, and what is there once it shows everything. */
const VIEWS = {
  board: { key: 'b', complete: (bookings: number) => `kiwi-board .count:has-text(" of ${bookings} open")` },
  map: { key: 'm', complete: (bookings: number) => `kiwi-map-list h3:has-text("(${bookings})")` },
  units: { key: 'u', complete: () => 'kiwi-unit-rows tbody tr >> nth=100' },
} as const;

const options = new Command('bench board')
  .description('The console of dispatchers in Chromium while bookings and units change')
  .addOption(new Option('--view <name>', 'what is looked at').choices(Object.keys(VIEWS)).default('board'))
  .option('--bookings <n>', 'open bookings', '2000')
  .option('--units <n>', 'units on duty beside those of the demo', '500')
  .option('--events <n>', 'changes a second', '20')
  .option('--seconds <n>', 'how long it is worked with', '60')
  .option('--minutes <n>', 'the same in minutes, with the memory of the page after each')
  .option('--profile <file>', 'write what the page spends its time on, as Chromium’s tools read it')
  .parse()
  .opts<Record<'bookings' | 'units' | 'events' | 'seconds', string> & Chosen>();
interface Chosen {
  readonly view: keyof typeof VIEWS;
  readonly minutes?: string;
  readonly profile?: string;
}
const BOOKINGS = Number(options.bookings);
const LENGTH_MS =
  options.minutes === undefined ? Number(options.seconds) * 1_000 : Number(options.minutes) * MINUTE_MS;

interface Measured {
  readonly keys: number[];
  readonly tasks: number[];
}
/** After collecting what is not used any more. */
interface Memory {
  readonly heap: number;
  readonly nodes: number;
}

const folder = await mkdtemp(path.join(tmpdir(), 'kiwimesh-bench-board-'));
const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres') });
try {
  await migrateUrl(postgres.url);
  const world = await seedBoard(postgres.url, DATA_KEY, { bookings: BOOKINGS, units: Number(options.units) });
  const service = await startChild(MAIN, {
    PORT: '0',
    DATABASE_URL: postgres.url,
    KIWIMESH_DATA_DIR: folder,
    KIWIMESH_ENV: 'staging',
    KIWIMESH_SECRET: 'bench-secret-bench-secret-bench-secret',
    KIWIMESH_PUBLIC_URL: 'http://localhost',
    KIWIMESH_DATA_KEY: DATA_KEY,
    KIWIMESH_LIMIT_ADDRESS: '0',
    KIWIMESH_LOG_LEVEL: 'error',
    KIWIMESH_HOST: '127.0.0.1',
  });
  const server = await startChromium();
  try {
    const changes = await BoardChanges.prepare(service.url, world);
    const browser = await connectBrowser(server.wsEndpoint(), { viewport: { width: 1440, height: 900 } });
    const page = await browser.context.newPage();
    await page.goto(`${service.url}/console/board`);
    await page.locator('#email').fill(world.dispatcher.email);
    await page.locator('#password').fill(world.dispatcher.password);
    const began = performance.now();
    await page.keyboard.press('Enter');
    await page.locator(VIEWS.board.complete(BOOKINGS)).waitFor({ timeout: PATIENCE_MS });
    console.log(
      `${BOOKINGS} open bookings, complete ${Math.round(performance.now() - began)} ms after signing in`,
    );
    const view = VIEWS[options.view];
    await page.keyboard.press('g');
    await page.keyboard.press(view.key);
    await page.locator(view.complete(BOOKINGS)).first().waitFor({ timeout: PATIENCE_MS });
    await wait(SETTLE_MS);
    const devtools = await browser.context.newCDPSession(page);
    await work(page, devtools, changes);
    await browser.close();
  } finally {
    await server.close();
    await service.stop();
  }
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Presses keys while things change, and says how it went. */
async function work(page: Page, devtools: CDPSession, changes: BoardChanges): Promise<void> {
  await page.evaluate(() => {
    const measured = { keys: [] as number[], tasks: [] as number[] };
    Object.assign(globalThis, { measured });
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === 'keydown') measured.keys.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) measured.tasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  const memory: Memory[] = options.minutes === undefined ? [] : [await memoryOf(page, devtools)];
  if (options.profile !== undefined) {
    await devtools.send('Profiler.enable');
    await devtools.send('Profiler.start');
  }
  const running = changes.run(Number(options.events));
  const from = performance.now();
  let pressed = 0;
  while (performance.now() - from < LENGTH_MS) {
    await page.keyboard.press(pressed % 40 < 30 ? 'j' : 'k');
    pressed += 1;
    await wait(KEY_EVERY_MS);
    if (memory.length > 0 && performance.now() - from >= memory.length * MINUTE_MS)
      memory.push(await memoryOf(page, devtools));
  }
  const seconds = (performance.now() - from) / 1_000;
  changes.stop();
  await running;
  if (options.profile !== undefined) {
    const { profile } = await devtools.send('Profiler.stop');
    await writeFile(options.profile, JSON.stringify(profile));
  }
  const { keys, tasks } = (await page.evaluate(
    () => (globalThis as unknown as { measured: unknown }).measured,
  )) as Measured;
  // What was painted sooner than the browser reports is as fast as it says at least.
  const all = [...keys, ...Array<number>(Math.max(0, pressed - keys.length)).fill(16)].sort((a, b) => a - b);
  const p95 = all[Math.ceil(all.length * 0.95) - 1] ?? 0;
  const rate = (changes.made / seconds).toFixed(1);
  console.log(
    `${options.view}: ${changes.made} changes (${rate} a second, ${changes.refused} refused), ${pressed} keys`,
  );
  console.log(
    `key to paint: p50 ${all[Math.floor(all.length / 2)]} ms, p95 ${p95} ms (goal: at most ${GOAL_PAINT_MS})`,
  );
  console.log(
    `tasks over 50 ms: ${tasks.length}, longest ${Math.round(Math.max(0, ...tasks))} ms (goal: at most ${GOAL_TASK_MS})`,
  );
  if (memory.length > 0) {
    const shown = memory.map(({ heap, nodes }) => `${(heap / MB).toFixed(1)} MB, ${nodes} nodes`);
    console.log(`memory at the start and after each minute:\n  ${shown.join('\n  ')}`);
  }
}

/** Collecting is a long task by itself, which does not count. */
async function memoryOf(page: Page, devtools: CDPSession): Promise<Memory> {
  const tasks = () =>
    page.evaluate(() => (globalThis as unknown as { measured: Measured }).measured.tasks.length);
  const before = await tasks();
  await devtools.send('Performance.enable');
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  await tasks();
  await page.evaluate((length) => {
    (globalThis as unknown as { measured: Measured }).measured.tasks.length = length;
  }, before);
  const value = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? 0;
  return { heap: value('JSHeapUsedSize'), nodes: value('Nodes') };
}
