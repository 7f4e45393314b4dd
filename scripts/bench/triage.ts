/**
 * What an assessment by rules costs by the length of the text, beside the least that any reader of it must do (lower case,
 * split, look up each word), and what loading the knowledge costs, beside reading its files. Ratios are of processor time
 * of one thread, in which what else the machine does counts little; p50 and p95 are by the clock.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import {
  assess,
  buildKnowledge,
  type LoadedKnowledge,
  loadCorpus,
  loadKnowledge,
  readStatement,
} from '../../api/src/features/triage/index.ts';
import { median } from './load.ts';

const KNOWLEDGE = path.resolve(import.meta.dirname, '../../api/src/features/triage/knowledge');
const LENGTHS = [125, 250, 500, 1000, 2000];
/** Assessments before anything counts: compiled code. */
const WARM_UP = 150;

/** Looking words up takes less than the clock of processor time can tell: it is repeated. */
const LOOK_UPS = 100;

interface Cost {
  /** Milliseconds by the clock. */
  readonly p50: number;
  readonly p95: number;
  /** Milliseconds of processor time, the middle of the rounds. */
  readonly cpu: number;
}

const options = new Command('bench triage')
  .description('The cost of an assessment by rules, by words, and of loading the knowledge')
  .option('--rounds <n>', 'rounds over all texts', '15')
  .option('--texts <n>', 'texts of each length', '20')
  .option('--starts <n>', 'processes that load the knowledge', '5')
  .option('--load-only', 'loads the knowledge once and prints what it cost')
  .parse()
  .opts<{ rounds: string; texts: string; starts: string; loadOnly?: boolean }>();

if (options.loadOnly === true) console.log(JSON.stringify(loadCosts()));
else {
  buildKnowledge();
  reportLoad();
  reportAssessments(loadKnowledge());
}

/** Milliseconds of this thread. */
function cpuOf(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

function loadCosts(): { readonly files: number; readonly load: number } {
  const files = () =>
    readdirSync(KNOWLEDGE, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:yaml|txt)$/.test(name))
      .map((name) => readFileSync(path.join(KNOWLEDGE, name), 'utf8'));
  return { files: cpuOf(files), load: cpuOf(loadKnowledge) };
}

function reportLoad(): void {
  const [program, ...flags] = [
    process.execPath,
    '--conditions=kiwimesh-source',
    import.meta.filename,
    '--load-only',
  ];
  const costs = Array.from(
    { length: Number(options.starts) },
    () => JSON.parse(execFileSync(program, flags, { encoding: 'utf8' })) as ReturnType<typeof loadCosts>,
  );
  const [load, files] = [median(costs.map((cost) => cost.load)), median(costs.map((cost) => cost.files))];
  console.log(
    `load in a new process  ${load.toFixed(0)} ms   files alone ${files.toFixed(0)} ms   ratio ${(load / files).toFixed(1)}`,
  );
}

function reportAssessments({ knowledge, languages }: LoadedKnowledge): void {
  const cases = loadCorpus().dev.map(({ text }) => text);
  const known = new Map(
    [...languages.vocabulary.common, ...languages.vocabulary.lexicon.words.keys()].map((word) => [word, 1]),
  );
  const assessment = (text: string) => assess(readStatement({ text }, {}, languages), knowledge);
  const lookUp = (text: string) => {
    let found = 0;
    for (const word of text.toLowerCase().split(/\s+/)) found += known.get(word) ?? 0;
    return found;
  };
  const texts = LENGTHS.map((words) => ({ words, all: textsOf(cases, words, Number(options.texts)) }));
  const warm = texts.find(({ words }) => words === 500)?.all ?? [];
  for (let count = 0; count < WARM_UP; count += 1) {
    const text = warm[count % warm.length] ?? '';
    assessment(text);
    lookUp(text);
  }
  let shorter: Cost | null = null;
  console.log(
    'words    p50 ms   p95 ms   cpu ms   cpu ms of words alone    ratio   growth for twice the words',
  );
  for (const { words, all } of texts) {
    const own = costOf(all, assessment);
    const least = cpuOf(() => {
      for (let time = 0; time < LOOK_UPS; time += 1) for (const text of all) lookUp(text);
    });
    const alone = least / LOOK_UPS / all.length;
    const cells = [
      String(words).padEnd(6),
      own.p50.toFixed(2).padStart(8),
      own.p95.toFixed(2).padStart(8),
      own.cpu.toFixed(2).padStart(8),
      alone.toFixed(3).padStart(23),
      (own.cpu / alone).toFixed(0).padStart(8),
      shorter === null ? '' : (own.cpu / shorter.cpu).toFixed(2).padStart(28),
    ];
    console.log(cells.join(' '));
    shorter = own;
  }
}

/** Statements of all languages one after the other, as long as asked for. */
function textsOf(cases: readonly string[], words: number, count: number): readonly string[] {
  let next = 0;
  return Array.from({ length: count }, () => {
    const parts: string[] = [];
    while (parts.length < words) {
      const statement = (cases[next % cases.length] as string).trim();
      parts.push(...(/[.!?।]$/.test(statement) ? statement : `${statement}.`).split(/\s+/));
      next += 1;
    }
    return parts.slice(0, words).join(' ');
  });
}

function costOf(texts: readonly string[], work: (text: string) => unknown): Cost {
  const times: number[] = [];
  const rounds = Array.from({ length: Number(options.rounds) }, () => {
    const round = cpuOf(() => {
      for (const text of texts) {
        const began = performance.now();
        work(text);
        times.push(performance.now() - began);
      }
    });
    return round / texts.length;
  });
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] as number;
  return { p50: at(0.5), p95: at(0.95), cpu: median(rounds) };
}
