/** How smoothly the map of the console draws units that move, in Chromium without a graphics card. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { mapWorker } from '../../widgets/console/map-worker.ts';
import type { MapRun } from './map-page.ts';

const options = new Command('bench:map')
  .description('Frames of the map of the console while units move')
  .option('--units <n>', 'units on the map', '500')
  .option('--events <n>', 'changes a second, each of one unit', '20')
  .option('--seconds <n>', 'length', '20')
  .parse()
  .opts<{ units: string; events: string; seconds: string }>();

const folder = await mkdtemp(path.join(tmpdir(), 'kiwimesh-bench-map-'));
await build({
  configFile: false,
  logLevel: 'warn',
  plugins: [mapWorker()],
  resolve: { conditions: ['kiwimesh-source', 'module', 'browser', 'import', 'default'] },
  build: {
    target: 'es2022',
    outDir: folder,
    lib: { entry: { page: path.join(import.meta.dirname, 'map-page.ts') }, formats: ['es'] },
    rollupOptions: { output: { entryFileNames: 'chunks/[name].js', chunkFileNames: 'chunks/[name].js' } },
  },
});
const server = createServer((request, response) => {
  const file = new URL(request.url ?? '/', 'http://bench').pathname;
  if (!/^\/chunks\/[\w.-]+\.js$/.test(file)) {
    response.setHeader('content-type', 'text/html');
    response.end(
      '<div id="map" style="width:1200px;height:800px"></div><script type="module" src="/chunks/page.js"></script>',
    );
    return;
  }
  response.setHeader('content-type', 'text/javascript');
  readFile(path.join(folder, file)).then(
    (bytes) => response.end(bytes),
    () => response.writeHead(404).end(),
  );
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.waitForFunction('typeof runMap === "function"');
  const call = `runMap(${Number(options.units)}, ${Number(options.events)}, ${Number(options.seconds)})`;
  const { frames, long, changes } = (await page.evaluate(call)) as MapRun;
  const sorted = [...frames].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
  console.log(
    [
      `${options.units} units, ${changes} changes in ${options.seconds} s`,
      `frames: ${frames.length}, ms between them p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, most ${at(0.9999)}`,
      `tasks over 50 ms: ${long.length}, the longest ${Math.max(0, ...long).toFixed(0)} ms`,
    ].join('\n'),
  );
} finally {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true });
}
