import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { upTo } from '../../../test/support/size.ts';
import { TEST_DATA_KEYS } from '../../../test/support/worlds/data-keys.ts';
import { CAPITALS, SMALL_LETTERS } from '../values/case-folding.ts';
import { nameKey } from '../values/text.ts';
import { migrateDown, migrateUp } from './migrate.ts';
import { migrations } from './migrations/index.ts';

/** A database from before names were normalised, with rows in it. */
let db: TestDatabase;
const id = (number: number) => `0193a5f0-7c1e-7000-8000-${String(number).padStart(12, '0')}`;
const hospital = async () => db.owner('hospital').select('id', 'name', 'version').orderBy('id');

beforeAll(async () => {
  db = await emptyDatabase();
  const before = (await migrations()).filter(({ name }) => name < '20261126002400_names');
  await migrateUp(db.owner, before, { dataKeys: TEST_DATA_KEYS });
});
afterAll(() => db?.close());

test('corrects existing names and numbers duplicates', async () => {
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
});

test.each([
  ['UNTOUCHED', 'Untouched'],
  ['Ｕntouched', 'Untouched'],
  ['क्ष', 'क्\u200Dष'],
])('the database rejects %j as equal to %j, and compares names as the service does', async (name, first) => {
  const row = { id: id(30), name, timezone: 'Asia/Kolkata' };
  await expect(db.owner('hospital').insert(row)).rejects.toThrow(/hospital_name_key/);
  const { rows } = await db.owner.raw('select name_key(?) as one, name_key(?) as other', [name, first]);
  expect([rows[0].one, rows[0].other]).toEqual([nameKey(name), nameKey(first)]);
});

/** Locales that map case differently: ASCII letters only, and a Turkic i. Embedded Postgres has a third, used above. */
const LOCALES = ["LOCALE_PROVIDER libc LOCALE 'C'", "LOCALE_PROVIDER icu ICU_LOCALE 'tr'"];

test.each(upTo(1, LOCALES))(
  'name_key gives every name the same key in all locales, with %s',
  async (locale) => {
    const other = await emptyDatabase({}, locale);
    try {
      const before = (await migrations()).filter(({ name }) => name < '20261126003000_name_keys');
      await migrateUp(other.owner, before, { dataKeys: TEST_DATA_KEYS });
      const row = { timezone: 'Asia/Kolkata' };
      const twins = locale.includes('tr') ? ['istanbul', 'ISTANBUL'] : ['école', 'ÉCOLE'];
      const [first, second] = twins.map((name, index) => ({
        ...row,
        id: id(index),
        name,
        created_at: new Date(index),
      }));
      await other.owner('hospital').insert([first, second]);
      await migrateUp(other.owner, undefined, { dataKeys: TEST_DATA_KEYS });
      const named = () => other.owner('hospital').orderBy('id').pluck('name');
      expect(await named()).toEqual([twins[0], `${twins[1]} (2)`]);
      await expect(other.owner('hospital').insert({ ...second, id: id(2) })).rejects.toThrow(
        /hospital_name_key/,
      );

      // Letters with case, and whole blocks of others; which code points are assigned differs by version of Postgres.
      const points = Array.from({ length: 0x2500 }, (_, point) => String.fromCodePoint(point + 1));
      const names = [...points, ...CAPITALS, ...SMALL_LETTERS].map((letter) => `K${letter}r`);
      names.push('E\u0301COLE', 'STRASSE', 'Straße', 'क्\u200Dष', 'Ｋａｖｅｒｉ');
      const { rows } = await other.owner.raw(
        'select array_agg(name_key(name) order by place) as keys from unnest(?::text[]) with ordinality as t(name, place)',
        [names],
      );
      expect(names.filter((name, index) => rows[0].keys[index] !== nameKey(name))).toEqual([]);

      await migrateDown(other.owner, { until: '20261126002900_event_versions', dataKeys: TEST_DATA_KEYS });
      await migrateUp(other.owner, undefined, { dataKeys: TEST_DATA_KEYS });
      expect(await named()).toEqual([twins[0], `${twins[1]} (2)`]);
    } finally {
      await other.close();
    }
  },
);

test('the table of letters maps capitals to letters that are not capitals', () => {
  expect(Array.from(CAPITALS)).toHaveLength(new Set(CAPITALS).size);
  expect(Array.from(SMALL_LETTERS).filter((letter) => CAPITALS.includes(letter))).toEqual([]);
});
