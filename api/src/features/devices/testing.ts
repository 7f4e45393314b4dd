import { v7 } from 'uuid';
import {
  type Cell,
  caller,
  type Expectation,
  nothing,
  roleOf,
  signedIn,
} from '../../../test/authorisation/expectation.ts';
import { AT, idsOf, LATER, staffIds } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';
import { systemScope } from '../../kernel/auth/scope.ts';
import { PushDevice } from './models.ts';

const tables: FeatureTesting['tables'] = {
  push_device: {
    reach: {
      system: 'siud',
      super_admin: 'sd',
      hospital_admin: 'sd',
      nurse: 'sd',
      paramedic: 'sd',
      community_manager: 'sd',
      resident: 'sd',
    },
    plain: ['last_push_state', 'failed'],
    sealed: ['address'],
    rows: (side) => {
      const id = idsOf(side);
      const row = (nth: number) => ({
        id: id('push_device', nth),
        session_id: id('session', nth),
        kind: 'fcm',
        address: `token-${side}-${nth}`,
        address_index: Buffer.from(`${side}${nth}`),
        created_at: AT,
        renewed_at: AT,
        expires_at: LATER,
        last_push_at: AT,
        last_push_state: 'accepted',
      });
      return [
        ...staffIds(side).map((staff_id, nth) => ({ ...row(nth), staff_id })),
        { ...row(9), resident_id: id('resident') },
      ];
    },
  },
  push_delivery: {
    reach: { system: 'siud' },
    plain: ['attempts', 1],
    rows: (side) => {
      const id = idsOf(side);
      const ids = {
        id: id('push_delivery'),
        device_id: id('push_device', 9),
        key: `booking:${side}`,
        line: 'news',
        ids: JSON.stringify({ bookingId: id('booking') }),
      };
      return [{ ...ids, urgency: 'normal', created_at: AT, expires_at: LATER }];
    },
  },
};

/** A device of the caller, who signs in for it, or of somebody else of the side. */
async function freshDevice(cell: Cell) {
  const own = cell.column === 'own';
  const role = own ? roleOf(cell) : 'nurse';
  const { headers, sessionId, staffId: personId } = await signedIn(cell, role);
  const id = v7();
  const [staffId, residentId] = role === 'resident' ? [null, personId] : [personId, null];
  await cell.world.app.database.run(systemScope('test'), async (uow) => {
    const at = { createdAt: uow.now, renewedAt: uow.now, expiresAt: new Date(uow.now.getTime() + 3_600_000) };
    const kind = 'fcm' as const;
    await PushDevice.query(uow.trx).insert({ id, staffId, residentId, sessionId, kind, address: id, ...at });
  });
  return { ...(own ? { headers } : {}), ids: { ...cell.ids, deviceId: id } };
}

const ofDevice: Expectation = { about: 'record', request: freshDevice };

const operations: FeatureTesting['operations'] = {
  // The example's `kind` is the name of an id of another operation.
  registerDevice: {
    about: 'caller',
    request: ({ nth }) => ({ body: { kind: 'fcm', token: `registration-token-${nth}` } }),
  },
  listDevices: caller,
  removeDevice: ofDevice,
  testDevice: ofDevice,
  getWebPushKey: nothing,
  createSandboxSubscription: nothing,
};

export const testing: FeatureTesting = { tables, operations };
