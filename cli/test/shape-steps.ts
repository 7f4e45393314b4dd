import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { seenShapes } from './run-cli.ts';

/** These write a stream of objects, which their own steps look at. */
const STREAMS = ['bookings watch', 'calls watch', 'webhooks listen'];

/** What the commands of the file gave under `--json` has the shapes on record, and no command is left out. */
export function keepsShapes(): void {
  const path = new URL('./json-shapes.json', import.meta.url);
  const seen = Object.fromEntries([...seenShapes].sort(([a], [b]) => (a < b ? -1 : 1)));
  if (process.env.KIWIMESH_UPDATE_SHAPES) writeFileSync(path, `${JSON.stringify(seen, null, 2)}\n`);
  expect(seen).toEqual(JSON.parse(readFileSync(path, 'utf8')));
  const manifest = JSON.parse(readFileSync(new URL('../oclif.manifest.json', import.meta.url), 'utf8'));
  const all = Object.keys(manifest.commands).map((id) => id.replaceAll(':', ' '));
  expect(Object.keys(seen)).toEqual(all.filter((id) => !STREAMS.includes(id)).sort());
}
