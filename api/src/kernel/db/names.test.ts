import { afterAll, beforeAll, expect, test } from 'vitest';
import { TEST_DATA_KEYS } from '../../../test/data-keys.ts';
import { emptyDatabase, type TestDatabase } from '../../../test/database.ts';
import { nameKey } from '../values/text.ts';
import { migrateUp } from './migrate.ts';
import { migrations } from './migrations/index.ts';

/** A database from before names were normalised, with rows in it. */
let db: TestDatabase;
const id = (number: number) => `0193a5f0-7c1e-7000-8000-${String(number).padStart(12, '0')}`;
const hospital = async () => db.owner('hospital').select('id', 'name', 'version').orderBy('id');

beforeAll(async () => {
  db = await emptyDatabase();
  const before = (await migrations()).filter(({ name }) => name < '0024_names');
  await migrateUp(db.owner, before, { dataKeys: TEST_DATA_KEYS });
}, 120_000);
afterAll(() => db?.close());

test('names that are there are tidied, and later ones of the same name numbered', async () => {
  const names = [
    'Kaveri General Hospital',
    'Kaveri General Hospital ',
    'KAVERI\u00A0 General\u2003Hospital',
    '\u202AKaveri\u200B General Hospital (2)\u202C',
    'Jose\u0301 Clinic',
    'क्\u200Dष',
    'Untouched',
  ];
  await db.owner('hospital').insert(
    names.map((name, index) => ({
      id: id(index),
      name,
      timezone: 'Asia/Kolkata',
      created_at: new Date(index * 1000),
    })),
  );
  await db.owner('community').insert({ id: id(20), name: ' Green  Meadows ', timezone: 'Asia/Kolkata' });
  await migrateUp(db.owner, undefined, { dataKeys: TEST_DATA_KEYS });
  expect((await hospital()).map(({ name, version }) => [name, version])).toEqual([
    ['Kaveri General Hospital', 1],
    ['Kaveri General Hospital (3)', 3],
    ['KAVERI General Hospital (4)', 3],
    ['Kaveri General Hospital (2)', 2],
    ['José Clinic', 2],
    ['क्\u200Dष', 1],
    ['Untouched', 1],
  ]);
  expect(await db.owner('community').first('name')).toEqual({ name: 'Green Meadows' });
}, 120_000);

test.each([
  ['UNTOUCHED', 'Untouched'],
  ['Ｕntouched', 'Untouched'],
  ['क्ष', 'क्\u200Dष'],
])(
  'the database keeps %j from being a second %j, and counts names as the service does',
  async (name, first) => {
    const row = { id: id(30), name, timezone: 'Asia/Kolkata' };
    await expect(db.owner('hospital').insert(row)).rejects.toThrow(/hospital_name_key/);
    const { rows } = await db.owner.raw('select name_key(?) as one, name_key(?) as other', [name, first]);
    expect([rows[0].one, rows[0].other]).toEqual([nameKey(name), nameKey(first)]);
  },
);
