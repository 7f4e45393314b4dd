import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AuditLog, auditLog, entry } from '../../../test/support/audit/audit-log.ts';
import { systemScope } from '../auth/scope.ts';
import { savepoint } from '../db/unit/open-unit.ts';
import { event } from '../events/event.ts';
import { Problem } from '../ground/problem.ts';
import type { AuditSubject } from '../observability/audit-subject.ts';
import { runWith } from '../observability/context.ts';
import { id, nullable, object } from '../payload/shapes.ts';
import { SYSTEM_ONLY } from '../tenancy/declarations.ts';
import { TenantModel } from '../tenancy/model.ts';
import type { Tenancy } from '../tenancy/reach.ts';
import { SYSTEM } from './entry.ts';

const ALL: Tenancy = { ...SYSTEM_ONLY, super_admin: 'all' };

class Site extends TenantModel {
  static override tableName = 'community';
  static override tenancy: Tenancy = ALL;
  declare id: string;
  declare name: string;
  declare timezone: string;
}

let log: AuditLog;
beforeAll(async () => {
  log = await auditLog();
});
afterAll(() => log.close());
beforeEach(async () => {
  await log.db.owner.raw('delete from audit_intake');
});

const ROOT = { ...systemScope('x'), role: 'super_admin' as const, reason: null };
const NURSE = { ...SYSTEM, kind: 'staff' as const, id: uuidv7(), role: 'nurse', hospitalId: uuidv7() };
const written = () => log.db.owner('audit_intake').orderBy('id');
const newSite = async () => Site.query().insert({ name: uuidv7(), timezone: 'UTC' });
const look = async () => Site.query();

function inRequest<T>(
  change: Partial<AuditSubject>,
  work: (subject: AuditSubject) => Promise<T>,
): Promise<T> {
  const subject: AuditSubject = {
    action: 'createCommunity',
    actor: NURSE,
    address: '203.0.113.7',
    recordType: 'community',
    recordIds: [],
    inUnit: true,
    tenant: {},
    recorded: false,
    remarks: new Set(),
    ...change,
  };
  const context = { correlationId: 'c-1', traceparent: 'x', operation: subject.action, audit: subject };
  return runWith(context, () => work(subject));
}

describe('a change', () => {
  test('is committed with its entry: who, what, which record, from where', async () => {
    const made = await inRequest({}, async (subject) => {
      const site = await log.database.run(ROOT, newSite);
      expect(subject.recorded).toBe(true);
      return site;
    });
    expect(await written()).toMatchObject([
      {
        action: 'createCommunity',
        actor_kind: 'staff',
        actor_id: NURSE.id,
        role: 'nurse',
        hospital_id: NURSE.hospitalId,
        community_id: made.id,
        record_type: 'community',
        record_ids: [made.id],
        outcome: 'succeeded',
        address: '203.0.113.7',
        correlation_id: 'c-1',
      },
    ]);
  });

  test('leaves no entry when it is rolled back', async () => {
    const before = await log.db.owner('community').count();
    const failing = inRequest({}, () =>
      log.database.run(ROOT, async () => {
        await newSite();
        throw new Problem('unprocessable');
      }),
    );
    await expect(failing).rejects.toThrow();
    expect(await written()).toEqual([]);
    expect(await log.db.owner('community').count()).toEqual(before);
  });

  test('does not happen when its entry cannot be written', async () => {
    const before = await log.db.owner('community').count();
    await log.db.owner.raw('revoke insert on audit_intake from kiwimesh_app');
    try {
      await expect(inRequest({}, () => log.database.run(ROOT, newSite))).rejects.toThrow(/permission denied/);
    } finally {
      await log.db.owner.raw('grant insert on audit_intake to kiwimesh_app');
    }
    expect(await log.db.owner('community').count()).toEqual(before);
    // The connection is unaffected.
    await inRequest({}, () => log.database.run(ROOT, newSite));
    expect(await written()).toHaveLength(1);
  });

  test('does not name work in an undone savepoint', async () => {
    await inRequest({}, () =>
      log.database.run(ROOT, async () => {
        const undone = savepoint(async () => {
          await newSite();
          throw new Error('a bad row');
        });
        await expect(undone).rejects.toThrow('a bad row');
        return newSite();
      }),
    );
    const [row] = await written();
    const [{ id }] = await log.db.owner('community').orderBy('id', 'desc').limit(1);
    expect(row.record_ids).toEqual([id]);
  });

  test('names the tenant of the record, as the unit does', async () => {
    const hospitalId = uuidv7();
    await inRequest({ recordType: 'staff', recordIds: [] }, () =>
      log.database.run(ROOT, async (uow) => {
        uow.about('staff', NURSE.id, { hospitalId });
        await newSite();
      }),
    );
    expect(await written()).toMatchObject([{ hospital_id: hospitalId, record_ids: [NURSE.id] }]);
  });
});

describe('nothing is recorded of', () => {
  test('a unit that only reads, also in a request that may change things', async () => {
    await inRequest({}, () => log.database.run(ROOT, look));
    await inRequest({ inUnit: false }, () => log.database.run(ROOT, newSite));
    expect(await written()).toEqual([]);
  });

  test('system work that changes nothing, or only its own bookkeeping', async () => {
    await log.database.run(systemScope('a look'), look);
    await log.database.run(systemScope('bookkeeping'), newSite);
    await log.database.run(systemScope('raw'), ({ trx }) => trx.raw('select txid_current()'));
    expect(await written()).toEqual([]);
  });
});

const BookingOffered = event('booking.offered', {
  description: 'A test.',
  data: object({ hospitalId: nullable(id) }),
  example: { hospitalId: null },
});

test('names the reason of system work that changes something', async () => {
  const made = await log.database.run(systemScope('first of all'), newSite);
  const context = { correlationId: 'c-2', traceparent: 'x', operation: 'booking.dispatch' };
  await runWith(context, () =>
    log.database.run(systemScope('event delivery'), async (uow) => {
      await newSite();
      uow.emit(BookingOffered(NURSE.id, { hospitalId: NURSE.hospitalId }));
    }),
  );
  expect(await written()).toMatchObject([
    {
      action: 'first of all',
      actor_kind: 'system',
      actor_id: null,
      purpose: 'first of all',
      record_ids: [made.id],
    },
    {
      action: 'booking.dispatch',
      purpose: 'event delivery',
      hospital_id: NURSE.hospitalId,
      record_type: 'booking',
      record_ids: [NURSE.id],
      correlation_id: 'c-2',
    },
  ]);
});

describe('the recorder', () => {
  test('writes the entries of many concurrent requests in few statements', async () => {
    let statements = 0;
    const count = () => {
      statements += 1;
    };
    log.knex.on('query', count);
    // At any size: the number must be far above the ten statements allowed.
    await Promise.all(Array.from({ length: 300 }, () => log.recorder.write([entry()])));
    log.knex.removeListener('query', count);
    expect(await written()).toHaveLength(300);
    expect(statements).toBeLessThan(10);
  });

  test('reports a failure to every caller and continues afterwards', async () => {
    await log.db.owner.raw('revoke insert on audit_intake from kiwimesh_app');
    const writes = await Promise.allSettled(
      [entry(), entry(), entry()].map((one) => log.recorder.write([one])),
    );
    await log.db.owner.raw('grant insert on audit_intake to kiwimesh_app');
    for (const write of writes) {
      expect(write).toMatchObject({ status: 'rejected', reason: { code: 'dependency_down' } });
    }
    await log.recorder.write([entry()]);
    expect(await written()).toHaveLength(1);
  });
});
