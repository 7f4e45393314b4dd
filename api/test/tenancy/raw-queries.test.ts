import { expect, test } from 'vitest';
import { rawQueries, rawQueriesUnder } from './raw-queries.ts';

test('features reach tables through models, or say why not', () => {
  expect(rawQueriesUnder(new URL('../../src/features', import.meta.url).pathname)).toEqual([]);
});

const caught = [
  `await uow.trx('booking').select()`,
  `const rows = await trx('booking');`,
  `await uow.trx.raw('select 1')`,
  `await uow.trx.insert({}).into('booking')`,
  `await knex('booking')`,
  `this.knex.raw('select 1')`,
  `Booking.knexQuery()`,
  `Booking.query().upsertGraph({})`,
  `Booking.query().insertGraphAndFetch({})`,
  `Booking.query().join('resident', 'resident.id', 'booking.resident_id')`,
  `Booking.query().leftJoin('resident as r', 'r.id', 'booking.resident_id')`,
  `Booking.query().joinRaw('cross join resident')`,
  `Booking.query().whereRaw('id in (select booking_id from offer)')`,
  `Booking.query().where(raw('exists (SELECT 1 from offer)'))`,
  `import knex from 'knex';`,
  `import pg from 'pg';`,
];
test.each(caught)('caught: %s', (line) => {
  expect(rawQueries('a.ts', `const before = 1;\n${line}`)).toEqual([expect.stringMatching(/^a\.ts:2 /)]);
});

const allowed = [
  `await Booking.query(uow.trx).findById(id)`,
  `const text = parts.join(', ');`,
  `Booking.query().joinRelated('resident')`,
  `Booking.query().join(Offer.query().as('o'), 'o.booking_id', 'booking.id')`,
  `Booking.query().whereRaw('lower(email) = ?', [email])`,
  `await appendEvents(uow.trx, events)`,
  `// trx('booking') would not be scoped`,
  `import type { Knex } from 'knex';`,
  `await uow.trx.raw('select pg_advisory_xact_lock(?)', [1]);`,
  `await uow.trx.raw('select pg_notify(?, ?)', [CHANNEL, '']);`,
];
test.each(allowed)('allowed: %s', (line) => {
  expect(rawQueries('a.ts', line)).toEqual([]);
});

test('accepts a reason on the line above, and no empty one', () => {
  const line = `await uow.trx.raw('select now()');`;
  expect(rawQueries('a.ts', `// tenancy: a clock, touches no table\n${line}`)).toEqual([]);
  expect(rawQueries('a.ts', `// tenancy:\n${line}`)).toHaveLength(1);
  expect(rawQueries('a.ts', `// tenancy: a clock, touches no table\n\n${line}`)).toHaveLength(1);
});
