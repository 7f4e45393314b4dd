import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { idOf, rowsOf } from '../../../test/support/tenants/two-tenants.ts';
import { TEST_DATA_KEYS } from '../../../test/support/worlds/data-keys.ts';
import { BookingEventModel, BookingModel } from '../../features/booking/models.ts';
import { Resident } from '../../features/organisations/models.ts';
import { systemScope } from '../auth/scope.ts';
import { migrateDown, migrateUp } from '../db/migrate.ts';
import { migrations } from '../db/migrations/index.ts';
import { foundBy } from './blind-index.ts';

/** A database from before personal data was sealed, with rows in it. */
let db: TestDatabase;
const location = { latitude: 12.9, longitude: 77.6, address: 'Canary Lane 1' };

beforeAll(async () => {
  db = await emptyDatabase();
  const before = (await migrations()).filter(({ name }) => name < '20261126001100');
  await migrateUp(db.owner, before);
  const rows = rowsOf('a');
  for (const table of ['community', 'hospital', 'hospital_community', 'staff', 'resident', 'booking']) {
    await db.owner(table).insert(rows[table] ?? []);
  }
  await db.owner('booking_event').insert(rows.booking_event ?? []);
  await db.owner('resident').update({ date_of_birth: '1950-08-15', unit: 'Canary 204' });
  await db.owner('booking').update({ notes: 'canary notes', location: JSON.stringify(location) });
});
afterAll(() => db.close());

const plain = async () => JSON.stringify([await db.owner('resident'), await db.owner('booking')]);

test('without keys the step says what it needs and changes nothing', async () => {
  await expect(migrateUp(db.owner)).rejects.toThrow(/set KIWIMESH_DATA_KEY and migrate again/);
  expect(await plain()).toMatch(/canary/i);
});

test('with keys every row is sealed in the same step, and reads as before', async () => {
  await migrateUp(db.owner, undefined, { dataKeys: TEST_DATA_KEYS });
  expect(await plain()).not.toMatch(/canary/i);
  await db.database.run(systemScope('test'), async () => {
    expect(await Resident.query().whereIn(...foundBy(Resident, 'phone', ['+919800000010']))).toMatchObject([
      { id: idOf('a', 'resident'), dateOfBirth: '1950-08-15', unit: 'Canary 204', email: null },
    ]);
    expect(await BookingModel.query().first()).toMatchObject({ notes: 'canary notes', location });
    expect(await BookingEventModel.query().first()).toMatchObject({ data: {}, reason: null });
  });
});

test('undone, the rows are plain again, which needs the keys too', async () => {
  await expect(migrateDown(db.owner, { until: '20261126001000_audit' })).rejects.toThrow(/KIWIMESH_DATA_KEY/);
  await migrateDown(db.owner, { until: '20261126000600_http', dataKeys: TEST_DATA_KEYS });
  expect(await db.owner('resident').first('date_of_birth', 'phone', 'unit')).toEqual({
    date_of_birth: '1950-08-15',
    phone: '+919800000010',
    unit: 'Canary 204',
  });
  expect((await db.owner('booking').first('location')).location).toEqual(location);
});
