import { v7 } from 'uuid';
import { BookingModel, OfferModel } from '../../src/features/booking/models.ts';
import { systemScope } from '../../src/kernel/auth/scope.ts';
import type { TestApp } from '../support/app.ts';
import type { Person } from './world.ts';

const AT = { latitude: 12.97, longitude: 77.59 };
const SYSTEM = systemScope('test');

/** Written without dispatch and its clocks, so that it stays unchanged until the request that it is for. */
export async function insertBooking(
  app: TestApp,
  { hospitalId, communityId }: { hospitalId: string; communityId: string },
  residentId: string,
  holder: Person | undefined,
): Promise<string> {
  const id = v7();
  const neighbour = holder?.role === 'resident';
  await app.database.run(SYSTEM, async ({ trx, now }) => {
    await BookingModel.query(trx).insert({
      id,
      serviceType: neighbour ? 'neighbor_sos' : 'first_aid',
      policyVersion: 1,
      state: holder === undefined ? 'requested' : 'assigned',
      residentId,
      communityId,
      hospitalId: neighbour ? null : hospitalId,
      assigneeKind: holder === undefined ? null : neighbour ? 'resident' : 'staff',
      assigneeStaffId: holder !== undefined && !neighbour ? holder.id : null,
      assigneeResidentId: neighbour ? holder.id : null,
      assigneeName: holder === undefined ? null : 'A person',
      location: AT,
      version: 1,
      sequence: 1,
      createdAt: now,
      updatedAt: now,
    });
  });
  return id;
}

export async function insertOffer(
  app: TestApp,
  { hospitalId, communityId }: { hospitalId: string; communityId: string },
  bookingId: string,
  to: Person,
): Promise<string> {
  const id = v7();
  await app.database.run(SYSTEM, async ({ trx, now }) => {
    await OfferModel.query(trx).insert({
      id,
      bookingId,
      serviceType: 'first_aid',
      hospitalId,
      communityId,
      staffId: to.role === 'resident' ? null : to.id,
      residentId: to.role === 'resident' ? to.id : null,
      assigneeName: 'A person',
      state: 'open',
      round: 1,
      sentAt: now,
      expiresAt: new Date(now.getTime() + 3_600_000),
    });
  });
  return id;
}
