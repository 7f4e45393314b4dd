import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const fields = ['src', 'account'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) =>
      (readFileSync(join(root, folder, file), 'utf8').match(/<input\b[\s\S]*?\/>/g) ?? [])
        .filter((field) => field.includes('one-time-code'))
        .map((field) => [file, field] as const),
    ),
);

describe('fields for codes', () => {
  it('are found', () => expect(fields.length).toBeGreaterThanOrEqual(2));

  it.each(fields)('of %s truncate nothing and accept pasted text', (_file, field) => {
    expect(field).not.toMatch(/maxlength|pattern=/i);
    expect(field).toMatch(/@input=\$\{(?:kit\.)?pastedCode\(/);
  });
});
