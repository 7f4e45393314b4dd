import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Prompt {
  readonly name: string;
  readonly version: number;
  readonly system: string;
}

/** The prompts in use. A changed text is a new file with the next version: decision records name the version. */
const CURRENT = { 'triage.extract': 1 } as const;

/** Reads `prompts/<name>.v<version>.md`. @throws Error when the file is missing: the process must not start without it. */
export function readPrompt(name: keyof typeof CURRENT): Prompt {
  const version = CURRENT[name];
  const file = join(import.meta.dirname, '..', 'prompts', `${name}.v${version}.md`);
  return { name, version, system: readFileSync(file, 'utf8').trim() };
}
