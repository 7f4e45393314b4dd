import { expect } from 'vitest';
import type { TestApp } from '../../api/test/support/app.ts';
import type { CliUser } from './run-cli.ts';

/** Books two emergencies of one resident with `bookings create`, and finds them by the end of their ids. */
export async function booksEmergencies(app: TestApp, asha: CliUser): Promise<void> {
  const create = ['bookings', 'create', '--service-type', 'first_aid', '--resident', '+919811110001'];
  const first = await asha.json<{ id: string; state: string }>([...create, '--notes', 'Cut his hand']);
  expect(first.state).toBe('requested');
  const again = await asha.run(create);
  expect(again).toMatchObject({ code: 4, stdout: '' });
  for (const words of [first.id, '--for-another-person', 'emergency number'])
    expect(again.stderr).toContain(words);
  const preferred = ['--preferred-hospital', 'Sahyadri General'];
  expect(await asha.run([...create, ...preferred, '--hospital', 'Sahyadri General'])).toMatchObject({
    code: 2,
  });
  const { id, hospitalId } = await asha.json<{ id: string; hospitalId: string }>([
    ...create,
    '--for-another-person',
    ...preferred,
  ]);
  expect(await asha.json(['hospitals', 'show', 'Sahyadri General'])).toMatchObject({ id: hospitalId });
  // Lists show the end of the id, and every command takes it.
  const { stdout } = await asha.run(['bookings', 'list', '--state', 'requested']);
  for (const words of ['WAITING', 'CLOCK', 'Arjun Rao', 'times in UTC', id.slice(-8)])
    expect(stdout).toContain(words);
  expect(await asha.json(['bookings', 'show', id.slice(-8)])).toMatchObject({ id });
  expect(await asha.run(['bookings', 'show', 'zzzz'])).toMatchObject({ code: 2, stdout: '' });
  expect((await asha.run(['bookings', 'show', '000000'])).stderr).toContain('ends in 000000');
  await app.app.sealer.sealAll();
  const audited = await asha.json<{ data: object[] }>(['audit', 'list', '--record', id.slice(-8)]);
  expect(audited.data).toContainEqual(expect.objectContaining({ recordIds: [id] }));
  for (const each of [first.id, id]) {
    await asha.json(['bookings', 'cancel', each, '--reason', 'Test', '--confirm', 'first_aid']);
  }
  await acknowledges(app, asha, id);
}

/** The escalation of a clock that was missed, as its timer records it. */
async function acknowledges(app: TestApp, asha: CliUser, id: string): Promise<void> {
  const acknowledge = ['bookings', 'acknowledge', id];
  expect((await asha.run(acknowledge)).stderr).toContain('no escalation');
  const row = () => app.testDatabase.owner('booking').where({ id });
  await row().update({ escalated_at: new Date(), escalated_clock: 'assign' });
  expect((await asha.run(acknowledge)).stdout).toContain('by Asha Rao');
  const { escalation } = await asha.json<{ escalation: object }>(acknowledge);
  expect(escalation).toMatchObject({ clock: 'assign', acknowledgedBy: { kind: 'staff', name: 'Asha Rao' } });
  const acknowledged = { acknowledged_at: null, acknowledged_by_kind: null, acknowledged_by_id: null };
  await row().update({
    ...acknowledged,
    acknowledged_by_name: null,
    escalated_at: null,
    escalated_clock: null,
  });
}
