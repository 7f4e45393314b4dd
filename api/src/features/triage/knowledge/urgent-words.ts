import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainedWords, WordWeights } from '../engine/resemblance/resemblance.ts';

const FILE = join('generated', 'urgent-words.json');

/** Nothing resembles anything: for data without trained weights. */
const NO_WEIGHTS: WordWeights = { intercept: Number.NEGATIVE_INFINITY, weights: new Map() };

interface Stored {
  readonly intercept: number;
  readonly weights: Readonly<Record<string, number>>;
}

/** The trained weights of a folder of knowledge. */
export function readUrgentWords(folder: string = import.meta.dirname): TrainedWords {
  const path = join(folder, FILE);
  if (!existsSync(path)) return { immediate: NO_WEIGHTS, emergency: NO_WEIGHTS };
  const stored = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<keyof TrainedWords, Stored>>;
  const read = ({ intercept, weights }: Stored) => ({ intercept, weights: new Map(Object.entries(weights)) });
  return { immediate: read(stored.immediate), emergency: read(stored.emergency) };
}

/** Writes them, the heaviest first, so that a reviewer sees what counts most. */
export function writeUrgentWords({ immediate, emergency }: TrainedWords): void {
  const stored = ({ intercept, weights }: WordWeights): Stored => ({
    intercept,
    weights: Object.fromEntries([...weights].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))),
  });
  const text = JSON.stringify({ immediate: stored(immediate), emergency: stored(emergency) }, null, 1);
  writeFileSync(join(import.meta.dirname, FILE), `${text}\n`);
}
