import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../api/test/support/temporary-folder.ts';
import { PROMISE_CONFIG } from './promises.ts';

const BIOME = path.resolve(import.meta.dirname, '../../node_modules/.bin/biome');

const STORE = `export async function save(): Promise<void> {}
export const remove = async () => {};
export class Store {
  write(): Promise<boolean> {
    return Promise.resolve(true);
  }
}
export interface Face {
  notify?: (id: string) => Promise<void>;
}
`;

/** By line: what is written there, and whether a promise floats. */
const CASES: readonly (readonly [statement: string, floats: boolean])[] = [
  ['save();', true],
  ['remove();', true],
  ['store.write();', true],
  ["face.notify?.('id');", true],
  ['save().then(() => 1);', true],
  ['Promise.all([save(), remove()]);', true],
  ['await save();', false],
  ['void save();', false],
  ['save().catch(() => undefined);', false],
  ['const kept = store.write();', false],
];

/** Of Biome's output. */
let lines: readonly string[];

it.each(CASES)('%s: floats: %s', (statement, floats) => {
  lines ??= lint();
  const line = CASES.findIndex(([one]) => one === statement) + 3;
  expect(lines.some((text) => text.includes(`use.ts:${line}:`))).toBe(floats);
});

function lint(): readonly string[] {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'kernel'));
  writeFileSync(path.join(folder, 'kernel/store.ts'), STORE);
  const body = CASES.map(([statement]) => `  ${statement}\n`).join('');
  writeFileSync(
    path.join(folder, 'use.ts'),
    `import { type Face, remove, save, type Store } from './kernel/store.ts';\nexport async function use(store: Store, face: Face) {\n${body}  return kept;\n}\n`,
  );
  const { vcs: _, ...config } = JSON.parse(readFileSync(PROMISE_CONFIG, 'utf8'));
  writeFileSync(path.join(folder, 'biome.json'), JSON.stringify(config));
  const { stdout, stderr, status } = spawnSync(BIOME, ['lint', '.'], { cwd: folder, encoding: 'utf8' });
  expect(status, stderr).toBe(1);
  return `${stdout}\n${stderr}`.split('\n').filter((line) => line.includes('noFloatingPromises'));
}
