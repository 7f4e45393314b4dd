/**
 * The world of the authorisation matrix: two hospitals with a community each that share nothing, two people of every
 * role in each, and one signed-in caller of every kind on this side. Everything on the other side is foreign.
 */
import type { Schema } from '@kiwimesh/sdk';
import { decodeJwt } from 'jose';
import { v7 } from 'uuid';
import type { CallState } from '../../src/features/calls/engine/types.ts';
import { ACCESS_TOKEN_SECONDS } from '../../src/features/identity/sessions/access-tokens.ts';
import type { Role, StaffRole } from '../../src/kernel/auth/principal.ts';
import { systemScope } from '../../src/kernel/auth/scope.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Ids } from '../support/contract/contract-mutations.ts';
import { type WireReply, wireClient } from '../support/contract/wire-client.ts';
import { insertCall } from '../support/worlds/call-rows.ts';
import { insertTriage } from '../support/worlds/triage-rows.ts';
import { codeSentTo, PASSWORD } from '../support/worlds/world.ts';
import { insertBooking, insertOffer } from './rows.ts';

export const CALLERS = [
  ...(['super_admin', 'hospital_admin', 'nurse', 'paramedic', 'community_manager', 'resident'] as const),
  ...(['api_key', 'key_without_scope', 'publishable_key', 'visitor', 'anonymous'] as const),
  ...(['hospital_admin_elsewhere', 'resident_elsewhere'] as const),
] as const;
export type MatrixCaller = (typeof CALLERS)[number];

/** Whose record a request is about, seen from the caller. */
export type Column = 'own' | 'tenant' | 'foreign';

type Headers = Readonly<Record<string, string>>;
type HospitalRole = 'hospital_admin' | 'nurse' | 'paramedic';
const PAGE = 'https://page.example';
const AT = { latitude: 12.97, longitude: 77.59 };
const SYSTEM = systemScope('test');
const RENEWAL_AFTER_MS = (ACCESS_TOKEN_SECONDS * 1000) / 2;

/** A person, and how to sign in as them. */
export interface Person {
  readonly id: string;
  readonly role: Role;
  readonly email?: string;
  readonly phone?: string;
}

/** One tenant: a hospital and the community it serves, with two people of every role. */
interface Side {
  readonly hospitalId: string;
  readonly communityId: string;
  /** A community that the hospital does not serve. */
  readonly spareCommunityId: string;
  readonly people: Readonly<Record<Exclude<Role, 'super_admin'>, Person>>;
  readonly colleagues: Readonly<Record<Exclude<Role, 'super_admin'>, Person>>;
  readonly apiKeyId: string;
  /** Of the second resident, open to all. */
  readonly bookingId: string;
  /** To the second paramedic. */
  readonly offerId: string;
}

export type SideName = 'here' | 'there';

export interface Answered {
  readonly where: string;
  readonly correlationId: string;
  readonly reply: WireReply;
}

/** Of the service. */
interface MatrixClock {
  /** Milliseconds ahead of the machine's. */
  ahead: number;
}

export class MatrixWorld {
  readonly app: TestApp;
  readonly wire: ReturnType<typeof wireClient>;
  readonly here: Side;
  readonly there: Side;
  /** Every request of a cell and its answer. */
  readonly answered: Answered[] = [];
  readonly #headers = new Map<string, Headers>();
  readonly #clock: MatrixClock;
  readonly #superAdmin: Person;
  /** Every id of a side: none may stand in a reply to the other one. */
  readonly #made = { here: new Set<string>(), there: new Set<string>() };
  /** Of the caller without an account. */
  #visitorId: string | undefined;
  #count = 0;
  /** By the clock of the service. */
  #signedInAt = 0;
  /** The last sign-in, which all wait for. */
  #renewal: Promise<void> | undefined;

  private constructor(clock: MatrixClock, superAdmin: Person, make: Maker, here: Side, there: Side) {
    this.#clock = clock;
    this.app = make.app;
    this.wire = make.wire;
    this.#superAdmin = superAdmin;
    this.here = here;
    this.there = there;
    for (const id of idsIn(here)) this.#made.here.add(id);
    for (const id of idsIn(there)) this.#made.there.add(id);
  }

  /** @param scopes every scope of the contract: each gets a key of its own. */
  static async make(scopes: readonly string[]): Promise<MatrixWorld> {
    const clock: MatrixClock = { ahead: 0 };
    const app = await startTestApp({
      clock: () => new Date(Date.now() + clock.ahead),
      // Every caller who may publishes one.
      env: { KIWIMESH_COMMUNITY_ANNOUNCEMENTS_PER_DAY: '100' },
    });
    const make = new Maker(app, wireClient(app.url));
    const superAdmin: Person = { id: '', role: 'super_admin', email: app.superAdmin.email };
    const root = await make.signIn(superAdmin);
    make.root = root;
    const here = await make.side('here');
    const there = await make.side('there');
    const me = await make.json<{ id: string }>('get', '/v1/me', undefined);
    await make.json('patch', `/v1/staff/${me.id}`, { duties: ['dispatch'] });
    const world = new MatrixWorld(clock, { ...superAdmin, id: me.id }, make, here, there);
    await world.#prepare(make, scopes);
    return world;
  }

  async #prepare(make: Maker, scopes: readonly string[]): Promise<void> {
    await this.keepSignedIn();
    for (const scope of scopes) {
      const key = await make.key({
        kind: 'secret',
        hospitalId: this.here.hospitalId,
        scopes: [scope] as never,
      });
      this.#headers.set(`api_key ${scope}`, { 'x-api-key': key.secret ?? '' });
    }
    const page = await make.key({
      kind: 'publishable',
      hospitalId: this.here.hospitalId,
      allowedOrigins: [PAGE],
    });
    this.#headers.set('publishable_key', { 'x-publishable-key': page.key ?? '', origin: PAGE });
    this.#headers.set('anonymous', {});
    const places = `/v1/communities/${this.here.communityId}/places`;
    const { code } = await make.json<{ code: string }>('post', places, { name: 'Main gate', location: AT });
    const call = { placeCode: code };
    const { accessToken } = await make.json<{ accessToken: string }>('post', '/v1/calls/by-place', call, {});
    this.#headers.set('visitor', { authorization: `Bearer ${accessToken}` });
    this.#visitorId = decodeJwt(accessToken).sub;
  }

  /**
   * Signs all callers in, again when half the life of their access tokens is over: the matrix may take longer than
   * that, and longer than a sign-in counts as recent. Requests in progress keep the tokens they have, which are still
   * valid.
   */
  async keepSignedIn(): Promise<void> {
    const now = this.#now();
    if (now - this.#signedInAt >= RENEWAL_AFTER_MS) {
      this.#signedInAt = now;
      this.#renewal = this.#signInCallers();
    }
    await this.#renewal;
  }

  async #signInCallers(): Promise<void> {
    const make = new Maker(this.app, this.wire);
    for (const caller of CALLERS) {
      const person = this.person(caller);
      if (person !== undefined) this.#headers.set(caller, await make.signIn(person));
    }
  }

  /** Moves the clock of the service forward. */
  pass(milliseconds: number): void {
    this.#clock.ahead += milliseconds;
  }

  #now(): number {
    return Date.now() + this.#clock.ahead;
  }

  /** Counts up: values that must differ from request to request are made of it. */
  next(): number {
    this.#count += 1;
    return this.#count;
  }

  /** The credentials that a caller sends. A key holds exactly the given scopes, or one that is not among them. */
  credential(caller: MatrixCaller, scopes: readonly string[] = []): Headers {
    if (caller === 'api_key') return this.#known(`api_key ${scopes[0] ?? 'bookings:read'}`);
    if (caller === 'key_without_scope') {
      const other = [...this.#headers.keys()].find(
        (name) => name.startsWith('api_key ') && !scopes.includes(name.slice(8)),
      );
      return this.#known(other ?? '');
    }
    return this.#known(caller);
  }

  #known(name: string): Headers {
    const headers = this.#headers.get(name);
    if (headers === undefined) throw new Error(`the matrix has no caller ${name}`);
    return headers;
  }

  /** The person a caller is; undefined for keys and strangers. */
  person(caller: MatrixCaller): Person | undefined {
    if (caller === 'super_admin') return this.#superAdmin;
    if (caller === 'hospital_admin_elsewhere') return this.there.people.hospital_admin;
    if (caller === 'resident_elsewhere') return this.there.people.resident;
    return (this.here.people as Record<string, Person>)[caller];
  }

  /** Ids of records of a column, by the name of the parameter or field that takes them. */
  ids(caller: MatrixCaller, column: Column): Ids {
    const elsewhere = caller.endsWith('_elsewhere');
    const side = (column === 'foreign') === elsewhere ? this.here : this.there;
    const person = column === 'own' ? this.person(caller) : undefined;
    const staff = caller === 'community_manager' ? 'community_manager' : 'nurse';
    const isResident = person?.role === 'resident';
    return {
      hospitalId: side.hospitalId,
      communityId: side.communityId,
      staffId: person !== undefined && !isResident ? person.id : side.colleagues[staff].id,
      operatorId: side.colleagues.nurse.id,
      assigneeId: side.colleagues.paramedic.id,
      residentId: isResident ? person.id : side.colleagues.resident.id,
      bookingId: side.bookingId,
      offerId: side.offerId,
      apiKeyId: side.apiKeyId,
      serviceType: 'home_nursing',
      kind: 'residents',
      id: 'event_0193a5f0-7c1e-7000-8000-000000000010',
      from: new Date(Date.now() + 86_400_000).toISOString(),
      to: new Date(Date.now() + 2 * 86_400_000).toISOString(),
    };
  }

  /** Ids that never existed, in place of every record's. */
  unknown(): Ids {
    const ids = this.ids('nurse', 'foreign');
    return Object.fromEntries(
      Object.entries(ids).map(([name, id]) => [name, /^[0-9a-f-]{36}$/.test(id) ? v7() : id]),
    );
  }

  /** The side of a column, for records made for one request. */
  side(caller: MatrixCaller, column: Column): SideName {
    return (column === 'foreign') === caller.endsWith('_elsewhere') ? 'here' : 'there';
  }

  /** The ids in a text that are foreign to the caller. */
  foreignIn(caller: MatrixCaller, text: string): string[] {
    const foreign = this.#made[this.side(caller, 'foreign')];
    return [...text.matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g)].map(([id]) => id).filter((id) => foreign.has(id));
  }

  /** A booking for one request: held by the caller in their own column where they can hold one. */
  async booking(caller: MatrixCaller, column: Column, held = false): Promise<string> {
    const name = this.side(caller, column);
    const person = column === 'own' ? this.person(caller) : undefined;
    const side = this[name];
    const residentId = person?.role === 'resident' && !held ? person.id : side.colleagues.resident.id;
    const holder = held || person?.role === 'nurse' || person?.role === 'paramedic' ? person : undefined;
    return this.#track(name, await insertBooking(this.app, side, residentId, holder));
  }

  /** An assessment for one request, about the caller in their own column where they are a resident. */
  async triage(caller: MatrixCaller, column: Column): Promise<string> {
    const name = this.side(caller, column);
    const person = column === 'own' ? this.person(caller) : undefined;
    const residentId = person?.role === 'resident' ? person.id : this[name].colleagues.resident.id;
    const { hospitalId, communityId } = this[name];
    const row = { residentId, communityId, hospitalId, urgency: 3, wordsShared: true } as const;
    const id = await this.app.database.run(SYSTEM, (uow) => insertTriage(uow, row));
    return this.#track(name, id);
  }

  /** A call for one request, at the desk of a side; the caller is its operator where it has one and they are staff. */
  async call(caller: MatrixCaller, column: Column, state: CallState): Promise<string> {
    const name = this.side(caller, column);
    const side = this[name];
    const person = column === 'own' ? this.person(caller) : undefined;
    const answered = state === 'active' || state === 'held' || state === 'ended';
    const residentId = person?.role === 'resident' ? person.id : side.colleagues.resident.id;
    const operator = this.person(caller);
    const staff = operator === undefined || operator.role === 'resident' ? side.colleagues.nurse : operator;
    const row = {
      residentId,
      communityId: side.communityId,
      hospitalId: side.hospitalId,
      state,
      operatorId: answered ? staff.id : null,
      ...(caller === 'visitor' && column === 'own' ? { visitorId: this.#visitorId } : {}),
    };
    return this.#track(name, await this.app.database.run(SYSTEM, (uow) => insertCall(uow, row)));
  }

  /** An open offer for one request, to the caller in their own column, else to a colleague. */
  async offer(caller: MatrixCaller, column: Column): Promise<string> {
    const name = this.side(caller, column);
    const side = this[name];
    const person = column === 'own' ? this.person(caller) : undefined;
    const bookingId = await insertBooking(this.app, side, side.colleagues.resident.id, undefined);
    return this.#track(
      name,
      await insertOffer(this.app, side, bookingId, person ?? side.colleagues.paramedic),
    );
  }

  /** A new person on a side, for requests that make them unusable afterwards. */
  async newcomer(role: Role, name: SideName): Promise<Person> {
    const make = await this.#maker();
    const person = await make.person(role, this[name], this.next());
    this.#track(name, person.id);
    return person;
  }

  /** The headers of a new session of a person. */
  async signIn(person: Person): Promise<Headers> {
    return (await this.#maker()).signIn(person);
  }

  /** Does something as the super admin, in preparation of a request. */
  async asSuperAdmin<T>(method: string, target: string, body?: object): Promise<T> {
    return (await this.#maker()).json<T>(method, target, body);
  }

  async #maker(): Promise<Maker> {
    await this.keepSignedIn();
    const make = new Maker(this.app, this.wire);
    make.root = this.credential('super_admin');
    return make;
  }

  #track(name: SideName, id: string): string {
    this.#made[name].add(id);
    return id;
  }

  async stop(): Promise<void> {
    this.wire.close();
    await this.app.stop();
  }
}

function idsIn(side: Side): string[] {
  const people = [...Object.values(side.people), ...Object.values(side.colleagues)].map(({ id }) => id);
  const { hospitalId, communityId, spareCommunityId, apiKeyId, bookingId, offerId } = side;
  return [...people, hospitalId, communityId, spareCommunityId, apiKeyId, bookingId, offerId];
}

/** Makes people and places through the public API. */
class Maker {
  readonly app: TestApp;
  readonly wire: ReturnType<typeof wireClient>;
  root: Headers = {};

  constructor(app: TestApp, wire: ReturnType<typeof wireClient>) {
    this.app = app;
    this.wire = wire;
  }

  async json<T>(method: string, target: string, body?: object, as: Headers = this.root): Promise<T> {
    const headers = { ...as, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const reply = await this.wire.sendServed({
      method,
      target,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (reply.status >= 300) throw new Error(`${method} ${target}: ${reply.status} ${reply.body}`);
    return (reply.body === '' ? undefined : JSON.parse(reply.body)) as T;
  }

  async signIn({ email, phone }: Person): Promise<Headers> {
    const reply = email === undefined ? await this.#byCode(phone ?? '') : await this.#byPassword(email);
    return { authorization: `Bearer ${reply.accessToken}` };
  }

  #byPassword(email: string): Promise<Schema<'TokenReply'>> {
    const password = email === this.app.superAdmin.email ? this.app.superAdmin.password : PASSWORD;
    return this.json('post', '/v1/auth/login', { email, password }, {});
  }

  async #byCode(phone: string): Promise<Schema<'TokenReply'>> {
    await this.json('post', '/v1/auth/otp/request', { phone }, {});
    const code = await codeSentTo(this.app.url, phone);
    return this.json('post', '/v1/auth/otp/verify', { phone, code }, {});
  }

  key(body: Omit<Schema<'ApiKeyCreate'>, 'name'>): Promise<Schema<'ApiKeyCreated'>> {
    return this.json('post', '/v1/api-keys', { name: 'Partner', ...body });
  }

  async person(
    role: Role,
    side: { hospitalId: string; communityId: string },
    nth: number | string,
  ): Promise<Person> {
    if (role === 'resident') {
      const phone = `+9198${String(nth).padStart(8, '0')}`;
      const body = { communityId: side.communityId, name: `Resident ${nth}`, phone };
      const { id } = await this.json<{ id: string }>('post', '/v1/residents', body);
      return { id, role, phone };
    }
    const email = `${role}.${nth}@test.example`;
    const { id } = await this.json<{ id: string }>('post', '/v1/staff', {
      role,
      name: `${role} ${nth}`,
      email,
      password: PASSWORD,
      // Of an operator, so that calls tell them apart by tenancy alone.
      ...(role === 'community_manager' ? {} : { duties: ['dispatch'] }),
      ...tenantOf(role, side),
    });
    return { id, role, email };
  }

  async side(name: SideName): Promise<Side> {
    const digit = name === 'here' ? 1 : 2;
    const place = { timezone: 'Asia/Kolkata', location: AT };
    const made = async (at: string, what: string) =>
      (await this.json<{ id: string }>('post', at, { name: `${what} ${name}`, ...place })).id;
    const hospitalId = await made('/v1/hospitals', 'Hospital');
    const communityId = await made('/v1/communities', 'Community');
    const spareCommunityId = await made('/v1/communities', 'Spare community');
    await this.json('put', `/v1/hospitals/${hospitalId}/communities/${communityId}`);
    const at = { hospitalId, communityId };
    const roles = ['hospital_admin', 'nurse', 'paramedic', 'community_manager', 'resident'] as const;
    const group = async (shift: number) =>
      Object.fromEntries(
        await Promise.all(
          roles.map(async (role, n) => [
            role,
            await this.person(role, at, 900_000 + digit * 100 + shift + n),
          ]),
        ),
      ) as Side['people'];
    const people = await group(0);
    const colleagues = await group(50);
    const key = await this.key({ kind: 'secret', hospitalId, scopes: ['bookings:read'] });
    const bookingId = await insertBooking(this.app, at, colleagues.resident.id, undefined);
    const offerId = await insertOffer(this.app, at, bookingId, colleagues.paramedic);
    return { ...at, spareCommunityId, people, colleagues, apiKeyId: key.id, bookingId, offerId };
  }
}

function tenantOf(role: StaffRole, { hospitalId, communityId }: { hospitalId: string; communityId: string }) {
  if (role === 'super_admin') return {};
  return role === 'community_manager'
    ? { communityId }
    : { hospitalId: hospitalId as string, role: role as HospitalRole };
}
