import { addressChanges } from '../../../src/features/identity/addresses/record.ts';
import type { IdentityFace, OtpLimits } from '../../../src/features/identity/index.ts';
import { staffInvitations } from '../../../src/features/identity/links/invitations.ts';
import { identity as identityModule } from '../../../src/features/identity/module.ts';
import { staffPasswords } from '../../../src/features/identity/passwords/staff-passwords.ts';
import { organisations as organisationsModule } from '../../../src/features/organisations/module.ts';
import type { PlatformSettings } from '../../../src/features/system/index.ts';
import { PlatformSettings as OpenSettings } from '../../../src/features/system/settings/service.ts';
import type { Principal, StaffPrincipal } from '../../../src/kernel/auth/principal.ts';
import { systemScope } from '../../../src/kernel/auth/scope.ts';
import { Signals } from '../../../src/kernel/coordination/signals.ts';
import { handlingAtCommit } from '../../../src/kernel/events/at-commit.ts';
import type { Clock } from '../../../src/kernel/ground/clock.ts';
import type { DomainEvent } from '../../../src/kernel/payload/event.ts';
import type { Email, EmailPort } from '../../../src/ports/email.ts';
import type { Message, MessagingPort } from '../../../src/ports/messaging.ts';
import { loadRegion } from '../../../src/region.ts';
import { type TestDatabase, testDatabase } from '../database.ts';

export const SECRETS = ['a development secret of at least 32 characters'];
export const REGION = loadRegion('in');
export const PASSWORD = 'correct horse battery';

type IdentityParts = ReturnType<typeof identityModule.create>;
type OrganisationsParts = ReturnType<typeof organisationsModule.create>;
export type OrganisationsFeature = OrganisationsParts & OrganisationsParts['face'];

/** The parts of identity, with their members spread out, as tests use them. */
export type IdentityFeature = IdentityParts &
  IdentityFace &
  Pick<IdentityParts['fills'], 'authenticator'> & { tidy(): Promise<void> };

export interface IdentityHarness {
  readonly db: TestDatabase;
  readonly organisations: OrganisationsFeature;
  readonly identity: IdentityFeature;
  readonly sent: Message[];
  readonly mails: Email[];
  readonly superAdmin: StaffPrincipal;
  readonly settings: PlatformSettings;
  /** Moves the clock of everything created here. */
  advance(milliseconds: number): void;
  /** A second API process on the same database. */
  another(secrets?: readonly string[]): Promise<IdentityFeature>;
  /** Delivers what was emitted and runs what was enqueued, until nothing is left. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Identity and organisations on a real database, with the outbox and the jobs run by hand. */
export async function identityHarness(limits: Partial<OtpLimits> = {}): Promise<IdentityHarness> {
  let offset = 0;
  const clock: Clock = () => new Date(Date.now() + offset);
  const db: TestDatabase = await testDatabase({
    clock,
    appendEvents: handlingAtCommit(
      () => identity.atCommit ?? [],
      async (uow, events) => uow.afterCommit(() => db.emitted.push(...events)),
    ),
  });
  const organisationsParts = organisationsModule.create({
    database: db.database,
    region: REGION,
    staffPasswords,
    staffInvitations,
    addressChanges,
    positionWatch: { reported: () => {} },
  });
  const organisations = { ...organisationsParts, ...organisationsParts.face };
  const sent: Message[] = [];
  const messaging: MessagingPort = {
    async send(message) {
      sent.push(message);
      return { providerMessageId: String(sent.length) };
    },
  };
  const mails: Email[] = [];
  const email: EmailPort = {
    async send(mail) {
      mails.push(mail);
      return { messageId: String(mails.length) };
    },
  };
  const settingsOf = (signals: Signals) =>
    new OpenSettings({ database: db.database, signals, production: false, mayRecordCalls: true });
  const opened: { close(): Promise<void> }[] = [];
  const build = async (secrets: readonly string[] = SECRETS): Promise<IdentityFeature> => {
    const signals = new Signals({ url: db.url });
    const parts = identityModule.create(
      {
        database: db.database,
        organisations,
        signals,
        system: { settings: settingsOf(signals) },
        secrets,
        messaging,
        messageTexts: { expect: () => {} },
        email,
        sandboxes: { messaging: false, email: false, settled: async () => {} },
        publicUrl: () => 'https://care.example',
        region: REGION,
        otpLimits: limits,
        clock,
        log: { info: () => {} },
      },
      { firstAdmin: null },
    );
    await signals.open();
    await parts.start();
    opened.push({
      async close() {
        await parts.stop();
        await signals.close();
      },
    });
    const { authenticator } = parts.fills;
    return {
      ...parts,
      ...parts.face,
      authenticator,
      tidy: async () => {
        for (const task of parts.periodic) await task.run();
      },
    };
  };
  const identity = await build();
  const { id } = await identity.ensureSuperAdmin({ email: 'root@test.example', password: PASSWORD });
  const settle = async () => {
    while (db.emitted.length > 0 || db.enqueued.length > 0) {
      for (const event of db.emitted.splice(0)) await deliver(db, identity, event);
      for (const { job, key, data } of db.enqueued.splice(0)) {
        await identity.jobs.find(({ name }) => name === job.name)?.handle(data, { key, attempt: 1 });
      }
    }
  };
  await settle();
  const signals = new Signals({ url: db.url });
  const settings = settingsOf(signals);
  opened.push(signals);
  return {
    db,
    settings,
    organisations,
    identity,
    sent,
    mails,
    superAdmin: {
      kind: 'staff',
      id,
      role: 'super_admin',
      hospitalId: null,
      communityId: null,
      sessionId: '00000000-0000-7000-8000-000000000000',
    },
    advance: (milliseconds) => {
      offset += milliseconds;
    },
    another: build,
    settle,
    close: async () => {
      for (const process of opened) await process.close();
      await db.close();
    },
  };
}

async function deliver(
  { database }: TestDatabase,
  feature: IdentityFeature,
  event: DomainEvent,
): Promise<void> {
  const stored = {
    ...event,
    version: event.definition.version,
    id: '1',
    occurredAt: new Date().toISOString(),
    correlationId: 'test',
  };
  for (const subscriber of feature.subscribers ?? []) {
    if (!subscriber.events.includes(event.definition)) continue;
    await database.run(systemScope('test delivery'), (uow) => subscriber.handle(stored, uow));
  }
}

/** The arguments of an operation; headers and ip as a browser's. */
export function call<Params, Query, Body>(
  principal: Principal,
  parts: { params?: Params; query?: Query; body?: Body; headers?: Record<string, string>; ip?: string } = {},
) {
  return {
    principal,
    params: (parts.params ?? {}) as Params,
    query: (parts.query ?? {}) as Query,
    body: parts.body as Body,
    headers: parts.headers ?? {},
    ip: parts.ip ?? '192.0.2.1',
  };
}
