import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import { systemScope } from '../tenancy/scope.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

test('scope is set', async () => {
  const rows = await db.database.run(
    systemScope('test'),
    async (uow) => (await uow.trx.raw(`select current_user, scope.role() as role`)).rows,
  );
  expect(rows).toEqual([{ current_user: 'kiwimesh_app', role: 'system' }]);
});
