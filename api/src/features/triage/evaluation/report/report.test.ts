import { describe, expect, it } from 'vitest';
import type { EvaluationCase } from '../cases.ts';
import { type Assess, evaluate } from '../evaluate.ts';
import { metricsOf } from '../metrics.ts';
import { perturb } from '../perturb/perturb.ts';
import { jsonReport } from './json.ts';
import { pageReport } from './page.ts';
import type { ReportInput } from './report.ts';
import { terminalReport } from './terminal.ts';

const LONG =
  'a long story of the whole family and of everyone who came to the wedding in the village, '.repeat(3);
const CASES: readonly EvaluationCase[] = [
  {
    id: 'a1',
    text: `${LONG} and <b>chest pain</b>`,
    urgency: 2,
    language: 'en',
    reason: 'heart',
    register: 'caller',
  },
  { id: 'b2', text: 'सीने में दर्द', urgency: 2, language: 'hi', register: 'relative' },
  { id: 'c3', text: `sore throat ${'x'.repeat(100)}`, urgency: 4, language: 'en' },
];
const assess: Assess = ({ text }) => ({
  urgency: text.startsWith('a long') ? 4 : 2,
  redFlags: text.includes('throat') ? ['airway'] : [],
  findings: [{ concept: 'pain', negated: false, evidence: { start: 0, end: 6 } }],
  degraded: text.startsWith('a long'),
  latencyMs: 2,
  costMicros: 1500,
  source: 'rules',
});

async function input(details: boolean): Promise<ReportInput> {
  const outcomes = await evaluate(CASES, assess);
  const perturbation = await perturb(outcomes, assess);
  return { title: 'Rules alone on <cases>', metrics: metricsOf(outcomes), perturbation, details };
}

describe('the report as JSON', () => {
  it('has the documented members', async () => {
    const report = jsonReport(await input(true));
    expect(report).toMatchObject({
      cases: 3,
      accuracy: 1 / 3,
      underTriage: 1 / 3,
      overTriage: 1 / 3,
      missCount: 2,
    });
    expect(report.confusion[1]).toEqual([0, 1, 0, 1, 0]);
    expect(report.misses.map(({ id }) => id)).toEqual(['a1', 'c3']);
    expect(report.rates.missedEmergencies).toMatchObject({ count: 1, of: 2 });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe('the report for a terminal', () => {
  it('has each part, in lines of at most 80 columns', async () => {
    const text = terminalReport(await input(true));
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(text).toContain('Right urgency                33.3%   6.1% to 79.2%     1 of 3');
    expect(text).toMatch(/^2 emergency +0 +1 +0 +1 +0$/m);
    expect(text).toMatch(/^hi +1 +100\.0% +0\.0% +0\.0% +–$/m);
    expect(text).toContain('Cost: $0.0045.');
    expect(text).toContain('No model answered in time: 1, which the rules decided.');
    expect(text).toMatch(/^injection +3( +\d){4}$/m);
    expect(text).toContain('UNDER 2 given 4 a1');
    expect(text).toContain('Red flags: airway');
  });
});

describe('the report as a page', () => {
  it('is one document that loads nothing, runs no script and escapes texts', async () => {
    const page = pageReport(await input(true));
    expect(page).toContain('<title>Rules alone on &#60;cases&#62;</title>');
    expect(page).not.toMatch(/<b>|<script|<link|<img|\b(?:src|href)=|@import|url\(/);
    expect(page).toContain('prefers-color-scheme: dark');
    expect(page).toContain('name="viewport"');
  });

  it('has every plot with a name, and every element closed', async () => {
    const page = pageReport(await input(true));
    const names = [...page.matchAll(/<svg [^>]*aria-label="([^"]+)"/g)].map(([, name]) => name);
    expect(names).toEqual([
      'Rates with 95% intervals',
      'Confusion matrix',
      'Right urgency by Language',
      'Under-triage by Language',
      'Right urgency by Who speaks',
      'Under-triage by Who speaks',
      'Changes of urgency by kind of changed text',
    ]);
    expect(unclosed(page)).toEqual([]);
  });
});

it.each([
  ['JSON', (report: ReportInput) => JSON.stringify(jsonReport(report))],
  ['text', terminalReport],
  ['page', pageReport],
])('a report as %s without details has neither texts nor ids of cases', async (_name, write) => {
  const withDetails = write(await input(true));
  const without = write(await input(false));
  for (const part of ['a1', 'c3', 'wedding', 'sore throat']) {
    expect(withDetails).toContain(part);
    expect(without).not.toContain(part);
  }
});

/** Elements that are opened and not closed in order. */
function unclosed(page: string): readonly string[] {
  const open: string[] = [];
  for (const [, slash, name = '', , empty] of page.matchAll(/<(\/?)([a-z]\w*)((?:"[^"]*"|[^">])*?)(\/?)>/g)) {
    if (name === 'meta' || empty === '/') continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) return [...open, name];
  }
  return open;
}
