import type { Kiwimesh } from '@kiwimesh/sdk';
import { Kiwimesh as Client, memoryStore } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Schema as ContractSchema, resolve } from '../../../openapi/lint/document.ts';
import { SandboxSmtp } from '../../src/adapters/email/sandbox-smtp.ts';
import { MemorySandboxOutbox } from '../../src/adapters/messaging/sandbox-twilio.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { all, contract, type Located } from '../support/contract/contract-mutations.ts';
import { type WireReply, wireClient } from '../support/contract/wire-client.ts';
import { eventually } from '../support/eventually.ts';
import { sized } from '../support/size.ts';
import { codeSentTo, makeWorld, PASSWORD, signIn, type World } from '../support/worlds/world.ts';

/**
 * A thousand residents whose names, phones, emails, units and notes are canaries, and every operation of the contract
 * sent with canaries in every place: taken, refused, in conflict, not found, and with the database broken beneath it; and
 * providers refuse and are down until jobs and events are dead letters.
 * Afterwards none of them is in a log line (from trace on), an error reply, a metric, a job, an event or the audit log.
 */
const CANARY = /Zyq\d|\+?91944\d{7}/;
const PLANTED = sized({ small: 100, full: 1_000 });
/** As many as one request holds. */
const ROWS = 500;

let app: TestApp;
let world: World;
let wire: ReturnType<typeof wireClient>;
const lines: string[] = [];
/** Bodies of every refusal and failure, and reports of imports. */
const told: { readonly where: string; readonly body: string }[] = [];
const tokens = new Map<string, string>();
const mails = new MemorySandboxOutbox();
const mailServer = new SandboxSmtp({ outbox: mails });
let ids: Record<string, string>;

let planted = 0;
const next = () => {
  planted += 1;
  return String(planted).padStart(7, '0');
};
const phone = () => `+91944${next()}`;
const word = () => `Zyq${next()}`;

/** What a field of this name is given, so that the request may well be taken. */
const FIELDS: Readonly<Record<string, () => string>> = {
  name: () => `${word()} Canary`,
  text: word,
  phone,
  email: () => `${word()}@canary.example`,
  unit: word,
  notes: () => `${word()} fell in the bath`,
  reason: () => `${word()} is away`,
  address: () => `${word()} Lane`,
  detail: word,
};

type Json = unknown;
const isObject = (value: Json): value is Record<string, Json> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** The example with canaries where people's words and numbers stand, and real ids. */
function plausible(value: Json, field = ''): Json {
  if (Array.isArray(value)) return value.map((item) => plausible(item));
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plausible(item, key)]));
  }
  if (typeof value !== 'string') return value;
  return ids[field] ?? FIELDS[field]?.() ?? value;
}

/** The example with a canary in place of every value, whatever stood there. */
function absurd(value: Json): Json {
  if (Array.isArray(value)) return value.map(absurd);
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, absurd(item)]));
  return word();
}

function exampleOf({ operation }: Located): Json {
  const content = (operation.requestBody as { content?: Record<string, unknown> } | undefined)?.content;
  const media = content?.['application/json'] as
    | { schema?: ContractSchema; examples?: Record<string, { value: Json }> }
    | undefined;
  if (media === undefined) return undefined;
  const [example] = Object.values(media.examples ?? {});
  const named = example?.value;
  const properties = resolve(contract, media.schema)?.properties ?? {};
  if (!isObject(named)) return named;
  const missing = Object.keys(properties).filter((name) => !(name in named) && name in FIELDS);
  return { ...named, ...Object.fromEntries(missing.map((name) => [name, FIELDS[name]?.()])) };
}

async function send(
  located: Located,
  token: string | undefined,
  body: Json,
  odd: boolean,
): Promise<WireReply> {
  const path = located.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    odd ? encodeURIComponent(word()) : (ids[name] ?? 'missing'),
  );
  const query = odd
    ? `?search=${word()}&phone=${encodeURIComponent(phone())}&stray=${word()}&cursor=${word()}`
    : '';
  const reply = await wire.send({
    method: located.method,
    target: `${path}${query}`,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      'idempotency-key': crypto.randomUUID(),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  if (reply.status >= 400 || located.where === 'importRows')
    told.push({ where: located.where, body: reply.body });
  return reply;
}

/** Sign-outs and the like would take the credential the other requests need. */
const ENDS_SESSIONS = /logout|endSession|endOtherSessions|changePassword/i;

/**
 * Everything one operation is sent, by every caller; at the small size by one of those who may and one of those who may
 * not, another from operation to operation. @returns the statuses it answered with.
 */
async function drive(located: Located): Promise<number[]> {
  const example = exampleOf(located);
  const statuses: number[] = [];
  const ends = ENDS_SESSIONS.test(located.where);
  const isAllowed = (role: string) => located.operation['x-access']?.roles?.includes(role) ?? false;
  // Who is signed in by a code cannot be signed in again that often; the others stand for them.
  const callers = [...tokens.keys()].filter((role) => !ends || role !== 'resident');
  const at = all.indexOf(located);
  const oneOf = (roles: string[]) => roles.filter((_, index) => index === at % roles.length);
  const some = [...oneOf(callers.filter(isAllowed)), ...oneOf(callers.filter((role) => !isAllowed(role)))];
  for (const role of sized({ small: some, full: callers })) {
    if (ends) tokens.set(role, await freshToken(role));
    const token = tokens.get(role);
    const taken = example === undefined ? undefined : plausible(example);
    // Twice the same: what is unique is in conflict the second time.
    statuses.push((await send(located, token, taken, false)).status);
    if (!isAllowed(role)) continue;
    statuses.push((await send(located, token, taken, false)).status);
    statuses.push((await send(located, token, taken, true)).status);
    if (example === undefined) {
      if (ends) tokens.set(role, await freshToken(role));
      continue;
    }
    statuses.push((await send(located, token, absurd(example), false)).status);
    statuses.push((await send(located, token, `{"name":"${word()}", "phone": ${phone()}`, false)).status);
    if (ends) tokens.set(role, await freshToken(role));
  }
  statuses.push(
    (await send(located, undefined, example === undefined ? undefined : plausible(example), false)).status,
  );
  return statuses;
}

async function freshToken(role: string): Promise<string> {
  if (role === 'resident') return tokens.get(role) ?? '';
  const store = memoryStore();
  const kiwi = new Client({ baseUrl: app.url, store });
  await kiwi.login(
    role === 'super_admin'
      ? app.superAdmin
      : {
          email: role === 'community_manager' ? 'manager.1@test.example' : `${role}.1@test.example`,
          password: PASSWORD,
        },
  );
  return (await store.read())?.accessToken ?? '';
}

async function plantResidents(superAdmin: Kiwimesh): Promise<void> {
  for (let left = PLANTED; left > 0; left -= ROWS) {
    const rows = Array.from({ length: Math.min(left, ROWS) }, () => ({
      name: `${word()} Canary`,
      phone: phone(),
      email: `${word()}@canary.example`,
      unit: word(),
      communityId: ids.communityId ?? '',
    }));
    const report = await superAdmin.post('/v1/imports/{kind}', {
      path: { kind: 'residents' },
      body: { rows },
    });
    expect(report.results.every(({ status }) => status === 'created')).toBe(true);
    told.push({ where: 'importRows', body: JSON.stringify(report) });
  }
}

beforeAll(async () => {
  app = await startTestApp({
    onLogLine: (line) => lines.push(line),
    env: {
      KIWIMESH_LIMIT_ADDRESS: '0',
      SMTP_URL: await mailServer.start(),
      KIWIMESH_MAIL_FROM: 'us@test.example',
    },
    backoff: { first: 1, most: 20 },
  });
  wire = wireClient(app.url);
  world = await makeWorld({ url: app.url, superAdmin: app.superAdmin, residents: 1 });
  const { here, superAdmin } = world;
  ids = {
    communityId: here.community.id,
    hospitalId: here.hospital.id,
    kind: 'residents',
    serviceType: 'first_aid',
  };
  await plantResidents(superAdmin);
  const person = { communityId: here.community.id, name: `${word()} Canary`, phone: phone() };
  const { id: residentId } = await superAdmin.post('/v1/residents', { body: person });
  const store = memoryStore();
  const kiwi = new Client({ baseUrl: app.url, store });
  await kiwi.requestOtp({ phone: person.phone });
  await kiwi.verifyOtp({ phone: person.phone, code: await codeSentTo(app.url, person.phone) });
  const booking = await kiwi.post('/v1/bookings', {
    body: { serviceType: 'first_aid', notes: `${word()} cannot walk` },
  });
  const { id: staffId } = await superAdmin.post('/v1/staff', {
    body: {
      role: 'nurse',
      name: word(),
      email: `${word()}@canary.example`,
      phone: phone(),
      hospitalId: here.hospital.id,
    },
  });
  const key = await superAdmin.post('/v1/api-keys', {
    body: { name: 'Driven', kind: 'secret', hospitalId: here.hospital.id, scopes: ['bookings:read'] },
  });
  Object.assign(ids, {
    residentId,
    bookingId: booking.id,
    staffId,
    assigneeId: here.hospital.nurse.id,
    apiKeyId: key.id,
  });
  ids.offerId = booking.id;
  ids.sessionId = booking.id;
  ids.id = 'event_0193a5f0-7c1e-7000-8000-000000000010';
  for (const role of ['super_admin', 'hospital_admin', 'nurse', 'community_manager']) {
    tokens.set(role, await freshToken(role));
  }
  tokens.set('resident', (await store.read())?.accessToken ?? '');
});

afterAll(async () => {
  wire?.close();
  await app?.stop();
  await mailServer.stop();
});

describe('every operation is sent canaries', () => {
  it.each(all.map((located) => [located.where, located] as const))('%s', async (_name, located) => {
    const statuses = await drive(located);
    // One that nobody here gets into would not be covered.
    const entered = statuses.some((status) => ![401, 403, 429].includes(status));
    const open = located.operation['x-access']?.public === true;
    // A provider signs it: everything else is rejected, with canaries in it.
    const signed = located.operation['x-access']?.signed === true;
    expect([located.where, entered || open || signed]).toEqual([located.where, true]);
  });

  it('and once more with the database broken beneath it: replies, events and jobs fail', async () => {
    const broken = ['resident', 'booking', 'otp_challenge', 'staff_position'];
    for (const table of broken)
      await app.testDatabase.owner.raw('alter table ?? rename to ??', [table, `${table}_gone`]);
    const statuses: number[] = [];
    try {
      for (const located of all) {
        const example = exampleOf(located);
        const body = example === undefined ? undefined : plausible(example);
        for (const role of ['super_admin', 'resident']) {
          if (ENDS_SESSIONS.test(located.where)) continue;
          statuses.push((await send(located, tokens.get(role), body, false)).status);
        }
      }
    } finally {
      for (const table of broken)
        await app.testDatabase.owner.raw('alter table ?? rename to ??', [`${table}_gone`, table]);
    }
    expect(statuses.filter((status) => status === 500).length).toBeGreaterThan(10);
  });
});

/** Dead letters of a kind, as they lie in the tables. */
const deadJobs = (name: string) =>
  app.testDatabase.owner('agenda_job').where({ name, next_run_at: null, locked_at: null });
const deadDeliveries = (consumer: string) =>
  app.testDatabase.owner('outbox_delivery').where({ consumer, state: 'dead' });

describe('follow-up work that fails permanently', () => {
  let superAdmin: Kiwimesh;
  beforeAll(async () => {
    // Along the way every session was ended, and every account locked by wrong passwords.
    await app.testDatabase.owner('sign_in_attempt').delete();
    superAdmin = await signIn(app.url, app.superAdmin);
  });
  const person = () => ({
    communityId: ids.communityId ?? '',
    name: `${word()} Canary`,
    phone: phone(),
    email: `${word()}@canary.example`,
  });
  /** A resident who asks for a code. */
  const asks = async (channel: 'sms' | 'email') => {
    const body = person();
    const { id } = await superAdmin.post('/v1/residents', { body });
    // Codes go to an email only once its owner has proven it.
    await app.testDatabase.owner('resident').where({ id }).update({ email_proven_at: new Date() });
    const reply = await wire.send({
      method: 'post',
      target: '/v1/auth/otp/request',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ phone: body.phone, channel }),
    });
    expect(reply.status).toBe(202);
  };
  const hires = () =>
    superAdmin.post('/v1/staff', {
      body: {
        role: 'nurse',
        name: `${word()} Canary`,
        email: `${word()}@canary.example`,
        hospitalId: ids.hospitalId ?? '',
      },
    });
  /** The database refuses every new row of the table, quoting it whole in its error. */
  const refusing = async (table: string, work: () => Promise<void>) => {
    const { owner } = app.testDatabase;
    await owner.raw('alter table ?? add constraint refused check (false) not valid', [table]);
    try {
      await work();
    } finally {
      await owner.raw('alter table ?? drop constraint refused', [table]);
    }
  };

  it('a mail server refuses a code and an invitation for good: no job is left behind', async () => {
    mailServer.failNext(
      { kind: 'reply', to: 'recipient', code: 550 },
      { kind: 'reply', to: 'data', code: 554 },
    );
    await asks('email');
    await hires();
    await app.settled();
    expect(await deadJobs('send-account-link')).toEqual([]);
  });

  it('a provider of messages and a mail server are down: jobs become dead letters', async () => {
    // What the sandbox cannot keep it answers with a 500.
    await refusing('sandbox_message', async () => {
      await asks('sms');
      await eventually('a dead job', async () => (await deadJobs('send-otp')).length > 0);
    });
    await mailServer.stop();
    await asks('email');
    await hires();
    await eventually('dead jobs', async () => (await deadJobs('send-otp')).length > 1);
    await eventually('a dead mail', async () => (await deadJobs('send-account-link')).length > 0);
  });

  it('a subscriber fails: deliveries become dead letters', async () => {
    await refusing('account_link', async () => {
      await hires();
      await eventually(
        'a dead delivery',
        async () => (await deadDeliveries('identity.invite-staff')).length > 0,
      );
    });
  });
});

/** Columns in which names of people and places stand by design; see docs/security/privacy.md. */
const BY_DESIGN: Readonly<Record<string, readonly string[]>> = {
  resident: ['name'],
  resident_gone: ['name'],
  staff: ['name', 'email'],
  hospital: ['name', 'phone', 'address', 'location_address'],
  community: ['name', 'address', 'location_address'],
  api_key: ['name'],
  booking: ['acknowledged_by_name', 'assignee_name', 'cancelled_by_name'],
  offer: ['assignee_name'],
  booking_event: ['actor_name'],
  call_event: ['actor_name'],
  // Of a place of the community, where a device hangs or a code is posted.
  defibrillator: ['name'],
  place: ['name', 'address'],
  // The stand-in for the providers' own machines, in development and test alone.
  sandbox_message: ['recipient', 'subject', 'body'],
};

describe('no canary is found', () => {
  const shown = (text: string) =>
    text.slice(Math.max(0, text.search(CANARY) - 160), text.search(CANARY) + 40);

  it('in what was logged, from trace on', () => {
    expect(lines.length).toBeGreaterThan(500);
    expect(lines.filter((line) => CANARY.test(line)).map(shown)).toEqual([]);
  });

  it('in any problem or failure', () => {
    expect(told.length).toBeGreaterThan(all.length);
    const found = told.filter(({ body }) => CANARY.test(body));
    expect(found.map(({ where, body }) => `${where}: ${shown(body)}`)).toEqual([]);
  });

  it('in the metrics', async () => {
    const text = await (await fetch(`${app.url}/metrics`)).text();
    expect(text).toContain('kiwimesh_');
    // The figures are left out: among thousands of sums of seconds one has the digits of a phone now and then.
    const told = text.replace(/ [-+\d.e]+$/gm, '');
    expect(told.split('\n').filter((line) => CANARY.test(line))).toEqual([]);
  });

  it('in any column of any table but where names belong', async () => {
    const { rows } = await app.testDatabase.owner.raw(
      `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`,
    );
    const found: string[] = [];
    for (const { name } of rows as { name: string }[]) {
      const { rows: texts } = await app.testDatabase.owner.raw(
        `select (to_jsonb(t) - ?::text[])::text as row from ?? as t`,
        [[...(BY_DESIGN[name] ?? [])], name],
      );
      for (const { row } of texts as { row: string }[]) {
        // Bytes are looked at as text: as hex digits some random ones look like a phone now and then.
        const told = row.replace(/\\\\x([0-9a-f]*)/g, (_, hex) => Buffer.from(hex, 'hex').toString('latin1'));
        if (CANARY.test(told)) found.push(`${name}: ${shown(told)}`);
      }
    }
    expect(rows.length).toBeGreaterThan(20);
    expect(found).toEqual([]);
  });

  it('in dead letters as operators see them', async () => {
    const reply = await wire.send({
      method: 'get',
      target: '/v1/system/dead-letters',
      headers: { authorization: `Bearer ${tokens.get('super_admin')}` },
    });
    expect(reply.status).toBe(200);
    for (const name of ['send-otp', 'send-account-link', 'identity.invite-staff']) {
      expect(reply.body).toContain(name);
    }
    expect(reply.body).not.toMatch(CANARY);
  });
});
