import { expect } from 'vitest';
import type { CliUser } from './run-cli.ts';
import { HOSPITAL, type Listed } from './scenario-steps.ts';

// They are notified of the bookings of units.
export { readsNotifications, wordsNotifications } from './notification-steps.ts';

const RAVI = 'ravi@sahyadri.example';

/** `units …`. */
export async function watchesUnits(admin: CliUser): Promise<void> {
  await admin.json(['staff', 'update', RAVI, '--on-duty']);
  const { data } = await admin.json<Listed>(['units', 'list', '--hospital', HOSPITAL, '--all']);
  expect(data.length).toBeGreaterThan(0);
  expect((await admin.run(['units', 'show', RAVI])).stdout).toMatch(/Name\s+Ravi Kumar/);
  await admin.json(['units', 'show', RAVI]);
  const out = ['units', 'out-of-service', RAVI];
  expect((await admin.run(out)).code).toBe(2);
  expect(await admin.json([...out, '--reason', 'Flat tyre'])).toMatchObject({ state: 'out_of_service' });
  const list = ['units', 'list', '--state', 'out_of_service'];
  expect((await admin.run(list)).stdout).toMatch(/Ravi Kumar.*out of service/);
  const back = await admin.json<{ state: string }>(['units', 'in-service', RAVI]);
  expect(back.state).not.toBe('out_of_service');
  const create = ['bookings', 'create', '--service-type', 'ambulance', '--resident', '+919811110001'];
  const { id } = await admin.json<{ id: string }>(create);
  expect(await admin.json(['units', 'list', '--near', id.slice(-8)])).toMatchObject({ more: false });
  const sent = ['units', 'message', RAVI, '--text', 'Second entrance', '--booking', id.slice(-8)];
  expect(await admin.json(sent)).toMatchObject({ text: 'Second entrance', bookingId: id, seenAt: null });
  expect((await admin.run(['units', 'show', RAVI])).stdout).toMatch(/Messages not seen\s+1/);
  const unseen = ['units', 'messages', '--unit', RAVI, '--booking', id, '--no-seen'];
  expect((await admin.run(unseen)).stdout).toMatch(/Second entrance\s+not yet/);
  expect(await admin.json([...unseen, '--limit', '1'])).toMatchObject({
    data: [{ bookingId: id }],
    more: false,
  });
  await admin.json(['bookings', 'cancel', id, '--reason', 'Test', '--confirm', 'ambulance']);
}
