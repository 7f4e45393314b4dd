import { v7 } from 'uuid';
import { expect } from 'vitest';
import { fold } from '../../../src/features/booking/engine/index.ts';
import type { BookingFace } from '../../../src/features/booking/index.ts';
import { BookingEventModel, BookingModel } from '../../../src/features/booking/models.ts';
import { booking as bookingModule } from '../../../src/features/booking/module.ts';
import { toBooking, toEntry } from '../../../src/features/booking/record/rows.ts';
import {
  type AnswerLine,
  MessageReceived,
  type ReceivedMessage,
} from '../../../src/features/inbound/index.ts';
import { organisations as organisationsModule } from '../../../src/features/organisations/module.ts';
import { TriageService } from '../../../src/features/triage/service.ts';
import type {
  ApiKeyPrincipal,
  Principal,
  ResidentPrincipal,
  StaffPrincipal,
  StaffRole,
} from '../../../src/kernel/auth/principal.ts';
import { systemScope } from '../../../src/kernel/auth/scope.ts';
import type { Json } from '../../../src/kernel/ground/json.ts';
import type { DomainEvent, StoredEvent } from '../../../src/kernel/payload/event.ts';
import { RequestTable } from '../../../src/kernel/realtime/requests.ts';
import { loadRegion } from '../../../src/region.ts';
import { contractAccess } from '../contract/contract-access.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { sealedRow } from './data-keys.ts';

const REGION = loadRegion('in');
/** Monday, 23 November 2026, 11:30 in India. */
const START = Date.parse('2026-11-23T06:00:00.000Z');

export const HERE = { latitude: 12.97, longitude: 77.59 };

/** The policy of a service of paramedics on demand. @param dispatch its member of that name, as YAML. */
export const paramedicPolicy = (id: string, dispatch: string) => `
id: ${id}
version: 1
names: { en: ${id} }
descriptions: { en: A service of paramedics. }
modes: [on_demand]
fulfilledBy: { kind: staff, roles: [paramedic] }
requiresLocation: false
permissions:
  request: [requester]
  assign: [hospital_admin]
  move: [assignee, hospital_admin]
  cancel: [requester]
  relocate: []
sla: {}
dispatch: ${dispatch}
paymentTrigger: none
cancellation: { until: completed }
`;

export interface Timer {
  readonly name: string;
  readonly data: { readonly [key: string]: Json };
  readonly at: Date;
}

export interface Published {
  readonly rooms: readonly string[];
  readonly event: string;
  readonly payload: { readonly [key: string]: Json };
}

type OrganisationsParts = ReturnType<typeof organisationsModule.create>;

/**
 * Booking on a real database with a clock that the test controls: the test decides when events are delivered to the
 * subscribers and when timers fire. Everything else is as in production.
 */
export interface BookingWorld {
  readonly db: TestDatabase;
  readonly feature: ReturnType<typeof bookingModule.create> & BookingFace;
  readonly published: Published[];
  /** The people who were removed from rooms. */
  readonly left: { readonly who: string; readonly rooms: readonly string[] }[];
  readonly organisations: OrganisationsParts & OrganisationsParts['face'];
  /** What volunteers have proven, by resident. */
  readonly skills: Map<string, readonly string[]>;
  /** Staff who were put out of service. */
  readonly outOfService: Set<string>;
  /** For what people do with stored assessments; it assesses nothing. */
  readonly triage: TriageService;
  /** The timers that have not fired. */
  timers(): readonly Timer[];
  /** The requests of sockets, as the realtime server would pass them on. */
  readonly sockets: RequestTable;
  /** All emitted events, oldest first. */
  readonly events: DomainEvent[];
  now(): Date;
  /** Advances the clock and fires every timer at its due time. */
  pass(milliseconds: number): Promise<void>;
  /** Delivers emitted events to the subscribers until there are none. */
  settle(): Promise<void>;
  /**
   * A person writes from this phone. @param sent of a message that is handled late, or again: when it came, and its id.
   * @returns what is answered; null for nothing.
   */
  message(
    from: string,
    text: string,
    sent?: { readonly at?: Date; readonly id?: string },
  ): Promise<AnswerLine | null>;
  /** Gives a person this phone, which a resident has shown to be theirs. */
  givePhone(person: StaffPrincipal | ResidentPrincipal, phone: string): Promise<void>;
  community(name?: string): Promise<string>;
  hospital(communityIds: readonly string[], timezone?: string): Promise<string>;
  staff(
    role: StaffRole,
    at: { hospitalId?: string; communityId?: string; onDuty?: boolean; position?: [number, number] },
  ): Promise<StaffPrincipal>;
  resident(communityId: string, volunteer?: boolean): Promise<ResidentPrincipal>;
  apiKey(hospitalId: string | null): ApiKeyPrincipal;
  /** Changes a member of staff through the operation of organisations. */
  editStaff(by: StaffPrincipal, staffId: string, body: object): Promise<unknown>;
  /** The slots of the next days, as this caller sees them. */
  slots(by: Principal, serviceType: string, days: number): ReturnType<BookingFace['service']['availability']>;
  /** Replays the timeline of every booking and compares it with its row. */
  checkReplay(): Promise<number>;
  close(): Promise<void>;
}

export async function bookingWorld(options: { policiesDirectory?: string } = {}): Promise<BookingWorld> {
  let now = START;
  const clock = () => new Date(now);
  const pending: DomainEvent[] = [];
  const events: DomainEvent[] = [];
  const published: Published[] = [];
  const left: { who: string; rooms: readonly string[] }[] = [];
  const skills = new Map<string, readonly string[]>();
  const outOfService = new Set<string>();
  const timers = new Map<string, Timer>();
  const messages = new Map<string, ReceivedMessage>();
  const answers = new Map<string, AnswerLine>();
  const sockets = new RequestTable(contractAccess);

  const db = await testDatabase({
    clock,
    appendEvents: async (uow, emitted) => {
      uow.afterCommit(() => {
        pending.push(...emitted);
        events.push(...emitted);
      });
    },
    writeJobs: async (uow, orders) => {
      uow.afterCommit(() => {
        for (const { job, key, data, at } of orders) {
          timers.set(`${job.name} ${key}`, { name: job.name, data, at: at ?? clock() });
        }
      });
    },
  });
  const organisationsParts = organisationsModule.create({
    database: db.database,
    region: REGION,
    staffPasswords: {
      check: () => {},
      faultIn: () => null,
      hash: async () => '',
      isSet: async () => false,
      set: async () => {},
    },
    staffInvitations: { of: async () => new Map() },
    addressChanges: { record: async () => {}, withdraw: async () => {}, pendingOf: async () => new Map() },
    positionWatch: { reported: () => {} },
  });
  const organisations = { ...organisationsParts, ...organisationsParts.face };
  // Bookings are made from assessments that tests store; assessing needs neither settings nor models here.
  const triage = new TriageService({
    database: db.database,
    organisations,
    system: {} as never,
    assessor: {} as never,
  });
  const parts = bookingModule.create(
    {
      database: db.database,
      organisations,
      inbound: {
        receive: async () => {},
        messageState: async () => null,
        hasOptedOut: async () => false,
        receivedMessage: async (_uow, id) => messages.get(id) ?? null,
        answer: (_uow, id, line) => void answers.set(id, line),
      },
      triage,
      realtime: {
        publish: (_namespace, rooms, event, payload) => void published.push({ rooms, event, payload }),
        leave: (_namespace, who, rooms) => void left.push({ who, rooms }),
      },
      volunteerSkills: { inForce: async () => skills },
      unitStatus: { outOfService: async () => outOfService },
      region: REGION,
    },
    { policiesDir: options.policiesDirectory ?? null },
  );
  const feature = { ...parts, ...parts.face };
  for (const { register } of parts.sockets) register(sockets);

  let delivered = 0;
  async function settle(): Promise<void> {
    for (let event = pending.shift(); event !== undefined; event = pending.shift()) {
      delivered += 1;
      const stored: StoredEvent = {
        ...event,
        version: event.definition.version,
        id: String(delivered),
        occurredAt: clock().toISOString(),
        correlationId: 'test',
      };
      for (const subscriber of feature.subscribers ?? []) {
        if (!subscriber.events.includes(event.definition)) continue;
        await db.database.run(systemScope('test relay'), (uow) => subscriber.handle(stored, uow));
      }
    }
  }

  async function pass(milliseconds: number): Promise<void> {
    await settle();
    const until = now + milliseconds;
    for (;;) {
      const [next] = [...timers]
        .filter(([, { at }]) => at.getTime() <= until)
        .sort((a, b) => +a[1].at - +b[1].at);
      if (next === undefined) break;
      const [key, { name, data, at }] = next;
      timers.delete(key);
      now = Math.max(now, at.getTime());
      const definition = feature.jobs?.find((job) => job.name === name);
      await definition?.handle(data, { key, attempt: 1 });
      await settle();
    }
    now = until;
  }

  let counter = 0;
  const number = () => {
    counter += 1;
    return counter;
  };
  const place = { latitude: HERE.latitude, longitude: HERE.longitude };

  return {
    db,
    feature,
    published,
    left,
    organisations,
    triage,
    skills,
    outOfService,
    timers: () => [...timers.values()],
    sockets,
    events,
    now: clock,
    pass,
    settle,
    async message(from, text, { at = clock(), id = v7() } = {}) {
      await settle();
      messages.set(id, { channel: 'sms', from, text, receivedAt: at });
      pending.push(MessageReceived(id, { messageId: id }));
      await settle();
      return answers.get(id) ?? null;
    },
    async givePhone({ kind, id }, phone) {
      const proven = kind === 'resident' ? { phone_proven_at: clock() } : {};
      await db
        .owner(kind)
        .where({ id })
        .update({ ...sealedRow(kind, { id, phone }, ['phone']), ...proven });
    },
    async community(name = `Community ${number()}`) {
      const id = v7();
      await db.owner('community').insert({ id, name, timezone: 'Asia/Kolkata', ...place });
      return id;
    },
    async hospital(communityIds, timezone = 'Asia/Kolkata') {
      const id = v7();
      await db.owner('hospital').insert({ id, name: `Hospital ${number()}`, timezone, ...place });
      await db
        .owner('hospital_community')
        .insert(communityIds.map((community) => ({ hospital_id: id, community_id: community })));
      return id;
    },
    async staff(role, { hospitalId, communityId, onDuty = true, position }) {
      const id = v7();
      await db.owner('staff').insert({
        id,
        role,
        name: `${role} ${number()}`,
        updated_at: clock(),
        email: `staff.${counter}@test.example`,
        hospital_id: hospitalId ?? null,
        community_id: communityId ?? null,
        on_duty: onDuty,
      });
      if (position !== undefined) {
        const [latitude, longitude] = position;
        await db.owner('staff_position').insert({
          staff_id: id,
          hospital_id: hospitalId ?? null,
          latitude,
          longitude,
          recorded_at: clock(),
        });
      }
      return {
        kind: 'staff',
        id,
        role,
        hospitalId: hospitalId ?? null,
        communityId: communityId ?? null,
        sessionId: v7(),
      };
    },
    async resident(communityId, volunteer = false) {
      const id = v7();
      const name = `Resident ${number()}`;
      const phone = `+9198${String(counter).padStart(8, '0')}`;
      const row = { id, community_id: communityId, name, phone, language: 'en' };
      await db
        .owner('resident')
        .insert({ ...sealedRow('resident', row, ['phone']), neighbor_sos_volunteer: volunteer });
      return { kind: 'resident', id, role: 'resident', communityId, sessionId: v7() };
    },
    apiKey: (hospitalId) => ({
      kind: 'api_key',
      id: v7(),
      hospitalId,
      scopes: ['bookings:read', 'bookings:write'],
    }),
    editStaff: (principal, staffId, body) =>
      organisations.operations.updateStaff({
        params: { staffId },
        query: {},
        headers: {},
        body,
        principal,
        ip: '127.0.0.1',
      } as never),
    slots: (by, serviceType, days) =>
      feature.service.availability(by, {
        serviceType,
        from: clock(),
        to: new Date(now + days * 86_400_000),
      }),
    checkReplay: () =>
      db.database.run(systemScope('test replay'), async (uow) => {
        const bookings = await BookingModel.query(uow.trx);
        const entries = (await BookingEventModel.query(uow.trx).orderBy('sequence')).map((row) => ({
          bookingId: row.bookingId,
          ...toEntry(row),
        }));
        const byBooking = Map.groupBy(entries, ({ bookingId }) => bookingId);
        for (const row of bookings) {
          expect(toBooking(row)).toMatchObject({ ...fold(byBooking.get(row.id) ?? []) });
        }
        return bookings.length;
      }),
    close: () => db.close(),
  };
}

/** The code of the problem that a promise rejects with; `none` if it resolves. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: { code?: string }) => error.code ?? String(error),
  );
}
