/**
 * Edits a person with addresses and passwords of the editor's own, then tries every way to sign in with them. Which
 * operations write to a person follows from the contract: those that change something and name a resident or a member of
 * staff in their path, and imports.
 */
import { callersOf } from '../../../openapi/lint/access.ts';
import { changes } from '../../../openapi/lint/document.ts';
import { type Located, plain } from '../support/contract/contract-mutations.ts';
import type { MatrixCaller, MatrixWorld, Person } from './world.ts';

/** The account that the attacker wants. */
export interface Victim extends Person {
  readonly kind: 'residents' | 'staff';
}

/** What the attacker controls. */
interface Loot {
  readonly phone: string;
  readonly email: string;
  readonly password: string;
}

/** The operations that write to a person of this kind. */
export function writersOf(operations: readonly Located[], kind: Victim['kind']): readonly Located[] {
  const parameter = kind === 'residents' ? '{residentId}' : '{staffId}';
  return operations.filter(
    (located) =>
      changes(located) && (located.path.includes(parameter) || located.path === '/v1/imports/{kind}'),
  );
}

/** Callers admitted to the operation, without the victim. */
export function editorsOf({ operation }: Located): readonly MatrixCaller[] {
  return callersOf(operation['x-access'] ?? {}).filter(
    (caller) => !['resident', 'anonymous', 'publishable_key'].includes(caller),
  ) as MatrixCaller[];
}

/** Bodies that put an address or a password of the attacker into the person's record; one undefined without a body. */
function bodiesOf(located: Located, victim: Victim, world: MatrixWorld, loot: Loot): readonly unknown[] {
  const { phone, email, password } = loot;
  if (located.path.startsWith('/v1/imports')) {
    const { communityId, hospitalId } = world.here;
    const row =
      victim.kind === 'residents'
        ? { name: 'Resident', phone: victim.phone ?? '', communityId, email, active: 'yes' }
        : { name: 'Nurse', email: victim.email ?? '', role: 'nurse', hospitalId, phone, password };
    return [{ rows: [row] }];
  }
  const { operationId } = located.operation;
  if (operationId === 'updateResident') return [{ email }, { phone }, { email, phone }];
  if (operationId === 'updateStaff') return [{ email }, { password }, { email, password }];
  return [undefined];
}

/** Attempts every edit as the caller. @returns those after which the attacker signed in as the victim. */
export async function becomes(
  world: MatrixWorld,
  located: Located,
  caller: MatrixCaller,
  makeVictim: () => Promise<Victim>,
): Promise<string[]> {
  const taken: string[] = [];
  await world.keepSignedIn();
  const victim = await makeVictim();
  const nth = world.next();
  const loot = {
    phone: `+9194${String(nth).padStart(8, '0')}`,
    email: `attacker.${nth}@test.example`,
    password: 'chosen by the attacker 42',
  };
  const ids = {
    ...world.ids(caller, 'tenant'),
    [victim.kind === 'residents' ? 'residentId' : 'staffId']: victim.id,
    kind: victim.kind,
  };
  const base = plain(located, ids);
  for (const body of bodiesOf(located, victim, world, loot)) {
    await world.wire.send({
      method: located.method,
      target: base.path,
      headers: {
        ...base.headers,
        ...world.credential(caller, located.operation['x-access']?.scopes ?? []),
        'content-type': 'application/json',
      },
      body: body === undefined ? base.body?.toString() : JSON.stringify(body),
    });
  }
  for (const [route, token] of await waysIn(world, victim, loot)) {
    if (token !== undefined && (await whoIs(world, token)) === victim.id) taken.push(`${caller} by ${route}`);
  }
  return taken;
}

type Tokens = { readonly accessToken?: string };

async function post<T>(world: MatrixWorld, target: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const reply = await world.wire.send({ method: 'post', target, headers, body: JSON.stringify(body) });
  return (reply.body === '' ? {} : JSON.parse(reply.body)) as T;
}

/** The newest text sent to an address of the attacker that matches. */
async function read(world: MatrixWorld, to: string, wanted: RegExp): Promise<string | undefined> {
  const target = `/dev/messages?to=${encodeURIComponent(to)}`;
  const reply = await world.wire.send({ method: 'get', target, headers: {}, body: undefined });
  const { data } = JSON.parse(reply.body) as { data: { body: string }[] };
  return data.map(({ body }) => wanted.exec(body)?.[1]).find((found) => found !== undefined);
}

async function byCode(
  world: MatrixWorld,
  phone: string,
  channel: string,
  to: string,
): Promise<string | undefined> {
  await post(world, '/v1/auth/otp/request', { phone, channel });
  const code = await read(world, to, /\b(\d{6})\b/);
  if (code === undefined) return undefined;
  return (await post<Tokens>(world, '/v1/auth/otp/verify', { phone, code })).accessToken;
}

async function byPassword(world: MatrixWorld, email: string, password: string): Promise<string | undefined> {
  return (await post<Tokens>(world, '/v1/auth/login', { email, password })).accessToken;
}

/** Every route of signing in that the attacker's own address or password could open. */
async function waysIn(
  world: MatrixWorld,
  victim: Victim,
  loot: Loot,
): Promise<readonly (readonly [route: string, token: string | undefined])[]> {
  if (victim.kind === 'residents') {
    return [
      ['a code to the new phone', await byCode(world, loot.phone, 'sms', loot.phone)],
      ['a code to the new email', await byCode(world, victim.phone ?? '', 'email', loot.email)],
      ['a code by email for the new phone', await byCode(world, loot.phone, 'email', loot.email)],
    ];
  }
  const emails = [victim.email ?? '', loot.email];
  const tried = emails.map(
    async (email) => ['the new password', await byPassword(world, email, loot.password)] as const,
  );
  await post(world, '/v1/auth/password-resets', { email: loot.email });
  const token = await read(world, loot.email, /#(?:password-reset|invitation)=([\w-]{43})/);
  if (token === undefined) return Promise.all(tried);
  const chosen = { token, password: loot.password };
  await post(world, '/v1/auth/password-resets/confirmation', chosen);
  await post(world, '/v1/auth/invitations/acceptance', chosen);
  return [
    ...(await Promise.all(tried)),
    ['a link to the new email', await byPassword(world, loot.email, loot.password)],
  ];
}

async function whoIs(world: MatrixWorld, token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const reply = await world.wire.send({ method: 'get', target: '/v1/me', headers, body: undefined });
  return (JSON.parse(reply.body) as { id: string }).id;
}

/** A person whose account is in use: who signed in once. */
export async function victimOf(world: MatrixWorld, kind: Victim['kind']): Promise<Victim> {
  const person = await world.newcomer(kind === 'residents' ? 'resident' : 'nurse', 'here');
  await world.signIn(person);
  return { ...person, kind };
}
