import { setTimeout as wait } from 'node:timers/promises';
import { Kiwimesh } from '@kiwimesh/sdk';
import { importHistory, loadPolicies, type PastBooking } from '../../api/src/features/booking/index.ts';
import { staffPasswords } from '../../api/src/features/identity/index.ts';
import { systemScope } from '../../api/src/kernel/auth/scope.ts';
import { connect } from '../../api/src/kernel/db/connection.ts';
import { Database } from '../../api/src/kernel/db/unit/database.ts';
import { DataKeys } from '../../api/src/kernel/sealing/data-keys.ts';
import { demoLogins, type Login } from '../demo/logins.ts';
import { insertPeople, seedDemo } from '../demo/seed.ts';
import { DEMO_PASSWORD, type DemoStaff } from '../demo/world.ts';

const HOUR = 3_600_000;
/** Units that report where they are; the others stand still. */
const MOVING = 40;

/** A hospital with as much going on as the bench asks for. */
export interface BoardWorld {
  readonly admin: Login;
  readonly dispatcher: Login;
  readonly units: readonly Login[];
}

/** The demo with so many open bookings, and units on duty, at its first hospital. */
export async function seedBoard(
  url: string,
  dataKey: string,
  { bookings, units }: { readonly bookings: number; readonly units: number },
): Promise<BoardWorld> {
  const database = new Database(connect(url, { as: 'app', poolMax: 2 }), {
    dataKeys: new DataKeys([dataKey]),
  });
  try {
    const policies = loadPolicies();
    const { hash: hashPassword } = staffPasswords;
    const { world } = await seedDemo({ database, policies, widgetOrigins: [], hashPassword });
    const keys = world.hospitals.map(({ id }) => ({
      hospitalId: id,
      publishableKey: '',
      allowedOrigins: [],
    }));
    const [hospital] = demoLogins(world, '', keys).hospitals;
    if (hospital === undefined) throw new Error('the demo has no hospital');
    const crew = Array.from(
      { length: units },
      (_, index): DemoStaff => ({
        id: crypto.randomUUID(),
        role: 'paramedic',
        name: `Crew ${index}`,
        email: `crew.${index}@bench.example`,
        phone: `+9190000${String(index).padStart(5, '0')}`,
        hospitalId: hospital.id,
        communityId: null,
        latitude: 12.9 + (index % 25) / 150,
        longitude: 77.5 + Math.floor(index / 25) / 150,
        dispatcher: false,
      }),
    );
    const passwordHash = await hashPassword(DEMO_PASSWORD);
    const now = Date.now();
    const past = Array.from({ length: bookings }, (_, index): PastBooking => {
      const resident = world.residents[index % world.residents.length];
      if (resident === undefined) throw new Error('the demo has no residents');
      const { id, name, communityId } = resident;
      const actor = { kind: 'resident', id, name, role: 'resident', hospitalId: null, communityId } as const;
      const draft = {
        id: crypto.randomUUID(),
        residentId: id,
        communityId,
        hospitalId: hospital.id,
        scheduledFor: null,
        scheduledUntil: null,
        location: {
          latitude: 12.9 + (index % 50) / 300,
          longitude: 77.5 + Math.floor(index / 50) / 300,
          address: `Block ${index % 40}, Lake Road ${index}`,
        },
        notes: null,
        triage: { id: crypto.randomUUID(), urgency: 1 + (index % 5) },
      };
      return {
        serviceType: index % 3 === 0 ? 'ambulance' : 'first_aid',
        seat: null,
        steps: [
          { at: new Date(now - (index * HOUR) / bookings), actor, command: { type: 'request', draft } },
        ],
      };
    });
    await database.run(systemScope('open bookings of the bench'), async (uow) => {
      if (units > 0) await insertPeople(uow, { ...world, staff: crew, residents: [] }, passwordHash);
      await importHistory(uow, policies, past);
    });
    const { admin, dispatcher } = hospital;
    const moving = crew.slice(0, MOVING).map(({ email }) => ({ email, password: DEMO_PASSWORD }));
    return { admin, dispatcher, units: moving };
  } finally {
    await database.close();
  }
}

/** Changes until it is stopped, so many a second: places of bookings and, every other time, the position of a unit. */
export class BoardChanges {
  made = 0;
  /** Those that the service did not take, as when it is overloaded. */
  refused = 0;
  readonly #admin: Kiwimesh;
  readonly #units: readonly Kiwimesh[];
  readonly #ids: readonly string[];
  #running = true;

  private constructor(admin: Kiwimesh, units: readonly Kiwimesh[], ids: readonly string[]) {
    this.#admin = admin;
    this.#units = units;
    this.#ids = ids;
  }

  /** Signs all of them in and finds the bookings. */
  static async prepare(baseUrl: string, { admin, units }: BoardWorld): Promise<BoardChanges> {
    const signIn = async (login: Login) => {
      const kiwi = new Kiwimesh({ baseUrl });
      await kiwi.login(login);
      return kiwi;
    };
    const kiwi = await signIn(admin);
    const ids: string[] = [];
    for await (const { id } of kiwi.pages('/v1/bookings', { query: { state: ['requested'], limit: 200 } }))
      ids.push(id);
    const crew: Kiwimesh[] = [];
    for (const unit of units) crew.push(await signIn(unit));
    return new BoardChanges(kiwi, crew, ids);
  }

  /** @returns once the last of them is answered. */
  async run(perSecond: number): Promise<void> {
    const pending = new Set<Promise<unknown>>();
    while (this.#running) {
      const change: Promise<unknown> = this.#one(this.made)
        .catch(() => {
          this.refused += 1;
        })
        .finally(() => pending.delete(change));
      pending.add(change);
      this.made += 1;
      await wait(1_000 / perSecond);
    }
    await Promise.all(pending);
  }

  stop(): void {
    this.#running = false;
  }

  #one(nth: number): Promise<unknown> {
    const latitude = 12.9 + (nth % 100) / 1_000;
    const unit = nth % 2 === 0 ? undefined : this.#units[((nth - 1) / 2) % this.#units.length];
    if (unit !== undefined) return unit.put('/v1/me/position', { body: { latitude, longitude: 77.6 } });
    const bookingId = this.#ids[nth % this.#ids.length] ?? '';
    return this.#admin.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId },
      body: { to: 'requested', location: { latitude, longitude: 77.6, address: `Gate ${nth}` } },
    });
  }
}
