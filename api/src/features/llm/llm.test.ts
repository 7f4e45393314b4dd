import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/app.ts';
import { signIn } from '../../../test/support/worlds/world.ts';
import { SandboxOpenAI } from '../../adapters/llm/sandbox/openai.ts';
import { PostgresLedger } from './ledger.ts';

let app: TestApp;
let superAdmin: Awaited<ReturnType<typeof signIn>>;
const provider = new SandboxOpenAI({ models: ['gpt-5-mini'], apiKey: 'sk-test' });

beforeAll(async () => {
  const url = await provider.start();
  app = await startTestApp({ env: { OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: 'sk-test' } });
  superAdmin = await signIn(app.url, app.superAdmin);
});
afterAll(async () => {
  await app.stop();
  await provider.stop();
});

const ledger = () =>
  new PostgresLedger({
    database: app.database,
    databaseClock: () => new Date(),
    system: app.app.features.system,
  });
const budgets = (dailyBudgetMicros: number, monthlyBudgetMicros: number) =>
  superAdmin.put('/v1/system/settings', {
    body: { models: { maxCostMicros: 1_000, dailyBudgetMicros, monthlyBudgetMicros } },
  });

describe('the ledger of spend', () => {
  it('lets concurrent reservations of several processes spend no more than the budget', async () => {
    await budgets(1_000, 5_000);
    const processes = [ledger(), ledger(), ledger()];
    const reserved = await Promise.all(
      Array.from({ length: 30 }, (_, index) => processes[index % 3]?.reserve('rush', 100, 'x')),
    );
    expect(reserved.filter((one) => one !== null).length).toBe(10);
    expect(await ledger().remaining('rush')).toBe(0);
  });

  it('books nothing for the day when the month is spent', async () => {
    await budgets(1_000, 1_000);
    const one = ledger();
    await one.reserve('month', 600, 'x');
    await budgets(10_000, 1_000);
    expect(await one.reserve('month', 600, 'x')).toBeNull();
    await budgets(10_000, 10_000);
    expect(await one.remaining('month')).toBe(9_400);
  });

  it('replaces a reservation by what was spent, and reports it', async () => {
    await budgets(1_000, 1_000);
    const one = ledger();
    const reservation = await one.reserve('settled', 800, 'triage.extract');
    if (reservation === null) throw new Error('not reserved');
    await one.settle(reservation, { micros: 120.4, model: 'openai/gpt-5-mini' });
    await one.settle(reservation, { micros: 120.4, model: 'openai/gpt-5-mini' });
    expect(await one.remaining('settled')).toBe(879);
    const { data } = await superAdmin.get('/v1/llm/spend');
    expect(data.filter(({ tenant }) => tenant === 'settled')).toMatchObject([
      { task: 'triage.extract', model: 'openai/gpt-5-mini', asks: 1, micros: 121 },
    ]);
  });
});

it('shows each model of the catalogue with its state and trust', async () => {
  const { data } = await superAdmin.get('/v1/llm/models');
  expect(data.find(({ model }) => model === 'gpt-5-mini')).toMatchObject({
    configured: true,
    trustedWith: 'internal',
    breaker: 'closed',
  });
  expect(data.find(({ provider: name }) => name === 'ollama')).toMatchObject({ configured: false });
});

it('explains that cloud models get health information only when it is cleaned', async () => {
  const dimensions = {
    sensitivity: 'phi',
    reasoning: 'light',
    budgetMs: 60_000,
    maxCostMicros: 1e8,
  } as const;
  const chosen = async (deidentifiable: boolean) => {
    const body = { ...dimensions, deidentifiable };
    const { data } = await superAdmin.post('/v1/llm/explanations', { body });
    return data.find(({ model }) => model === 'gpt-5-mini');
  };
  expect(await chosen(true)).toMatchObject({ excludedBy: null });
  expect(await chosen(false)).toMatchObject({ rank: null, excludedBy: 'not_trusted' });
});

it('keeps the service ready while no model can be reached', async () => {
  await provider.stop();
  const reply = await fetch(`${app.url}/health/ready`);
  expect(reply.status).toBe(200);
});
