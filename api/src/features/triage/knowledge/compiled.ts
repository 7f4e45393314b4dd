import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { knowledgeVersion } from './version.ts';

/** Beside other things that are built, and as little kept in the repository. */
const FILE = join(import.meta.dirname, '../../../../dist/triage-knowledge.bin');
/** The data, and the programs that compile it and use the result. */
const KNOWLEDGE = import.meta.dirname;
const ENGINE = join(import.meta.dirname, '../engine');
/** Hexadecimal digits of SHA-256. */
const STATE_LENGTH = 64;

/**
 * What the compiled knowledge depends on: every source of data, every program that compiles it or uses the result, and the
 * engine of JavaScript that wrote it.
 */
export function stateOf(data: string = KNOWLEDGE, engine: string = ENGINE): string {
  const hash = createHash('sha256').update(process.versions.v8).update(knowledgeVersion(data));
  for (const folder of [KNOWLEDGE, engine]) {
    const programs = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /(?<!\.test)\.ts$|\.schema\.json$/.test(name))
      .toSorted();
    for (const name of programs) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}

/** What was written for this state; null if nothing was, or for another state. */
export function readCompiled<T>(state: string, file: string = FILE): T | null {
  let stored: Buffer;
  try {
    stored = readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  if (stored.toString('latin1', 0, STATE_LENGTH) !== state) return null;
  return deserialize(stored.subarray(STATE_LENGTH)) as T;
}

/** Replaces the file at once: other processes may be reading it. */
export function writeCompiled(state: string, value: unknown, file: string = FILE): void {
  mkdirSync(dirname(file), { recursive: true });
  const written = `${file}.${process.pid}`;
  writeFileSync(written, Buffer.concat([Buffer.from(state, 'latin1'), serialize(value)]));
  renameSync(written, file);
}
