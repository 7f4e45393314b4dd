import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { temporaryFolder } from '../../api/test/support/temporary-folder.ts';
import type { CliUser } from './run-cli.ts';
import { COMMUNITY } from './scenario-steps.ts';

/** `communities place-codes …` and `communities devices …`. */
export async function keepsPlacesAndDevices(admin: CliUser): Promise<void> {
  const topic = (topicName: string, verb: string, ...args: string[]) => [
    'communities',
    topicName,
    verb,
    COMMUNITY,
    ...args,
  ];
  const name = 'Tower B, lift 2';
  const point = ['--latitude', '12.9719', '--longitude', '77.5951'];
  const made = await admin.json<{ code: string }>(topic('place-codes', 'create', '--name', name, ...point));
  expect(made.code).toMatch(/^[0-9A-Z-]{10,12}$/);
  expect(await admin.json(topic('place-codes', 'list'))).toMatchObject({ data: [{ name }] });
  const rotated = await admin.json<{ code: string }>(topic('place-codes', 'rotate', name, '--confirm', name));
  expect(rotated.code).not.toBe(made.code);
  const file = join(temporaryFolder(), 'codes.pdf');
  await admin.json(topic('place-codes', 'sheet', file));
  const sheet = await readFile(file);
  expect([sheet.subarray(0, 5).toString(), sheet.length > 5_000]).toEqual(['%PDF-', true]);

  const device = ['LIFT-B2', '--kind', 'lift', '--place', name];
  expect(await admin.json(topic('devices', 'add', ...device))).toMatchObject({ deviceId: 'LIFT-B2' });
  expect(await admin.json(topic('devices', 'list'))).toMatchObject({ data: [{ kind: 'lift' }] });
  await admin.json(topic('devices', 'remove', 'LIFT-B2', '--confirm', 'LIFT-B2'));
  expect(await admin.json(topic('devices', 'list'))).toMatchObject({ data: [] });
}
