import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  call,
  type IdentityHarness,
  identityHarness,
} from '../../../../test/support/worlds/identity-world.ts';
import type { ImportCall } from './service.ts';

let world: IdentityHarness;

beforeAll(async () => {
  world = await identityHarness();
  const { operations } = world.organisations;
  for (const name of ['Green Park', 'Lake View']) {
    await operations.createCommunity(call(world.superAdmin, { body: { name } }));
  }
  await operations.createHospital(call(world.superAdmin, { body: { name: 'City' } }));
});
afterAll(() => world.close());

type Row = Record<string, string>;
interface Options {
  readonly onNameChange?: 'fail' | 'update';
  readonly dryRun?: boolean;
  readonly lines?: number[];
}

async function run(kind: ImportCall['kind'], rows: Row[], options: Options = {}) {
  const body = { rows, ...options };
  const { operations } = world.organisations;
  return (await operations.importRows(call(world.superAdmin, { params: { kind }, body }))).body.results;
}

const resident = (number: number, more: Row = {}): Row => ({
  name: `Resident ${number}`,
  phone: `+9195000${10_000 + number}`,
  community: 'Green Park',
  ...more,
});
const nurse = (name: string, more: Row = {}): Row => ({
  name,
  role: 'nurse',
  email: `${name.toLowerCase().replaceAll(' ', '.')}@conflict.example`,
  hospital: 'City',
  ...more,
});

const table = (name: string) => world.db.owner(name);

describe('a row with a different name', () => {
  const known: readonly [ImportCall['kind'], string, Row][] = [
    ['residents', 'resident', resident(1)],
    ['staff', 'staff', nurse('Asha Rao')],
  ];

  it.each(known)('of %s fails by default and returns the id of the record', async (kind, entity, row) => {
    const [created] = await run(kind, [row]);
    const [refused] = await run(kind, [{ ...row, name: 'Person Else' }]);
    expect(refused).toMatchObject({
      status: 'failed',
      id: created?.id,
      errors: [
        { field: 'name', code: 'name_differs', detail: expect.stringContaining('onNameChange update') },
      ],
    });
    expect(await table(entity).where({ id: created?.id }).first()).toMatchObject({
      name: row.name,
      version: 1,
    });

    const [renamed] = await run(kind, [{ ...row, name: 'Person Else' }], { onNameChange: 'update' });
    expect(renamed).toMatchObject({ status: 'updated', id: created?.id });
    expect(await table(entity).where({ id: created?.id }).first()).toMatchObject({ name: 'Person Else' });
  });

  it('explains that a phone belongs to one resident', async () => {
    await run('residents', [resident(2)]);
    const household = [resident(2, { name: 'Spouse' }), resident(3), resident(3, { name: 'Child' })];
    const results = await run('residents', household);
    for (const at of [0, 2])
      expect(results[at]?.errors[0]?.detail).toContain('a phone belongs to one resident');
    expect(results[1]?.status).toBe('created');
  });

  it('changes no other field of the record', async () => {
    const [created] = await run('residents', [resident(4, { unit: 'A-1' })]);
    await run('residents', [resident(4, { name: 'Other', unit: 'B-2' })]);
    expect(await table('resident').where({ id: created?.id }).first()).toMatchObject({ version: 1 });
  });
});

const spellings: readonly [string, string, boolean][] = [
  ['Asha Rao', 'asha rao', true],
  ['Asha Rao', 'ASHA  RAO ', true],
  ['Jos\u00e9', 'Jose\u0301', true],
  ['Asha\u00a0Rao', 'Asha Rao', true],
  ['\uff21sha', 'Asha', true],
  ['अरुण राव', 'अरुण  राव', true],
  ['Asha Rao', 'Asha Rau', false],
  ['Asha Rao', 'Asha R.', false],
  ['Jose', 'Jos\u00e9', false],
  ['Asha Rao', 'Rao Asha', false],
];

describe('names that differ in spelling', () => {
  it('are equal when only case, blanks or Unicode forms differ', async () => {
    const rows = (side: 0 | 1) => spellings.map((pair, at) => resident(100 + at, { name: pair[side] }));
    await run('residents', rows(0));
    const statuses = (await run('residents', rows(1))).map(({ status }) => status);
    expect(statuses).toEqual(spellings.map(([, , same]) => (same ? 'unchanged' : 'failed')));
  });

  it.each(['hospitals', 'communities'] as const)('of %s rename nothing by default', async (kind) => {
    const [created] = await run(kind, [{ name: `Kaveri ${kind}` }]);
    const [respelled] = await run(kind, [{ name: `KAVERI  ${kind} `, address: 'Kaveri Road' }]);
    expect(respelled).toMatchObject({ status: 'updated', id: created?.id });
    const site = await table(kind === 'hospitals' ? 'hospital' : 'community')
      .where({ id: created?.id })
      .first();
    expect(site).toMatchObject({ name: `Kaveri ${kind}`, address: 'Kaveri Road' });
    expect(await run(kind, [{ name: `kaveri ${kind}` }])).toMatchObject([
      { status: 'unchanged', id: created?.id },
    ]);
  });

  it('are kept by default and written with onNameChange update', async () => {
    await run('residents', [resident(5, { name: 'Asha Rao' })]);
    const respelled = [resident(5, { name: 'ASHA  RAO' })];
    expect((await run('residents', respelled))[0]?.status).toBe('unchanged');
    const [updated] = await run('residents', respelled, { onNameChange: 'update' });
    expect(updated?.status).toBe('updated');
    expect(await table('resident').where({ id: updated?.id }).first()).toMatchObject({ name: 'ASHA RAO' });
  });
});

describe('a dry run', () => {
  const counts = async () => {
    const tables = ['resident', 'staff', 'hospital', 'community', 'hospital_community', 'staff_credential'];
    const sizes = tables.map(async (name) => [name, Number((await table(name).count().first())?.count)]);
    return Object.fromEntries(await Promise.all([...sizes, ['events', world.db.emitted.length]]));
  };

  it('checks rows as an import would and keeps nothing', async () => {
    await run('residents', [resident(10), resident(11), resident(12, { community: 'Lake View' })]);
    const before = await counts();
    const rows = [
      resident(10),
      resident(11, { unit: 'A-1' }),
      resident(11, { unit: 'A-2' }),
      resident(12),
      resident(13),
      resident(13),
      resident(14, { community: 'Nowhere' }),
      resident(10, { name: 'Other' }),
    ];
    const judged = await run('residents', rows, { dryRun: true });
    expect(await counts()).toEqual(before);
    const kept = await run('residents', rows);
    const seen = (results: typeof judged) => results.map(({ status, errors }) => ({ status, errors }));
    expect(seen(judged)).toEqual(seen(kept));
    expect(judged.map(({ status }) => status)).toEqual([
      ...['unchanged', 'updated', 'failed', 'failed', 'created', 'unchanged', 'failed', 'failed'],
    ]);
    expect(judged[4]?.id).toBeNull();
    expect(judged[5]?.id).toBeNull();
    expect(judged[0]?.id).toBe(kept[0]?.id);
  });

  it.each([
    ['staff', [nurse('Dry Nurse', { password: 'umbrellas of the monsoon' })]],
    ['hospitals', [{ name: 'Dry Hospital', communities: 'Green Park' }]],
    ['communities', [{ name: 'Dry Community', hospitals: 'City' }]],
  ] as const)('of %s keeps nothing', async (kind, rows) => {
    const before = await counts();
    expect(await run(kind, [...rows], { dryRun: true })).toMatchObject([{ status: 'created', id: null }]);
    expect(await counts()).toEqual(before);
  });
});

describe('lines of the file', () => {
  it('appear in messages about other rows', async () => {
    const rows = [resident(20), resident(20, { unit: 'other' })];
    const [, second] = await run('residents', rows, { lines: [4, 9] });
    expect(second?.errors[0]?.detail).toContain('line 4');
  });

  it('are rejected unless there is one for each row', async () => {
    await expect(run('residents', [resident(21)], { lines: [1, 2] })).rejects.toMatchObject({
      code: 'unprocessable',
      errors: [{ pointer: '/lines' }],
    });
  });
});
