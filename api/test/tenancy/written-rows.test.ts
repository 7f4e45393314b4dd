import { expect, test } from 'vitest';
import { mistakenWrites, mistakenWritesUnder } from '../support/tenants/written-rows.ts';

test('the sources rely on the rows that the database returned, and nothing else', () => {
  expect(mistakenWritesUnder(new URL('../../src', import.meta.url).pathname)).toEqual([]);
});

const caught = [
  `await Staff.query(trx).insert(row).onConflict('email').ignore();`,
  `await Staff.query(trx).insert(row)\n  .onConflict()\n  .merge();`,
  `const row = await Staff.query(trx).patchAndFetchById(id, { name });`,
  `return Staff.query(trx).insertAndFetch(row);`,
  `const row = (await Staff.query(trx)\n  .findById(id)\n  .patch({ name })\n  .returning('*')\n  .first()) as Staff;`,
  `await Staff.query(trx).insert(row).onConflict<Staff>('email').ignore();`,
  `const row = await Staff.query(trx).patchAndFetchById<Staff>(id, { name });`,
  `const gone = await Staff.query(trx).del().where({ id }).returning('id');`,
  `const gone = await Staff.query(trx).delete().where({ id }).returning('id');`,
  `begin();\nawait Staff.query(trx).findById(id).whereNull('erased_at').patch({ name });`,
];
test.each(caught)('caught: %s', (text) => {
  expect(mistakenWrites('a.ts', text)).toEqual([expect.stringMatching(/^a\.ts:\d+ /)]);
});

const allowed = [
  `const row = await Staff.query(trx).insert(row).returning('*');`,
  `const [row] = await insertMissing(Staff.query(trx), [row], 'email');`,
  `await Staff.query(trx).findById(id).patch({ name });\nconst row = await Staff.query(trx).insert(row).returning('*');`,
  `const changed = await Staff.query(trx).findById(id).whereNull('erased_at').patch({ name });`,
  `begin();\n// unread: proven is proven, in any order\nawait Staff.query(trx).findById(id).whereNull('proven_at').patch({ now });`,
  `// .onConflict('id') would answer with the input`,
  `/**\n * patch().returning('*')\n */`,
];
test.each(allowed)('allowed: %s', (text) => {
  expect(mistakenWrites('a.ts', text)).toEqual([]);
});
