import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SandboxFault } from '../../src/adapters/llm/sandbox/faults.ts';
import { SandboxOpenAI } from '../../src/adapters/llm/sandbox/openai.ts';
import type { TestApp } from '../support/app.ts';
import { sized } from '../support/size.ts';
import { startTestWorld } from '../support/worlds/standard-world.ts';
import type { World } from '../support/worlds/world.ts';

/**
 * Names, phones, places and ids in what callers say, assessed with a model in a cloud that answers, fails and answers
 * nonsense: none of them is in what it was sent, nor in a log line (from trace on), a metric, a job or any other row.
 */
const PLANTED = sized({ small: 200, full: 10_000 });
const PER_SENTENCE = 4;
const PER_CALL = 5 * PER_SENTENCE;
/** Each with a time limit of its own. */
const PARTS = 5;
const MAX_CONCURRENT_CALLS = 8;
const SECRETS = /\bz[bakedilofu](?:v[bakedilofu])+x\b|700013\d{4}|800017\d{4}/gi;
const KEY = 'key-of-the-sandbox';

const FAULTS: readonly (SandboxFault | null)[] = [
  null,
  { kind: 'status', status: 500 },
  null,
  { kind: 'text', text: 'I am only a model' },
  null,
  { kind: 'truncated' },
];
let asked = 0;
const cloud = new SandboxOpenAI({
  apiKey: KEY,
  models: ['small'],
  answer: ({ messages }) => {
    const { case: id } = JSON.parse(messages[0]?.content ?? '{}');
    return JSON.stringify({ case: id, findings: [], urgency: 5, question: '' });
  },
  fault: () => FAULTS[asked++ % FAULTS.length] ?? null,
});

let app: TestApp;
let world: World;
const lines: string[] = [];

beforeAll(async () => {
  ({ app, world } = await startTestWorld({
    onLogLine: (line) => lines.push(line),
    env: {
      KIWIMESH_LIMIT_ADDRESS: '0',
      OPENAI_API_KEY: KEY,
      OPENAI_BASE_URL: `${await cloud.start()}/v1`,
      OPENAI_MODEL: 'small',
    },
  }));
});
afterAll(async () => {
  await app.stop();
  await cloud.stop();
});

function sentenceOf(at: number): string {
  const made = (number: number) =>
    `Z${[...String(number * 7_919 + 13)].map((digit) => 'bakedilofu'.charAt(Number(digit))).join('v')}x`;
  const number = String(at).padStart(4, '0');
  return `My father ${made(2 * at)} has crushing chest pain since morning, in flat ${1 + (at % 900)}, ${made(2 * at + 1)} Residency, phone 700013${number}, MRN-800017${number}.`;
}

function wordsOf(call: number): string {
  const count = PER_CALL / PER_SENTENCE;
  return Array.from({ length: count }, (_, index) => sentenceOf(call * count + index)).join(' ');
}

const TEXTS = Array.from({ length: PLANTED / PER_CALL }, (_, call) => wordsOf(call));

it.each(Array.from({ length: PARTS }, (_, part) => part))('calls of part %i are assessed', async (part) => {
  const nurse = world.here.hospital.nurse.kiwi;
  const own = TEXTS.filter((_, call) => call % PARTS === part);
  expect(own.filter((text) => text.match(SECRETS)?.length !== PER_CALL)).toEqual([]);
  for (let from = 0; from < own.length; from += MAX_CONCURRENT_CALLS) {
    const some = own.slice(from, from + MAX_CONCURRENT_CALLS);
    const made = await Promise.all(
      some.map((text) => nurse.post('/v1/triage', { body: { text, budgetMs: 30_000 } })),
    );
    expect(made.map(({ urgency }) => urgency)).toEqual(some.map(() => 1));
  }
});

it('nobody but the assessment itself keeps what was planted in it', async () => {
  await app.settled();

  const sent = cloud.received.map(({ body }) => body);
  expect(sent.length).toBeGreaterThan(FAULTS.length);
  expect(sent.join()).toContain('has crushing chest pain since morning');
  const metrics = await (await fetch(`${app.url}/metrics`)).text();
  expect(lines.length).toBeGreaterThan(TEXTS.length);
  const { rows: tables } = await app.testDatabase.owner.raw(
    `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`,
  );
  const stored: string[] = [];
  for (const { name } of tables as { name: string }[]) {
    const { rows } = await app.testDatabase.owner.raw('select t::text as row from ?? as t', [name]);
    stored.push(...(rows as { row: string }[]).map(({ row }) => `${name} ${row}`));
  }
  const told = [...sent, ...lines, ...metrics.replace(/ [-+\d.e]+$/gm, '').split('\n'), ...stored];
  expect(told.filter((text) => text.search(SECRETS) >= 0)).toEqual([]);
});
