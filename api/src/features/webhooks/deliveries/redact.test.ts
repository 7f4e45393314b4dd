import { expect, it } from 'vitest';
import { redactedReply } from './redact.ts';

it('replaces what tells a person or opens something in a kept reply', () => {
  const told = redactedReply(
    'no: meera.nair@sahyadri.example +91 98000 00003 4111-1111-1111-1111 Bearer abc.def whsec_MfKQ9r8GKYqr ' +
      'eyJhbGciOi.eyJzdWIi.c2ln 0193a5f0-7c1e-7000-8000-000000000005 \u0000\u001b[31m bad payload',
  );
  expect(told).toMatch(/^no: \[…\]/);
  for (const secret of ['meera', '98000', '1111', 'abc.def', 'MfKQ', 'eyJ', '0193a5f0', '\u0000', '\u001b']) {
    expect(told).not.toContain(secret);
  }
  expect(told).toContain('bad payload');
  expect(redactedReply('word '.repeat(1_000))).toHaveLength(500);
});
