import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { CliUser } from './run-cli.ts';

const CASES = [
  { id: 'a', text: 'He is not breathing', urgency: 1 },
  { id: 'b', text: 'I need a refill of my blood pressure tablets', urgency: 5 },
];

/** `triage ask|explain|rules|evaluate` and `llm status|models|explain|spend`. */
export async function assesses(admin: CliUser): Promise<void> {
  const asked = await admin.json<{ id: string; urgency: number }>([
    ...['triage', 'ask', 'He is not breathing', '--age', '62', '--rules-only'],
  ]);
  expect(asked.urgency).toBe(1);
  const explained = await admin.run(['triage', 'explain', asked.id]);
  expect(explained.stdout).toContain('How it was decided');
  expect(await admin.json(['triage', 'explain', asked.id])).toMatchObject({
    triage: { id: asked.id },
    decision: { triageId: asked.id, rulesUrgency: 1 },
  });
  const rules = await admin.json<{ data: { urgency: number }[] }>(['triage', 'rules', '--urgency', '1']);
  expect(rules.data.length).toBeGreaterThan(10);
  await evaluates(admin);
  expect(await admin.json(['llm', 'models'])).toMatchObject({
    data: expect.arrayContaining([expect.objectContaining({ provider: 'ollama', configured: false })]),
  });
  expect((await admin.run(['llm', 'status'])).stdout).toContain('rules alone');
  expect(await admin.json(['llm', 'status'])).toEqual({ data: [] });
  expect(await admin.json(['llm', 'explain'])).toMatchObject({
    data: expect.arrayContaining([expect.objectContaining({ excludedBy: 'not_configured' })]),
  });
  expect(await admin.json(['llm', 'spend'])).toMatchObject({ totalMicros: 0, data: [] });
}

async function evaluates(admin: CliUser): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'triage-cases-'));
  const file = join(folder, 'cases.jsonl');
  writeFileSync(file, CASES.map((one) => JSON.stringify(one)).join('\n'));
  const page = join(folder, 'report.html');
  for (const how of [['--rules-only', '--page', page], ['--models']]) {
    expect(await admin.json(['triage', 'evaluate', file, ...how])).toMatchObject({
      cases: 2,
      accuracy: 1,
      underTriage: 0,
      overTriage: 0,
      misses: [],
    });
  }
  expect(readFileSync(page, 'utf8')).toContain('<svg');
  writeFileSync(file, '{"id": "a", "text": "x", "urgency": 9}\nno JSON\n');
  const refused = await admin.run(['triage', 'evaluate', file]);
  expect([refused.code, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toMatch(/line 1: .*\n.*line 2: /);
  rmSync(folder, { recursive: true });
}
