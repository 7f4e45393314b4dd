import { Kiwimesh, memoryStore, type StoredSession } from '@kiwimesh/sdk';
import { eventually } from '../eventually.ts';

/** The demo password of every member of staff that a test creates. */
export const PASSWORD = 'correct-horse-battery';

export interface Signed {
  readonly id: string;
  readonly kiwi: Kiwimesh;
}

/** One hospital with its people, each with a client signed in as them. */
export interface HospitalWorld {
  readonly id: string;
  readonly admin: Signed;
  readonly nurse: Signed;
  readonly paramedic: Signed;
}

export interface CommunityWorld {
  readonly id: string;
  readonly manager: Signed;
  readonly residents: readonly Signed[];
}

/**
 * Two hospitals and two communities that share nothing, created through the public API only: everything that belongs to
 * `there` is foreign to all people of `here`.
 */
export interface World {
  readonly superAdmin: Kiwimesh;
  readonly here: { readonly hospital: HospitalWorld; readonly community: CommunityWorld };
  readonly there: { readonly hospital: HospitalWorld; readonly community: CommunityWorld };
}

export interface WorldOptions {
  readonly url: string;
  readonly superAdmin: { readonly email: string; readonly password: string };
  /** Residents of each community; the second and later ones volunteer for Neighbor SOS. Default 3. */
  readonly residents?: number;
}

const CITY = { latitude: 12.97, longitude: 77.59 };

export async function makeWorld(options: WorldOptions): Promise<World> {
  const superAdmin = await signIn(options.url, options.superAdmin);
  const side = async (name: string, number: number) => {
    const hospital = await makeHospital(options.url, superAdmin, name, number);
    const community = await makeCommunity(options, superAdmin, name, number);
    await superAdmin.put('/v1/hospitals/{hospitalId}/communities/{communityId}', {
      path: { hospitalId: hospital.id, communityId: community.id },
    });
    return { hospital, community };
  };
  return { superAdmin, here: await side('here', 1), there: await side('there', 2) };
}

/** A client that times out and retries would send a request twice on a busy machine. */
const PATIENCE_MS = 100_000;

/** The state of a client that another one needs to continue as the same person. */
export interface SignInState {
  readonly session: StoredSession | null;
  /** Of staff. */
  readonly password?: string | undefined;
}

const states = new WeakMap<Kiwimesh, () => SignInState>();

/** Of a client created here. */
export function stateOf(kiwi: Kiwimesh): SignInState {
  const read = states.get(kiwi);
  if (read === undefined) throw new Error('this client was not made by clientOf()');
  return read();
}

/**
 * The access token of a client created here, for requests without the SDK. The client is used first, which gets a new
 * one where it has expired: the standard world is as old as the run of the tests.
 */
export async function tokenOf(kiwi: Kiwimesh): Promise<string> {
  await kiwi.get('/v1/me');
  return stateOf(kiwi).session?.accessToken ?? '';
}

/** A client that continues a session, or has none yet. */
export function clientOf(url: string, { session, password }: SignInState): Kiwimesh {
  const store = memoryStore(session);
  const kiwi = new Kiwimesh({
    baseUrl: url,
    store,
    timeoutMs: PATIENCE_MS,
    ...(password !== undefined && {
      // A test may take longer than a sign-in counts as recent.
      reauthenticate: (client: Kiwimesh) =>
        client.post('/v1/me/reauthentication', { body: { password } }).then(() => true),
    }),
  });
  states.set(kiwi, () => ({ session: store.read(), password }));
  return kiwi;
}

/** Signs a member of staff in. */
export async function signIn(url: string, login: { email: string; password: string }): Promise<Kiwimesh> {
  const kiwi = clientOf(url, { session: null, password: login.password });
  await kiwi.login(login);
  return kiwi;
}

/** Signs a resident in by the one-time code that the sandbox was sent. */
export async function signInByCode(url: string, phone: string): Promise<Kiwimesh> {
  const kiwi = clientOf(url, { session: null });
  await kiwi.requestOtp({ phone });
  await kiwi.verifyOtp({ phone, code: await codeSentTo(url, phone) });
  return kiwi;
}

const CODE = /\d{6,}/;

/** Messages whose code was returned to a test, by service and phone. */
const givenOut = new Map<string, string>();

/** The one-time code of the newest message to a phone, once there is one that was not returned before. */
export function codeSentTo(url: string, phone: string): Promise<string> {
  const line = `${url} ${phone}`;
  return eventually(`a code for ${phone}`, async () => {
    const reply = await fetch(`${url}/dev/messages?to=${encodeURIComponent(phone)}`);
    const { data } = (await reply.json()) as { data: { id: string; body: string }[] };
    // Notifications have none.
    const newest = data.find(({ body }) => CODE.test(body));
    if (newest === undefined || newest.id === givenOut.get(line)) return undefined;
    givenOut.set(line, newest.id);
    return CODE.exec(newest.body)?.[0];
  });
}

async function makeHospital(
  url: string,
  superAdmin: Kiwimesh,
  name: string,
  number: number,
): Promise<HospitalWorld> {
  const hospital = await superAdmin.post('/v1/hospitals', {
    body: { name: `Hospital ${name}`, timezone: 'Asia/Kolkata', location: CITY },
  });
  const member = async (role: 'hospital_admin' | 'nurse' | 'paramedic'): Promise<Signed> => {
    const email = `${role}.${number}@test.example`;
    const created = await superAdmin.post('/v1/staff', {
      body: {
        role,
        name: `${role} of ${name}`,
        email,
        password: PASSWORD,
        hospitalId: hospital.id,
        onDuty: role !== 'hospital_admin',
        // The nurse answers calls.
        ...(role === 'nurse' ? { duties: ['dispatch'] } : {}),
      },
    });
    const kiwi = await signIn(url, { email, password: PASSWORD });
    if (role !== 'hospital_admin') await kiwi.put('/v1/me/position', { body: CITY });
    return { id: created.id, kiwi };
  };
  return {
    id: hospital.id,
    admin: await member('hospital_admin'),
    nurse: await member('nurse'),
    paramedic: await member('paramedic'),
  };
}

async function makeCommunity(
  options: WorldOptions,
  superAdmin: Kiwimesh,
  name: string,
  number: number,
): Promise<CommunityWorld> {
  const community = await superAdmin.post('/v1/communities', {
    body: { name: `Community ${name}`, timezone: 'Asia/Kolkata', location: CITY },
  });
  const email = `manager.${number}@test.example`;
  const manager = await superAdmin.post('/v1/staff', {
    body: {
      role: 'community_manager',
      name: `manager of ${name}`,
      email,
      password: PASSWORD,
      communityId: community.id,
    },
  });
  const residents: Signed[] = [];
  for (let index = 0; index < (options.residents ?? 3); index += 1) {
    const phone = `+9170010${number}${String(index).padStart(4, '0')}`;
    const resident = await superAdmin.post('/v1/residents', {
      body: {
        communityId: community.id,
        name: `Resident ${index} of ${name}`,
        phone,
        location: CITY,
        neighborSosVolunteer: index > 0,
      },
    });
    residents.push({ id: resident.id, kiwi: await signInByCode(options.url, phone) });
  }
  return {
    id: community.id,
    manager: { id: manager.id, kiwi: await signIn(options.url, { email, password: PASSWORD }) },
    residents,
  };
}
