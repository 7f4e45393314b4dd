/** What subscribers of builds before 26 November 2026 left in the outbox still becomes jobs. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { retiredSubscribers as ofBooking } from '../../src/features/booking/dispatch/retired-subscribers.ts';
import { retiredSubscribers as ofIdentity } from '../../src/features/identity/subscribers.ts';
import { retiredSubscribers as ofPrivacy } from '../../src/features/privacy/subscribers.ts';
import { systemScope } from '../../src/kernel/auth/scope.ts';
import { registerSubscribers } from '../../src/kernel/events/subscriptions.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const RETIRED = [...ofBooking, ...ofIdentity, ...ofPrivacy];
const EACH = RETIRED.flatMap(({ name, events }) => events.map((event) => [name, event.type] as const));

/** The jobs that follow from the example of each event. */
const JOBS: Readonly<Record<string, readonly string[]>> = {
  'booking.requested': ['sla-clock'],
  'booking.unassigned': [],
  'booking.offered': ['offer-timeout'],
  'booking.dispatch_waiting': ['dispatch-retry'],
  'otp.requested': ['send-otp'],
  'account_link.asked': ['send-account-link'],
  'address_change.code_asked': ['send-address-code'],
  'staff.address_change_requested': ['send-address-notice'],
  'staff.address_changed': ['send-address-notice'],
  'resident.address_change_requested': ['send-address-notice'],
  'resident.address_changed': ['send-address-notice'],
  // A first password, by an invitation.
  'staff.password_set': [],
  'staff.password_changed': ['send-account-notice'],
  'staff.second_factor_added': ['send-account-notice'],
  'staff.second_factor_removed': ['send-account-notice'],
  'staff.second_factor_reset': ['send-account-notice'],
  'staff.recovery_code_used': ['send-account-notice'],
  'resident.erasure_requested': ['erase-resident'],
  'resident.erasure_withdrawn': ['erase-resident cancelled'],
};

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(() => {
  db.enqueued.length = 0;
});

async function handle(name: string, type: string, version: number): Promise<string[]> {
  const retired = RETIRED.find((each) => each.name === name);
  const event = retired?.events.find((each) => each.type === type);
  if (retired === undefined || event === undefined) throw new Error(`${name} does not handle ${type}`);
  const stored = {
    id: '4711',
    type,
    version,
    aggregate: { type: event.aggregateType, id: '0193a5f0-7c1e-7000-8000-000000000003' },
    data: event.example,
    occurredAt: '2026-11-22T09:00:00.000Z',
    correlationId: 'test',
  };
  await db.database.run(systemScope('test delivery'), (uow) => retired.handle(stored, uow));
  return db.enqueued.map(({ job, cancel }) => `${job.name}${cancel ? ' cancelled' : ''}`);
}

describe('a delivery that an earlier build left', () => {
  test.each(EACH)('for %s of %s becomes its jobs', async (name, type) => {
    expect(await handle(name, type, 0)).toEqual(JOBS[type]);
  });

  test.each(EACH)('for %s of %s becomes no second job when its emitter enqueued it', async (name, type) => {
    expect(await handle(name, type, 1)).toEqual([]);
  });
});

test('retired subscribers register for no events and keep those of earlier builds', async () => {
  await db
    .owner('outbox_subscription')
    .insert({ event_type: 'otp.requested', consumer: 'identity.send-otp' });
  await registerSubscribers(db.database, RETIRED);
  expect(await db.owner('outbox_subscription').pluck('consumer')).toEqual(['identity.send-otp']);
});
