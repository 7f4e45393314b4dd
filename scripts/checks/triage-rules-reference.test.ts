import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadKnowledge } from '../../api/src/features/triage/index.ts';
import { TRIAGE_RULES_PAGE, triageRulesReference } from '../reference/triage-rules.ts';

it('docs/reference/triage-rules.md is what `npm run reference -w scripts` writes', () => {
  expect(readFileSync(TRIAGE_RULES_PAGE, 'utf8')).toBe(triageRulesReference());
});

it('docs/reference/triage-rules.md has a row for every rule', () => {
  const rows = triageRulesReference().match(/^\| `[a-z0-9-]+` \|/gm) ?? [];
  expect(rows.map((row) => row.slice(3, -3))).toEqual(loadKnowledge().knowledge.rules.map(({ id }) => id));
});
