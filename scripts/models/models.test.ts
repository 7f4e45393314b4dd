import { expect, it } from 'vitest';
import { checkModel } from './check.ts';
import type { LocalModel } from './engine.ts';
import { evaluateModel } from './evaluate.ts';
import { serveModel } from './serve.ts';

/** A model that says these pieces, and stops when its client leaves. */
const scripted = (...pieces: string[]): LocalModel => ({
  async *answer(_ask, signal) {
    for (const piece of pieces) {
      if (signal.aborted) break;
      yield piece;
    }
    return { stop: 'end', inputTokens: 49, outputTokens: pieces.length };
  },
  stop: async () => undefined,
});

it.each([
  [['{"urgent":true,', '"finding":"chest_pain",', '"words":"a pain', ' in the chest"}'], 0],
  [['{"urgent":true,', '"finding":"broken_heart",', '"words":""', '}'], 6],
])('the check of a model by every protocol counts what fails: %#', async (pieces, expected) => {
  const servers = await serveModel(scripted(...pieces), null);
  const lines: string[] = [];
  try {
    const failed = await checkModel(servers, (line) => lines.push(line));
    expect(failed).toBe(expected);
    expect(lines.filter((line) => line.startsWith('FAILED'))).toHaveLength(expected);
    expect(lines).toHaveLength(12);
  } finally {
    await servers.stop();
  }
});

it('the evaluation of a model shows rules alone beside it, and unanswered cases', async () => {
  const servers = await serveModel(scripted('no JSON'), null);
  const reports: string[] = [];
  try {
    await evaluateModel(servers, 200, (text) => reports.push(text));
  } finally {
    await servers.stop();
  }
  const [rules = '', model = ''] = reports;
  expect(reports).toHaveLength(2);
  const cases = /^Rules alone, (\d+) cases$/m.exec(rules)?.[1];
  expect(model).toContain(`No model answered in time: ${cases}, which the rules decided.`);
});
