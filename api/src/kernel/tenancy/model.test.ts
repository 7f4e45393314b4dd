import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import { TenantModel } from './model.ts';
import type { Tenancy } from './reach.ts';
import { type Scope, systemScope } from './scope.ts';

class Ward extends TenantModel {
  static override tableName = 'ward';
  static override tenancy: Tenancy = {
    super_admin: 'all',
    hospital_admin: { column: 'hospital_id', equals: 'hospitalId' },
    nurse: 'none',
    paramedic: 'none',
    community_manager: 'none',
    resident: 'none',
    api_key: 'none',
    publishable_key: 'none',
    anonymous: 'none',
  };
  declare id: string;
  declare hospitalId: string;
  declare name: string;
}
const A = '00000000-0000-7000-8000-00000000000a',
  B = '00000000-0000-7000-8000-00000000000b';
let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await db.owner.raw(
    `create table ward(id uuid primary key, hospital_id uuid, name text); grant all on ward to kiwimesh_app`,
  );
});
afterAll(() => db.close());

test('wall', async () => {
  await db.database.run(systemScope('seed'), async () => {
    await Ward.query().insert([
      { hospitalId: A, name: 'a' },
      { hospitalId: B, name: 'b' },
    ]);
  });
  const scope: Scope = { ...systemScope('x'), role: 'hospital_admin', hospitalId: A, reason: null };
  await db.database.run(scope, async () => {
    expect((await Ward.query().where('name', 'a').orWhere('name', 'b')).map((w) => w.name)).toEqual(['a']);
    expect(await Ward.query().resultSize()).toBe(1);
    expect(await Ward.query().patch({ name: 'z' })).toBe(1);
    await expect(Ward.query().patch({ hospitalId: B })).rejects.toThrow('Not found');
    await expect(Ward.query().insert({ hospitalId: B, name: 'q' })).rejects.toThrow('Not found');
    console.log((await Ward.query().findOne({ name: 'z' }))?.id);
  });
});
