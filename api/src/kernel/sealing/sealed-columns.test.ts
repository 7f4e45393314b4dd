import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { tenantModels } from '../../../test/support/tenants/tenant-models.ts';
import { idOf, seedTwoTenants } from '../../../test/support/tenants/two-tenants.ts';
import { phoneIndex, TEST_DATA_KEY, TEST_DATA_KEYS } from '../../../test/support/worlds/data-keys.ts';
import { Resident } from '../../features/organisations/models.ts';
import { systemScope } from '../auth/scope.ts';
import { connect } from '../db/connection.ts';
import { Database } from '../db/unit/database.ts';
import { foundBy } from '../privacy/blind-index.ts';
import { BrokenSeal, DataKeys } from './data-keys.ts';

const A = idOf('a', 'resident');
const B = idOf('b', 'resident');
const PHONE_A = '+919800000010';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await seedTwoTenants(db.owner);
});
afterAll(() => db.close());

/** In a unit of work; a query begins only when it is awaited, so it is awaited inside. */
const run = <T>(work: () => PromiseLike<T>, database = db.database) =>
  database.run(systemScope('test'), async () => await work());

describe('a sealed column', () => {
  it('is plain to call sites and bytes in the database', async () => {
    const read = await run(() =>
      Resident.query().findById(A).patch({ dateOfBirth: '1950-08-15', unit: 'B-204' }).returning('*').first(),
    );
    expect(read).toMatchObject({ phone: PHONE_A, dateOfBirth: '1950-08-15', unit: 'B-204', email: null });
    expect(await run(() => Resident.query().findById(A))).toMatchObject({ unit: 'B-204' });
    const stored = await db.owner('resident').where({ id: A }).first();
    expect(Buffer.isBuffer(stored.date_of_birth)).toBe(true);
    expect(Object.values(stored).map(String).join()).not.toMatch(/1950-08-15|B-204|9800000010/);
  });

  it('does not open in another row or another column', async () => {
    const { phone, email } = await db.owner('resident').where({ id: A }).first();
    await db.owner('resident').where({ id: B }).update({ unit: phone });
    await expect(run(() => Resident.query().findById(B))).rejects.toThrow(BrokenSeal);
    await db.owner('resident').where({ id: B }).update({ unit: email, email: phone });
    await expect(run(() => Resident.query().findById(B))).rejects.toThrow(BrokenSeal);
    await db.owner('resident').where({ id: B }).update({ unit: null, email: null });
    expect(await run(() => Resident.query().findById(B))).toMatchObject({ unit: null });
  });

  it('rejects plain text from every writer', async () => {
    await expect(
      db.owner('resident').where({ id: A }).update({ unit: 'plain text in the row' }),
    ).rejects.toThrow(/resident_unit_sealed/);
  });

  it('matches the declared columns with the columns that have the check', async () => {
    const declared = [...(await tenantModels()).values()].flatMap((model) =>
      model.encrypted.map((column) => `${model.tableName}_${column}_sealed`),
    );
    const { rows } = await db.owner.raw(
      `select conname from pg_constraint where contype = 'c' and conname like '%\\_sealed' order by 1`,
    );
    expect(rows.map((row: { conname: string }) => row.conname)).toEqual(declared.toSorted());
  });

  it('is listed for resealing where it has a blind index', async () => {
    for (const model of (await tenantModels()).values()) {
      for (const [column, index] of Object.entries(model.blindIndexes)) expect(index).toBe(`${column}_index`);
    }
  });

  it('is written by id and read with the id', async () => {
    await expect(run(() => Resident.query().patch({ unit: 'x' }).where('active', true))).rejects.toThrow(
      'findById',
    );
    await expect(run(() => Resident.query().select('phone'))).rejects.toThrow('select id too');
    await run(() => Resident.query().patch({ unit: null }).where('active', true));
  });

  it('is unreadable for a database opened without keys or with others', async () => {
    for (const options of [{}, { dataKeys: new DataKeys([`another ${TEST_DATA_KEY}`]) }]) {
      const other = new Database(connect(db.url, { as: 'app', poolMax: 1 }), options);
      await expect(run(() => Resident.query().findById(A), other)).rejects.toThrow(/data key/);
      await other.close();
    }
  });
});

describe('the blind index', () => {
  it('follows the value and finds it', async () => {
    const found = await run(() => Resident.query().whereIn(...foundBy(Resident, 'phone', [PHONE_A])));
    expect(found.map(({ id }) => id)).toEqual([A]);
    expect(found[0]).not.toHaveProperty('phoneIndex');
    await run(() => Resident.query().findById(A).patch({ phone: '+919800000099' }));
    const { phone_index } = await db.owner('resident').where({ id: A }).first();
    expect(phone_index).toEqual(phoneIndex('+919800000099'));
    await run(() => Resident.query().findById(A).patch({ phone: PHONE_A }));
  });

  it('exists only where it is declared', async () => {
    await run(async () =>
      expect(() => foundBy(Resident, 'email', ['asha@test.example'])).toThrow('no blind index'),
    );
  });

  it('finds the value under every key during a change of keys', async () => {
    const dataKeys = new DataKeys([`newer ${TEST_DATA_KEY}`, TEST_DATA_KEY]);
    const rotating = new Database(connect(db.url, { as: 'app', poolMax: 1 }), { dataKeys });
    await rotating.run(systemScope('test'), async () => {
      const condition = foundBy(Resident, 'phone', [PHONE_A]);
      expect(condition[1]).toHaveLength(2);
      expect(await Resident.query().whereIn(...condition)).toMatchObject([{ id: A, phone: PHONE_A }]);
    });
    await rotating.close();
    expect(TEST_DATA_KEYS.rotating).toBe(false);
  });
});
