#!/usr/bin/env node
// The command as people run it. Published, it runs dist/; in a checkout, the sources, so that nothing is ever stale.
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const checkout = existsSync(new URL('../src/main.ts', import.meta.url));

/** The Node that `make` fetched beside this checkout, when the one on PATH is too old. */
function fetchedNode() {
  const folder = fileURLToPath(new URL('../../.node/node_modules/', import.meta.url));
  const name = existsSync(folder) && readdirSync(folder).find((entry) => entry.startsWith('node-'));
  const path = name ? `${folder}${name}/bin/node` : '';
  return path && existsSync(path) ? path : undefined;
}

if (Number(process.versions.node.split('.')[0]) < 24) {
  const node = checkout ? fetchedNode() : undefined;
  if (!node) {
    process.stderr.write(`kiwimesh needs Node 24 or newer; this is Node ${process.versions.node}.\n`);
    process.exit(1);
  }
  const { spawn } = await import('node:child_process');
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches both: the child tells what was done, and this one waits for its exit code.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => process.exit(code ?? 1));
} else {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  if (checkout) await import('./sources.js');
  const { main } = await import(checkout ? '../src/main.ts' : '../dist/main.js');
  await main({ sources: checkout });
}
