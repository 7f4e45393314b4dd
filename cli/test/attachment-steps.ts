import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { png } from '../../api/test/support/attachments/samples.ts';
import type { CliUser } from './run-cli.ts';
import type { Listed } from './scenario-steps.ts';

interface Attached {
  readonly id: string;
  readonly state: string;
}

/** `attachments upload|list|show|download|delete`. */
export async function attachesFiles(admin: CliUser): Promise<void> {
  const { data } = await admin.json<{ data: readonly { id: string }[] }>([
    'bookings',
    'list',
    '--limit',
    '1',
  ]);
  const booking = data[0]?.id ?? '';
  const content = png(2_000);
  const photo = admin.file('wound.png', content as never);
  const attach = (file: string) => ['attachments', 'upload', file, '--booking', booking];
  const { id, state } = await admin.json<Attached>(attach(photo));
  expect(state).toBe('ready');
  const page = await admin.run(attach(admin.file('page.png', '<script>alert(1)</script>')));
  expect([page.code, page.stdout]).toEqual([4, '']);
  expect(page.stderr).toContain('was not kept: wrong type');
  const text = await admin.run(attach(admin.file('notes.txt', 'words')));
  expect(text).toMatchObject({ code: 2, stdout: '' });
  const listed = await admin.json<Listed>(['attachments', 'list', '--booking', booking]);
  expect(listed.data.map((one) => one.id)).toContain(id);
  expect(await admin.json(['attachments', 'show', id])).toMatchObject({ id, fileName: 'wound.png' });
  const out = join(admin.home, 'saved.png');
  expect(await admin.json(['attachments', 'download', id, '--out', out])).toMatchObject({ id, file: out });
  expect(readFileSync(out).equals(content)).toBe(true);
  expect(statSync(out).mode & 0o777).toBe(0o600);
  const again = await admin.run(['attachments', 'download', id, '--out', out]);
  expect(again.stderr).toContain('already exists');
  const unconfirmed = await admin.run(['attachments', 'delete', id]);
  expect(unconfirmed.stderr).toContain('--confirm wound.png');
  expect(await admin.json(['attachments', 'delete', id, '--confirm', 'wound.png'])).toEqual({ id });
  const gone = await admin.run(['attachments', 'show', id]);
  expect([gone.code, gone.stdout]).toEqual([4, '']);
}
