import { raw } from 'objection';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../../../test/support/database.ts';
import {
  Community,
  caller,
  createTenancyGraph,
  foreignRows,
  Hospital,
  HospitalCommunity,
  ID,
  Member,
  seedTenancyGraph,
  Visit,
  VisitNote,
  VisitOffer,
} from '../../../test/support/tenants/tenancy-graph.ts';
import { withoutModelLayer } from '../../../test/support/tenants/without-model-layer.ts';
import { connect } from '../db/connection.ts';
import { ConstraintViolation, TenancyViolation } from '../db/errors.ts';
import { Database } from '../db/unit/database.ts';

/**
 * Every way of querying that the product has, tried by hospital A against a database where `foreign …` belongs to
 * hospital B. No query returns or changes a foreign row; run with both layers, then with each alone.
 */
const attempts: Record<string, () => PromiseLike<unknown>> = {
  'select all': () => Visit.query(),
  'select by id': () => Visit.query().findById(ID.visitB),
  'select by ids': () => Visit.query().findByIds([ID.visitA, ID.visitB]),
  findOne: () => Visit.query().findOne({ title: 'foreign visit' }),
  'where or where': () => Visit.query().where('title', 'own visit').orWhere('title', 'foreign visit'),
  'or where true': () => Visit.query().where('cost', 10).orWhereRaw('true'),
  whereNot: () => Visit.query().whereNot('title', 'own visit').orWhereNot('cost', 3),
  'or group': () => Visit.query().where((q) => q.where('cost', 10).orWhere('cost', 1000)),
  'or between groups': () =>
    Visit.query()
      .where((q) => q.where('cost', 10))
      .orWhere((q) => q.where('cost', 1000)),
  'not group': () => Visit.query().whereNot((q) => q.where('title', 'x').orWhere('title', 'y')),
  'or exists': () => Visit.query().where('cost', 1).orWhereExists(Hospital.query()),
  'or null': () => Visit.query().whereNull('title').orWhereNotNull('title'),
  'or in': () => Visit.query().where('cost', 1).orWhereIn('title', ['own visit', 'foreign visit']),
  'raw where fragment': () => Visit.query().where(raw('1 = 1 or true')),
  'raw where unbalanced in meaning': () => Visit.query().whereRaw('cost = 10 or cost = 1000'),
  'raw select': () => Visit.query().select(raw('max(title) as title')).groupBy('id'),
  alias: () => Visit.query().alias('v').where('v.cost', 10).orWhere('v.cost', 1000),
  'from with alias': () => Visit.query().from('visit as v').orWhere('v.cost', 1000),
  distinct: () => Visit.query().distinct('title'),
  'order, limit, offset': () => Visit.query().orderBy('cost', 'desc').limit(1).offset(0),
  first: () => Visit.query().orderBy('cost', 'desc').first(),
  page: () => Visit.query().orderBy('cost').page(0, 10),
  range: () => Visit.query().orderBy('cost').range(0, 10),
  resultSize: async () => leak((await Visit.query().resultSize()) > 1),
  count: async () => leak(Number((await rows(Visit.query().count('* as n')))[0]?.n) > 1),
  sum: async () => leak(Number((await rows(Visit.query().sum('cost as n')))[0]?.n) > 10),
  'max by group': () => Visit.query().max('cost as m').select('title').groupBy('title'),
  'avg with or': async () =>
    leak(
      Number((await rows(Visit.query().avg('cost as n').where('cost', 10).orWhere('cost', 1000)))[0]?.n) > 10,
    ),
  having: () => Visit.query().select('title').groupBy('title').havingRaw('count(*) > 0 or true'),
  forUpdate: () => Visit.query().forUpdate(),
  joinRelated: () => Visit.query().joinRelated('member').select('visit.*', 'member.name as memberName'),
  'joinRelated to many': () => Community.query().joinRelated('visits').select('visits.title'),
  leftJoinRelated: () => Community.query().leftJoinRelated('visits').select('visits.title as title'),
  'joinRelated nested': () => Hospital.query().joinRelated('visits.notes').select('visits:notes.words'),
  'joinRelated with or': () =>
    Visit.query()
      .joinRelated('notes')
      .where('notes.words', 'own note')
      .orWhere('notes.words', 'foreign note')
      .select('notes.words'),
  'joinRelated many to many': () => Hospital.query().joinRelated('communities').select('communities.name'),
  rightJoinRelated: () => Hospital.query().rightJoinRelated('visits').select('visits.title'),
  fullOuterJoinRelated: () => Hospital.query().fullOuterJoinRelated('visits').select('visits.title'),
  'join with a model query': () =>
    Visit.query().join(VisitNote.query().as('n'), 'n.visit_id', 'visit.id').select('n.words'),
  withGraphJoined: () => Visit.query().withGraphJoined('[hospital, member, notes]'),
  'withGraphJoined inner': () =>
    Hospital.query().withGraphJoined('visits.notes', { joinOperation: 'innerJoin' }),
  'withGraphJoined many to many': () => Hospital.query().withGraphJoined('communities.members'),
  withGraphFetched: () => Visit.query().withGraphFetched('[hospital, member, notes, offers]'),
  'withGraphFetched many to many': () =>
    Hospital.query().withGraphFetched('communities.[members, visits.notes]'),
  'withGraphFetched with modifier': () =>
    Visit.query()
      .withGraphFetched('notes')
      .modifyGraph('notes', (q) => q.where('words', 'own note').orWhere('words', 'foreign note')),
  'withGraphJoined with modifier': () =>
    Visit.query()
      .withGraphJoined('notes')
      .modifyGraph('notes', (q) => q.where('words', 'own note').orWhere('words', 'foreign note')),
  'relatedQuery for a foreign parent': () => Visit.relatedQuery('notes').for(ID.visitB),
  'relatedQuery for a foreign query': () => Visit.relatedQuery('notes').for(Visit.query().orWhereRaw('true')),
  'relatedQuery as sub-query': () =>
    Visit.query().select('title', Visit.relatedQuery('notes').count().as('n')).orWhereRaw('true'),
  'whereExists relatedQuery': () => Visit.query().whereExists(Visit.relatedQuery('notes')).orWhereRaw('true'),
  '$query of a foreign instance': () => Visit.fromJson({ id: ID.visitB }).$query(),
  '$relatedQuery of a foreign instance': () => Visit.fromJson({ id: ID.visitB }).$relatedQuery('notes'),
  '$fetchGraph of a foreign instance': async () => {
    const ids = { id: ID.visitB, memberId: ID.memberB, hospitalId: ID.hospitalB };
    const found = await Visit.fromJson(ids).$fetchGraph('[notes, member, hospital]');
    return Object.entries(found).filter(([key]) => !(key in ids));
  },
  'sub-query in where': () =>
    VisitNote.query().whereIn('visit_id', Visit.query().select('id').orWhereRaw('true')),
  'sub-query in select': () => Hospital.query().select('name', Visit.query().max('title').as('latest')),
  'sub-query as source': () => Visit.query().from(Visit.query().orWhereRaw('true').as('visit')),
  with: () => Visit.query().with('every', Visit.query()).select('title'),
  union: () => Visit.query().select('title').union(Visit.query().select('title').orWhereRaw('true')),
  'unionAll of another model': () =>
    Visit.query()
      .select('title')
      .unionAll([Hospital.query().select('name')]),
  'linked table': () => Community.query().orWhereRaw('true'),
  'table through a parent': () => VisitNote.query().orWhere('words', 'foreign note'),
  'link table': () => HospitalCommunity.query().orWhereRaw('true'),
  toKnexQuery: () => Visit.query().orWhereRaw('true').toKnexQuery(),
  'insert foreign': () => Visit.query().insert(visitOf(ID.hospitalB)),
  'insert with no tenant': () => Visit.query().insert(visitOf(null)),
  'insert batch with one foreign': () => Visit.query().insert([visitOf(ID.hospitalA), visitOf(ID.hospitalB)]),
  'insertAndFetch foreign': () => Visit.query().insertAndFetch(visitOf(ID.hospitalB)),
  'insert into a foreign link': () => Member.query().insert({ communityId: ID.communityB, name: 'planted' }),
  'insert under a foreign parent': () =>
    quiet(VisitNote.query().insert({ visitId: ID.visitB, words: 'planted' })),
  'insert through a relation': () =>
    quiet(Visit.relatedQuery('notes').for(ID.visitB).insert({ words: 'planted' })),
  '$relatedQuery insert': () =>
    quiet(Visit.fromJson({ id: ID.visitB }).$relatedQuery('notes').insert({ words: 'x' })),
  'insert on conflict merge': () =>
    quiet(
      Visit.query()
        .insert({ ...visitOf(ID.hospitalA), id: ID.visitB })
        .onConflict('id')
        .merge(),
    ),
  'insert on conflict merge some': () =>
    quiet(
      Visit.query()
        .insert({ ...visitOf(ID.hospitalA), id: ID.visitB })
        .onConflict('id')
        .merge({ cost: 5 }),
    ),
  'insert on conflict merge into foreign': () =>
    quiet(
      Visit.query()
        .insert({ ...visitOf(ID.hospitalA), title: 'own visit' })
        .onConflict('title')
        .merge({ hospitalId: ID.hospitalB }),
    ),
  'insert on conflict ignore': () =>
    quiet(
      Visit.query()
        .insert({ ...visitOf(ID.hospitalA), id: ID.visitB })
        .onConflict('id')
        .ignore(),
    ),
  'patch by id': async () => leak((await Visit.query().findById(ID.visitB).patch({ cost: 1 })) > 0),
  'patch with or': () => Visit.query().patch({ cost: 1 }).where('cost', 10).orWhere('cost', 1000),
  'patch all': () => Visit.query().patch({ cost: 1 }),
  'patch into a foreign tenant': () => Visit.query().findById(ID.visitA).patch({ hospitalId: ID.hospitalB }),
  'patch out of every tenant': () => Visit.query().findById(ID.visitA).patch({ hospitalId: null }),
  'patch into a foreign link': () =>
    Member.query().findById(ID.memberA).patch({ communityId: ID.communityB }),
  'patch under a foreign parent': () => VisitNote.query().findById(ID.noteA).patch({ visitId: ID.visitB }),
  patchAndFetchById: () => Visit.query().patchAndFetchById(ID.visitB, { cost: 1 }),
  updateAndFetchById: () =>
    Visit.query().updateAndFetchById(ID.visitB, { ...visitOf(ID.hospitalA), title: 'taken over' }),
  update: () => Visit.query().update({ cost: 1 }).where('title', 'foreign visit'),
  '$query patch': () => Visit.fromJson({ id: ID.visitB }).$query().patch({ cost: 1 }),
  '$query patchAndFetch': () => Visit.fromJson({ id: ID.visitB }).$query().patchAndFetch({ cost: 1 }),
  'patch through a relation': () => Visit.relatedQuery('notes').for(ID.visitB).patch({ words: 'changed' }),
  'patch returning': () => Visit.query().patch({ cost: 1 }).orWhereRaw('true').returning('*'),
  increment: () => Visit.query().increment('cost', 1),
  'delete by id': async () => leak((await Visit.query().deleteById(ID.visitB)) > 0),
  'delete with or': () =>
    VisitNote.query().delete().where('words', 'own note').orWhere('words', 'foreign note'),
  'delete all': () => VisitOffer.query().delete(),
  'delete returning': () => VisitNote.query().delete().returning('*'),
  'delete through a relation': () => Visit.relatedQuery('notes').for(ID.visitB).delete(),
  '$query delete': () => Visit.fromJson({ id: ID.visitB }).$query().delete(),
  'delete a foreign link': () => HospitalCommunity.query().deleteById([ID.hospitalB, ID.communityB]),
};

/** An insert returns what it was given: only what it did counts. */
async function quiet(query: PromiseLike<unknown>): Promise<void> {
  await query;
}

let created = 0;
function visitOf(hospitalId: string | null) {
  created += 1;
  return {
    hospitalId,
    communityId: ID.communityA,
    memberId: ID.memberA,
    title: `planted ${created}`,
    cost: 0,
  };
}

function leak(leaked: boolean): string {
  return leaked ? 'foreign rows were reached' : 'nothing';
}

async function rows(query: PromiseLike<unknown>): Promise<Record<string, unknown>[]> {
  return (await query) as Record<string, unknown>[];
}

let db: TestDatabase;
/** The owner is a superuser here, to whom row security does not apply: only the model layer applies. */
let withoutRowSecurity: Database;
let before: string;

beforeAll(async () => {
  db = await emptyDatabase();
  await createTenancyGraph(db.owner);
  withoutRowSecurity = new Database(connect(db.url, { as: 'owner', poolMax: 2 }));
});
afterAll(async () => {
  await withoutRowSecurity.close();
  await db.close();
});
beforeEach(async () => {
  await seedTenancyGraph(db.owner);
  before = await foreignRows(db.owner);
});

async function expectNothingForeign(database: Database, attempt: () => PromiseLike<unknown>): Promise<void> {
  let answer: unknown;
  try {
    answer = await database.run(caller('hospital_admin'), async () => attempt());
  } catch (error) {
    // The layer's own rejections, and a constraint that the row broke first; anything else is a broken attempt.
    if (!(error instanceof TenancyViolation) && !(error instanceof ConstraintViolation)) throw error;
  }
  expect(JSON.stringify(answer) ?? '').not.toMatch(/foreign|0000000000b\d/);
  expect(await foreignRows(db.owner)).toBe(before);
  const outside = await db.owner('visit').whereRaw('hospital_id IS DISTINCT FROM ?', [ID.hospitalA]);
  expect(outside.map((row) => row.id)).toEqual([ID.visitB]);
}

describe('both layers', () => {
  for (const [name, attempt] of Object.entries(attempts)) {
    test(name, () => expectNothingForeign(db.database, attempt));
  }
});

describe('the model layer alone', () => {
  for (const [name, attempt] of Object.entries(attempts)) {
    test(name, () => expectNothingForeign(withoutRowSecurity, attempt));
  }
});

describe('the database layer alone', () => {
  for (const [name, attempt] of Object.entries(attempts)) {
    test(name, () => withoutModelLayer(() => expectNothingForeign(db.database, attempt)));
  }
});

/** Shows that the attempts detect a leak: without either layer, most of them reach foreign rows. */
test('the same attempts leak with neither layer', async () => {
  const leaked: string[] = [];
  for (const [name, attempt] of Object.entries(attempts)) {
    await seedTenancyGraph(db.owner);
    await withoutModelLayer(() => expectNothingForeign(withoutRowSecurity, attempt)).catch(() =>
      leaked.push(name),
    );
  }
  const sealed = Object.keys(attempts).filter((name) => !leaked.includes(name));
  // DO NOTHING leaves a foreign row unchanged, with or without the layers.
  expect(sealed).toEqual(['insert on conflict ignore']);
});
