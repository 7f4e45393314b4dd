import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { SandboxAcme } from '../../../../test/support/messaging/acme.ts';
import { SandboxExotel } from '../../../../test/support/messaging/exotel.ts';
import type { SandboxProvider } from '../../../../test/support/messaging/provider.ts';
import { SandboxUnifonic } from '../../../../test/support/messaging/unifonic.ts';
import {
  type MessagingTraits,
  messagingContract,
} from '../../../../test/support/suites/messaging-contract-suite.ts';
import { EffectLedger } from '../../../kernel/effects/ledger.ts';
import { messagingOnce } from '../../../platform/once.ts';
import type { Message, MessagingAdapter, MessagingPort } from '../../../ports/messaging.ts';
import { MemorySandboxOutbox } from '../sandbox-twilio.ts';
import { GatewayMessaging } from './gateway.ts';
import type { Gateway } from './load.ts';
import { GatewayReports } from './reports.ts';
import { readGateway } from './template.ts';

const REPORTS = 'https://care.example.org/v1/webhooks/messages';
const opened = testDatabase();
/** What each provider took. */
const outboxes = new Map<SandboxProvider, MemorySandboxOutbox>();
function opens<Sandbox extends SandboxProvider>(open: (outbox: MemorySandboxOutbox) => Sandbox): Sandbox {
  const outbox = new MemorySandboxOutbox();
  const sandbox = open(outbox);
  outboxes.set(sandbox, outbox);
  return sandbox;
}
const exotel = opens((box) => new SandboxExotel({ sid: 'kiwimesh1', key: 'key', token: 'token' }, box));
const unifonic = opens((box) => new SandboxUnifonic({ appSid: 'app-sid', sender: 'KIWIMESH' }, box));
const acme = opens((box) => new SandboxAcme(box));
const asked = opens((box) => new SandboxAcme(box, { recognisesRepeats: false }));

afterAll(async () => {
  for (const sandbox of outboxes.keys()) await sandbox.stop();
  await (await opened).close();
});

const started = new Map<SandboxProvider, Promise<string>>();
function baseOf(sandbox: SandboxProvider): Promise<string> {
  const base = started.get(sandbox) ?? sandbox.start();
  started.set(sandbox, base);
  return base;
}

const VARIABLES = {
  EXOTEL_SENDER: 'KIWIMS',
  EXOTEL_ACCOUNT_SID: 'kiwimesh1',
  EXOTEL_API_KEY: 'key',
  EXOTEL_API_TOKEN: 'token',
  EXOTEL_REPORTS_SECRET: 'secret of exotel & us',
  UNIFONIC_SENDER_ID: 'KIWIMESH',
  UNIFONIC_APP_SID: 'app-sid',
  UNIFONIC_REPORTS_PASSWORD: 'secret of unifonic',
  ACME_KEY: 'acme-key',
  ACME_SIGNING: 'signing',
};

const ACME = `
id: acme
senders: { sms: "{env.ACME_KEY}", whatsapp: "919800000000" }
send:
  method: POST
  url: https://api.acme.example/v2/messages
  headers: { authorization: "Bearer {env.ACME_KEY}", idempotency-key: "{key}" }
  json: { to: "{to}", kind: sms, text: "{text}", meta: { reference: "{key.hash}", dlt: "{template}" }, tags: ["{entity}", care] }
reply:
  format: json
  accepted: { status: [202], id: messages.0.id }
  refused:
    - { status: [422], fields: { error.code: [number] }, failure: invalid_recipient }
    - { fields: { error.code: [stopped] }, failure: recipient_opted_out }
  code: error.code
whenUnsure: repeat
reports:
  verify: { hmac: { header: X-Acme-Signature, secret: "{env.ACME_SIGNING}", prefix: "sha256=" } }
  id: message.id
  state: message.status
  states: { delivered: delivered, failed: failed }
  code: message.reason
  to: message.to
`;

/** As shipped, or of a text, with the address of a sandbox instead of the provider's. */
async function gatewayOf(id: string, sandbox: SandboxProvider, text?: string): Promise<Gateway> {
  const yaml = text ?? readFileSync(new URL(`./templates/${id}.yaml`, import.meta.url), 'utf8');
  const base = await baseOf(sandbox);
  const { document, faults } = readGateway(
    yaml.replace(/https:\/\/(api|el)\.[a-z.]+(?=\/(v|rest))/g, base),
    `${id}.yaml`,
  );
  expect(faults).toEqual([]);
  if (document === null) throw new Error('no gateway');
  return { template: document, variables: VARIABLES };
}

/** The suites send the same keys, and share a ledger. */
async function once(adapter: MessagingAdapter, suite: string): Promise<MessagingPort> {
  const effects = new EffectLedger({ database: (await opened).database, worker: () => null });
  const port = messagingOnce(adapter, effects);
  return {
    send: (message) => port.send({ ...message, idempotencyKey: `${suite}:${message.idempotencyKey}` }),
  };
}

/** The contract of all adapters, over the protocol of a sandbox. */
function contractOf(
  id: string,
  sandbox: SandboxProvider,
  { text, optedOut = null, ...traits }: MessagingTraits & { text?: string; optedOut?: string | null } = {},
) {
  messagingContract(async () => {
    const gateway = await gatewayOf(id, sandbox, text);
    const suite = `${gateway.template.id} ${gateway.template.whenUnsure}`;
    return {
      port: await once(new GatewayMessaging(gateway), suite),
      impatient: await once(new GatewayMessaging({ ...gateway, timeout: 300 }), suite),
      accepted: async (to) => (await outboxes.get(sandbox)?.list(to)) ?? [],
      failNext: (status) => sandbox.failNext({ kind: 'status', status }),
      fallSilentNext: ({ accept }) => sandbox.failNext({ kind: 'silence', accept }),
      unreachableNumber: '+15005550001',
      optedOutNumber: optedOut,
    };
  }, traits);
}

const SHIPPED: MessagingTraits = { channels: ['sms'], resolves: false };
const FINDS = ACME.replace('whenUnsure: repeat', 'whenUnsure: find').replace(
  'reports:',
  `find:
  request:
    method: GET
    url: https://api.acme.example/v2/messages
    headers: { authorization: "Bearer {env.ACME_KEY}" }
    query: { to: "{to}", since: "{since}" }
  messages: messages
  id: id
  where: { meta.reference: "{key.hash}" }
reports:`,
);
const sms: Message = {
  channel: 'sms',
  to: '+919812345678',
  body: 'Your code is 1',
  idempotencyKey: 'otp:1:1',
};

describe('the gateway of exotel, against its sandbox', () => {
  contractOf('exotel', exotel, { ...SHIPPED, unreachable: 'rejected' });

  it('passes on what the register knows a text by, and the encoding it needs', async () => {
    const gateway = await gatewayOf('exotel', exotel);
    const reports = new GatewayReports(gateway);
    const adapter = new GatewayMessaging({
      ...gateway,
      reportsUrl: (key) => reports.addressOf(key, `${REPORTS}/exotel`),
    });
    const registration = {
      templateId: '1107160000000012345',
      entityId: '1101234567890123456',
      sender: 'KIWIOT',
    };
    const { providerMessageId } = await adapter.send({ ...sms, body: 'आपका कोड 1 है', registration });
    expect(exotel.messages.get(providerMessageId)).toEqual({
      ...{ to: sms.to, from: 'KIWIOT', encoding: 'unicode', custom: sms.idempotencyKey },
      ...{ template: registration.templateId, entity: registration.entityId },
      callback: expect.stringMatching(/\/exotel\?signature=[A-Za-z0-9_-]{43}$/),
    });
    const plain = await adapter.send({ ...sms, idempotencyKey: 'otp:1:2' });
    expect(exotel.messages.get(plain.providerMessageId)).toMatchObject({
      ...{ from: 'KIWIMS', encoding: 'plain', template: null, entity: null },
    });
    const { url, body } = exotel.report(providerMessageId, 'failed_dnd');
    const request = { url, headers: {}, body: Buffer.from(body) };
    expect(reports.authentic(request)).toBe(true);
    const other = exotel.messages.get(plain.providerMessageId)?.callback ?? '';
    expect(reports.authentic({ ...request, url: other })).toBe(false);
    expect(reports.authentic({ ...request, url: `${url}&signature=x` })).toBe(false);
    expect(reports.authentic({ ...request, url: `${REPORTS}/exotel` })).toBe(false);
    expect(reports.recipient(request.body)).toBe(sms.to);
    expect(reports.report(request.body)).toEqual({
      ...{ providerMessageId, progress: 'failed', failure: 'undelivered', code: '23005' },
    });
    const sent = Buffer.from(exotel.report(providerMessageId, 'sent').body);
    expect(reports.report(sent)).toMatchObject({ progress: 'sent', code: null });
  });
});

describe('the gateway of unifonic, against its sandbox', () => {
  contractOf('unifonic', unifonic, SHIPPED);

  it('reads its reports, and names a sender that is not ours as our own fault', async () => {
    const gateway = await gatewayOf('unifonic', unifonic);
    const reports = new GatewayReports(gateway);
    const { providerMessageId } = await new GatewayMessaging(gateway).send(sms);
    expect(reports.report(Buffer.from(unifonic.report(providerMessageId, 'Delivered', sms.to)))).toEqual({
      ...{ providerMessageId, progress: 'delivered', failure: null, code: null },
    });
    expect(reports.addressOf('x', REPORTS)).toBe(REPORTS);
    const password = Buffer.from('unifonic:secret of unifonic').toString('base64');
    const request = { url: REPORTS, headers: { authorization: `Basic ${password}` }, body: Buffer.from('') };
    expect(reports.authentic(request)).toBe(true);
    expect(reports.authentic({ ...request, headers: {} })).toBe(false);
    const other = { ...gateway, variables: { ...VARIABLES, UNIFONIC_SENDER_ID: 'OTHER' } };
    await expect(new GatewayMessaging(other).send(sms)).rejects.toMatchObject({
      ...{ failure: 'misconfigured', providerCode: 'ER-480' },
    });
    const whatsapp = new GatewayMessaging(gateway).send({ ...sms, channel: 'whatsapp' });
    await expect(whatsapp).rejects.toMatchObject({ failure: 'rejected', retryable: false });
  });
});

describe('a gateway whose provider recognises repeats', () => {
  contractOf('acme', acme, { channels: ['sms'], optedOut: '+15005550004', text: ACME });
});

describe('a gateway whose provider can be asked', () => {
  const text = FINDS.replace('kind: sms', 'kind: wa');
  contractOf('acme', asked, { channels: ['whatsapp'], optedOut: '+15005550004', text });

  it('stays unsure while the list cannot be read', async () => {
    const adapter = new GatewayMessaging(await gatewayOf('acme', acme, FINDS));
    acme.failNext({ kind: 'status', status: 500 }, { kind: 'html' });
    for (const code of ['500', 'no list']) {
      await expect(adapter.find(sms, new Date())).rejects.toMatchObject({
        failure: 'unavailable',
        providerCode: code,
      });
    }
  });
});

describe('a reply that cannot be understood', () => {
  it.each([
    ['is cut off', { kind: 'truncated' }, 'unavailable', true],
    ['is the page of a proxy', { kind: 'html' }, 'unavailable', true],
    ['is a lost connection', { kind: 'reset' }, 'unavailable', true],
    ['is of a proxy that got no answer', { kind: 'status', status: 504 }, 'unavailable', true],
    ['says that the server failed', { kind: 'status', status: 503 }, 'unavailable', false],
    ['leads elsewhere', { kind: 'redirect', location: 'http://127.0.0.1:1/' }, 'misconfigured', false],
  ] as const)('that %s is %s', async (_what, fault, failure, unsure) => {
    const adapter = new GatewayMessaging(await gatewayOf('unifonic', unifonic));
    unifonic.failNext(fault);
    await expect(adapter.send(sms)).rejects.toMatchObject({ failure, unsure });
  });

  it('of no server at all says that nothing was sent', async () => {
    const text = ACME.replace('https://api.acme.example', 'http://127.0.0.1:1');
    const { template } = { template: readGateway(text, 'acme.yaml').document };
    if (template === null) throw new Error('no gateway');
    const sending = new GatewayMessaging({ template, variables: VARIABLES }).send(sms);
    await expect(sending).rejects.toMatchObject({ failure: 'unavailable', unsure: false });
  });
});

describe('a report in JSON with a signature', () => {
  it('is authentic exactly as it was signed', async () => {
    const reports = new GatewayReports(await gatewayOf('acme', acme, ACME));
    const body = Buffer.from('{"message":{"id":7,"status":"failed","reason":"blocked","to":"919812345678"}}');
    const signature = `sha256=${createHmac('sha256', 'signing').update(body).digest('hex')}`;
    const request = { url: REPORTS, headers: { 'x-acme-signature': signature }, body };
    expect(reports.authentic(request)).toBe(true);
    expect(reports.authentic({ ...request, body: Buffer.concat([body, Buffer.from(' ')]) })).toBe(false);
    expect(reports.authentic({ ...request, headers: {} })).toBe(false);
    expect(reports.authentic({ ...request, headers: { 'x-acme-signature': '' } })).toBe(false);
    expect(reports.report(body)).toEqual({
      ...{ providerMessageId: '7', progress: 'failed', failure: 'undelivered', code: 'blocked' },
    });
    expect(reports.incoming()).toBeNull();
    expect(reports.recipient(body)).toBe('+919812345678');
    for (const other of ['{"message":{"id":7,"status":"seen"}}', '{"message":', '[]', '', 'constructor=1'])
      expect(reports.report(Buffer.from(other))).toBeNull();
  });

  it('may have a name and a password instead, or a header', async () => {
    const verify = 'verify: { basic: { user: acme, password: "{env.ACME_SIGNING}" } }';
    const reports = new GatewayReports(await gatewayOf('acme', acme, ACME.replace(/verify: .*/, verify)));
    const request = (authorization: string) => ({
      url: REPORTS,
      headers: { authorization },
      body: Buffer.from('{}'),
    });
    expect(reports.authentic(request(`Basic ${Buffer.from('acme:signing').toString('base64')}`))).toBe(true);
    expect(reports.authentic(request(`Basic ${Buffer.from('acme:other').toString('base64')}`))).toBe(false);
    const header = 'verify: { token: { header: X-Token, secret: "{env.ACME_SIGNING}" } }';
    const tokens = new GatewayReports(await gatewayOf('acme', acme, ACME.replace(/verify: .*/, header)));
    expect(tokens.authentic({ ...request(''), headers: { 'x-token': 'signing' } })).toBe(true);
    expect(tokens.addressOf('x', REPORTS)).toBe(REPORTS);
  });

  it('is of no one where the file describes none', async () => {
    const reports = new GatewayReports(
      await gatewayOf('acme', acme, ACME.slice(0, ACME.indexOf('reports:'))),
    );
    const basic = { url: REPORTS, headers: { 'x-acme-signature': 'x' }, body: Buffer.from('{}') };
    expect([
      reports.authentic(basic),
      reports.addressOf('x', REPORTS),
      reports.recipient(basic.body),
    ]).toEqual([...[false, null, null]]);
  });
});
