import { Command } from 'commander';
import { DataKeys } from '../../api/src/kernel/sealing/data-keys.ts';

/** What sealing, opening and indexing one value cost, in microseconds of one processor: the middle of the rounds. */
const options = new Command('bench sealing')
  .description('The cost of sealed columns, by value')
  .option('--rounds <n>', 'rounds', '9')
  .option('--values <n>', 'values a round', '20000')
  .parse()
  .opts<{ rounds: string; values: string }>();

const keys = new DataKeys(['bench-data-key-bench-data-key-bench-data-key']);
const cell = { table: 'booking', column: 'notes', row: '00000000-0000-7000-8000-000000000001' };

const middle = (figures: number[]) => figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? 0;

function measured(work: () => unknown): number {
  const values = Number(options.values);
  const rounds = Array.from({ length: Number(options.rounds) + 1 }, () => {
    const began = performance.now();
    for (let value = 0; value < values; value += 1) work();
    return ((performance.now() - began) * 1000) / values;
  });
  // The first is compilation.
  return middle(rounds.slice(1));
}

for (const [name, text] of [
  ['a phone', '+919800000001'],
  ['200 characters', 'n'.repeat(200)],
  ['2,000 characters', 'n'.repeat(2000)],
] as const) {
  const sealed = keys.seal(text, cell);
  const [seal, open, index] = [
    measured(() => keys.seal(text, cell)),
    measured(() => keys.open(sealed, cell)),
    measured(() => keys.index(text, cell)),
  ];
  console.log(
    `${name.padEnd(18)} seal ${seal.toFixed(1)} us   open ${open.toFixed(1)} us   index ${index.toFixed(1)} us`,
  );
}
