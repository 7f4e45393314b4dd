import { expect } from 'vitest';
import type { TestApp } from '../../api/test/support/app.ts';
import { eventually } from '../../api/test/support/eventually.ts';
import { verified, WebhookReceiver } from '../../api/test/support/webhook-receiver.ts';
import type { CliUser } from './run-cli.ts';
import { HOSPITAL, type Listed } from './scenario-steps.ts';

interface Rows<Row> {
  readonly data: readonly Row[];
}

const ADDRESS = 'https://hooks.lab.example/kiwimesh?token=t';
const HOST = 'hooks.lab.example';

/** `webhooks create|list|show|update|test|deliveries|replay|rotate-secret|event-types|delete|listen`. */
export async function managesWebhooks(admin: CliUser): Promise<void> {
  const types = await admin.json<Rows<{ type: string }>>(['webhooks', 'event-types']);
  expect(types.data.map(({ type }) => type)).toContain('announcement.published');
  const create = ['webhooks', 'create', ADDRESS, '--event', 'announcement.published', '--hospital', HOSPITAL];
  const made = await admin.json<{ id: string; secret: string }>([...create, '--description', 'Laboratory']);
  expect(made.secret).toMatch(/^whsec_/);
  const refused = await admin.run([
    'webhooks',
    'create',
    'https://10.0.0.1/',
    '--event',
    'announcement.published',
  ]);
  expect([refused.code, refused.stdout]).toEqual([4, '']);
  expect(refused.stderr).toContain('public internet');
  const { data } = await admin.json<Listed>(['webhooks', 'list', '--hospital', HOSPITAL]);
  expect(data).toMatchObject([{ id: made.id, description: 'Laboratory' }]);
  expect((await admin.run(['webhooks', 'list'])).stdout).not.toContain('token=t');
  const rotated = await admin.json<{ secret: string }>(['webhooks', 'rotate-secret', HOST]);
  expect(rotated.secret).not.toBe(made.secret);
  // Nothing is sent to an address that is not there while it is paused.
  await admin.json(['webhooks', 'update', 'Laboratory', '--state', 'paused']);
  expect(await admin.json(['webhooks', 'show', HOST])).toMatchObject({
    state: 'paused',
    pauseReason: 'manual',
  });
  const paused = await admin.run(['webhooks', 'test', HOST]);
  expect(paused.stderr).toContain('resume it first');
  const nothing = await admin.run(['webhooks', 'replay', HOST]);
  expect(nothing.stderr).toContain('--from TIME');
  await admin.json(['webhooks', 'update', HOST, '--state', 'active']);
  const test = await admin.json<{ id: string }>(['webhooks', 'test', HOST]);
  // The host does not exist. The shape is that of an attempt that has ended.
  await eventually('the attempt has ended', async () => {
    const { stdout } = await admin.run(['webhooks', 'deliveries', HOST, '--json']);
    return /"outcome": "/.test(stdout) && /"nextAttemptAt": "/.test(stdout);
  });
  const sent = await admin.json<Rows<{ id: string }>>(['webhooks', 'deliveries', HOST]);
  expect(sent.data.map(({ id }) => id)).toEqual([test.id]);
  const replay = ['webhooks', 'replay', HOST, '--from', '2020-01-01', '--to', '2020-01-02'];
  expect(await admin.json(replay)).toEqual({ replayed: 0 });
  expect(await admin.json(['webhooks', 'delete', HOST, '--confirm', HOST])).toEqual({ id: made.id });
  expect((await admin.json<Listed>(['webhooks', 'list'])).data).toEqual([]);
  await listensToWebhooks(admin);
}

/** `webhooks listen`: what is recorded reaches a receiver on this machine, signed. */
async function listensToWebhooks(admin: CliUser): Promise<void> {
  const receiver = await WebhookReceiver.start();
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=';
  const type = 'announcement.published';
  const flags = ['--event', type, '--secret', secret, '--since', '2020-01-01', '--json', '--once'];
  try {
    const listen = ['webhooks', 'listen', '--forward-to', receiver.url('/hook'), ...flags];
    const { code, stdout, stderr } = await admin.run(listen);
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.trim().split('\n');
    const [first, forwarded] = lines.map((line) => JSON.parse(line));
    expect(first).toEqual({ secret });
    expect(forwarded).toMatchObject({ event: { type }, status: 204 });
    const [got] = receiver.at('/hook');
    expect(verified(got as never, secret)).toEqual(forwarded.event);
  } finally {
    await receiver.stop();
  }
}

/** `webhooks inbound list|show|replay`: what a provider sent that nobody understands any more. */
export async function readsInboundWebhooks(app: TestApp, admin: CliUser): Promise<void> {
  expect((await admin.run(['webhooks', 'inbound', 'list'])).stdout).toContain('Nothing arrived.');
  const body = new TextEncoder().encode('MessageStatus=unheard-of');
  const arrival = { source: 'messages', provider: 'twilio', eventId: null, body, recipient: null } as const;
  await app.app.features.inbound.receive(arrival);
  await app.settled();
  const { data } = await admin.json<Listed>(['webhooks', 'inbound', 'list', '--state', 'handled']);
  expect(data).toMatchObject([{ source: 'messages', outcome: 'ignored' }]);
  const id = String(data[0]?.id);
  expect(await admin.json(['webhooks', 'inbound', 'show', id])).toMatchObject({
    id,
    body: 'MessageStatus=unheard-of',
  });
  expect(await admin.json(['webhooks', 'inbound', 'replay', id])).toEqual({ replayed: [id] });
  expect(await admin.json(['webhooks', 'inbound', 'replay', '--failed'])).toEqual({ replayed: [] });
  expect((await admin.run(['webhooks', 'inbound', 'replay'])).stderr).toContain('--failed');
}
