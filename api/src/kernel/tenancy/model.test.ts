import { Model } from 'objection';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../../../test/support/database.ts';
import {
  Community,
  caller,
  createTenancyGraph,
  Hospital,
  HospitalCommunity,
  ID,
  Member,
  seedTenancyGraph,
  Visit,
  VisitNote,
  VisitOffer,
} from '../../../test/support/tenants/tenancy-graph.ts';
import { type Scope, type ScopeRole, systemScope } from '../auth/scope.ts';
import { connect } from '../db/connection.ts';
import { TenancyViolation } from '../db/errors.ts';
import { Database } from '../db/unit/database.ts';
import { asSystem, NoUnitOfWork } from '../db/unit/open-unit.ts';
import { TenantModel } from './model.ts';
import type { Tenancy } from './reach.ts';

let db: TestDatabase;
/** Only the model layer: these tests pin its own replies. */
let scoped: Database;

beforeAll(async () => {
  db = await emptyDatabase();
  await createTenancyGraph(db.owner);
  scoped = new Database(connect(db.url, { as: 'owner', poolMax: 2 }));
});
afterAll(async () => {
  await scoped.close();
  await db.close();
});
beforeEach(() => seedTenancyGraph(db.owner));

function as<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
  return scoped.run(scope, work);
}

const admin = caller('hospital_admin');
const manager = caller('community_manager');
const resident = caller('resident');

describe('a query', () => {
  test('throws for every query outside a unit of work', () => {
    expect(() => Visit.query()).toThrow(NoUnitOfWork);
    expect(() => Visit.relatedQuery('notes')).toThrow(NoUnitOfWork);
    expect(() => Visit.fromJson({ id: ID.visitA }).$query()).toThrow(NoUnitOfWork);
  });

  test('throws after the unit has ended, even from code that the unit started', async () => {
    let late: () => unknown = () => undefined;
    await as(admin, async () => {
      late = () => Visit.query();
    });
    expect(late).toThrow(NoUnitOfWork);
  });

  test('fails when it is built in a unit but run after it', async () => {
    let late: () => Promise<unknown> = async () => undefined;
    await as(admin, async () => {
      const query = Visit.query();
      late = () => query.execute();
    });
    await expect(late()).rejects.toThrow();
  });

  test('rejects another transaction', async () => {
    await as(admin, async () => {
      expect(() => Visit.query(db.owner)).toThrow('current unit of work');
    });
  });
});

describe('each caller finds its own rows', () => {
  const seen: Record<string, [Scope, Record<string, number>]> = {
    'hospital admin': [
      admin,
      {
        hospital: 1,
        community: 1,
        hospital_community: 1,
        member: 1,
        visit: 1,
        visit_note: 1,
        visit_offer: 1,
      },
    ],
    'community manager': [
      manager,
      {
        hospital: 1,
        community: 1,
        hospital_community: 1,
        member: 1,
        visit: 1,
        visit_note: 1,
        visit_offer: 0,
      },
    ],
    resident: [
      resident,
      {
        hospital: 1,
        community: 1,
        hospital_community: 1,
        member: 1,
        visit: 1,
        visit_note: 1,
        visit_offer: 1,
      },
    ],
    'super admin': [
      caller('super_admin'),
      {
        hospital: 2,
        community: 2,
        hospital_community: 2,
        member: 2,
        visit: 2,
        visit_note: 2,
        visit_offer: 2,
      },
    ],
    system: [
      systemScope('test'),
      {
        hospital: 2,
        community: 2,
        hospital_community: 2,
        member: 2,
        visit: 2,
        visit_note: 2,
        visit_offer: 2,
      },
    ],
    anonymous: [
      caller('anonymous'),
      {
        hospital: 0,
        community: 0,
        hospital_community: 0,
        member: 0,
        visit: 0,
        visit_note: 0,
        visit_offer: 0,
      },
    ],
    'hospital admin without a hospital': [
      caller('hospital_admin', { hospitalId: null }),
      {
        hospital: 0,
        community: 0,
        hospital_community: 0,
        member: 0,
        visit: 0,
        visit_note: 0,
        visit_offer: 0,
      },
    ],
  };
  const models = [Hospital, Community, HospitalCommunity, Member, Visit, VisitNote, VisitOffer];
  for (const [name, [scope, counts]] of Object.entries(seen)) {
    test(`${name}, by the model layer`, async () => {
      const found = await as(scope, async () => {
        const sizes: Record<string, number> = {};
        for (const model of models)
          sizes[model.tableName] = await (model as typeof Visit).query().resultSize();
        return sizes;
      });
      expect(found).toEqual(counts);
    });

    test(`${name}, by the database layer`, async () => {
      const found = await db.database.run(scope, async (uow) => {
        const sizes: Record<string, number> = {};
        for (const { tableName } of models) {
          const [row] = await uow.trx(tableName).count('* as n');
          sizes[tableName] = Number(row?.n);
        }
        return sizes;
      });
      expect(found).toEqual(counts);
    });
  }

  test('shows a visit with an open offer to another resident, not with a closed one', async () => {
    const helper = caller('resident', { residentId: ID.memberB, communityId: ID.communityB });
    await db.owner('visit_offer').where({ id: ID.offerB }).update({ visit_id: ID.visitA });
    expect(await as(helper, async () => Visit.query().findById(ID.visitA))).toBeDefined();
    await db.owner('visit_offer').where({ id: ID.offerB }).update({ state: 'declined' });
    expect(await as(helper, async () => Visit.query().findById(ID.visitA))).toBeUndefined();
  });
});

describe('writes inside the tenant', () => {
  const visit = { hospitalId: ID.hospitalA, communityId: ID.communityA, memberId: ID.memberA, cost: 1 };

  test('insert makes a UUIDv7 and keeps a given id', async () => {
    await db.database.run(admin, async () => {
      const made = await Visit.query().insert({ ...visit, title: 'one' });
      expect(made.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
      const given = await Visit.query().insertAndFetch({ ...visit, id: ID.noteA, title: 'two' });
      expect(given).toMatchObject({ id: ID.noteA, helperId: null, title: 'two' });
    });
  });

  test('insert may name a link or a parent of its own tenant', async () => {
    await db.database.run(admin, async () => {
      await Member.query().insert({ communityId: ID.communityA, name: 'new' });
      await VisitNote.query().insert([
        { visitId: ID.visitA, words: 'a' },
        { visitId: ID.visitA, words: 'b' },
      ]);
      await Visit.relatedQuery('notes').for(ID.visitA).insert({ words: 'c' });
      expect(await VisitNote.query().resultSize()).toBe(4);
    });
  });

  test('look up a parent that several rows name once', async () => {
    await as(admin, async () => {
      const queries: string[] = [];
      const { trx } = (await import('../db/unit/open-unit.ts')).currentUnitOfWork();
      trx.on('query', (query: { sql: string }) => queries.push(query.sql));
      const notes = Array.from({ length: 50 }, (_, n) => ({ visitId: ID.visitA, words: `${n}` }));
      await VisitNote.query().insert(notes);
      expect(queries).toHaveLength(2);
    });
  });

  test('patch, update, delete, increment count only own rows', async () => {
    await as(admin, async () => {
      expect(await Visit.query().patch({ cost: 5 })).toBe(1);
      expect(await Visit.query().increment('cost', 2)).toBe(1);
      expect((await Visit.query().findById(ID.visitA))?.cost).toBe(7);
      expect(await VisitNote.query().delete()).toBe(1);
    });
  });

  test('may change a deciding column when the row stays inside', async () => {
    await as(admin, async () => {
      expect(await Visit.query().patch({ hospitalId: ID.hospitalA, cost: 3 })).toBe(1);
      expect(await Member.query().patch({ communityId: ID.communityA })).toBe(1);
    });
  });

  test('may hand over a row while another branch keeps it in reach', async () => {
    await as(resident, async () => {
      expect(await Visit.query().findById(ID.visitA).patch({ helperId: ID.memberB })).toBe(1);
    });
  });

  test('on conflict merge changes the own row', async () => {
    await as(admin, async () => {
      await Visit.query()
        .insert({ ...visit, id: ID.visitA, title: 'merged' })
        .onConflict('id')
        .merge(['title']);
      expect((await Visit.query().findById(ID.visitA))?.title).toBe('merged');
    });
  });
});

describe('writes to another tenant', () => {
  test('are reported as not found', async () => {
    const planted = {
      hospitalId: ID.hospitalB,
      communityId: ID.communityA,
      memberId: ID.memberA,
      title: 'x',
    };
    await expect(as(admin, async () => Visit.query().insert(planted))).rejects.toThrow(TenancyViolation);
    await expect(db.database.run(admin, async () => Visit.query().insert(planted))).rejects.toMatchObject({
      code: 'not_found',
      status: 404,
    });
    await expect(
      as(manager, async () => Visit.query().patch({ communityId: ID.communityB })),
    ).rejects.toThrow(TenancyViolation);
  });

  test('reports a rejection by the database layer in the same way', async () => {
    const write = db.database.run(admin, async (uow) =>
      uow.trx('member').insert({ id: ID.noteA, community_id: ID.communityB, name: 'x' }),
    );
    await expect(write).rejects.toThrow(TenancyViolation);
  });

  test('accept only a plain value for a deciding column', async () => {
    const { raw } = await import('objection');
    await expect(
      as(admin, async () => Visit.query().patch({ hospitalId: raw('hospital_id') as unknown as string })),
    ).rejects.toThrow(/not an expression|Not found/);
  });
});

describe('ways to bypass the scope', () => {
  const closed: Record<string, () => unknown> = {
    'join of a bare table': () => Visit.query().join('member', 'member.id', 'visit.member_id'),
    'leftJoin of a bare table': () => Visit.query().leftJoin('member', 'member.id', 'visit.member_id'),
    crossJoin: () => Visit.query().crossJoin('member' as never),
    joinRaw: () => Visit.query().joinRaw('cross join member'),
    'from another table': () => Visit.query().from('member'),
    'table of another': () => Visit.query().table('member'),
    fromRaw: () => (Visit.query() as unknown as { fromRaw(sql: string): unknown }).fromRaw('member'),
    knexQuery: () => Visit.knexQuery(),
    upsertGraph: () => Visit.query().upsertGraph({ id: ID.visitA }),
    insertGraph: () => Visit.query().insertGraph({ title: 'x' }),
    relate: () => Hospital.relatedQuery('communities').for(ID.hospitalA).relate(ID.communityB),
    unrelate: () => Hospital.relatedQuery('communities').for(ID.hospitalA).unrelate(),
  };
  for (const [name, attempt] of Object.entries(closed)) {
    test(name, async () => {
      await as(admin, async () => {
        expect(attempt).toThrow();
      });
    });
  }

  test('exists over another table in a callback', async () => {
    await expect(
      as(admin, async () => Visit.query().whereExists((q) => q.from('member').select('*'))),
    ).rejects.toThrow('cannot read from another source');
  });

  test('scope a callback over the own table too', async () => {
    await as(admin, async () => {
      const { sql } = Visit.query()
        .whereExists((q) => q.from('visit').select('id').orWhereRaw('true'))
        .toKnexQuery()
        .toSQL();
      expect(sql.match(/"visit"."hospital_id" = \?/g)).toHaveLength(2);
    });
  });

  test('many to many through a table without a model', async () => {
    class Loose extends TenantModel {
      static override tableName = 'hospital';
      static override tenancy = Hospital.tenancy;
      static override relationMappings = {
        communities: {
          relation: Model.ManyToManyRelation,
          modelClass: Community,
          join: {
            from: 'hospital.id',
            through: { from: 'hospital_community.hospital_id', to: 'hospital_community.community_id' },
            to: 'community.id',
          },
        },
      };
    }
    await expect(as(admin, async () => Loose.query().joinRelated('communities'))).rejects.toThrow(
      "takes a model's query",
    );
  });
});

describe('the SQL of a scoped query', () => {
  async function sqlOf(scope: Scope, build: () => { toKnexQuery(): { toSQL(): { sql: string } } }) {
    return as(scope, async () => build().toKnexQuery().toSQL().sql);
  }

  test('puts the call site in brackets before the scope', async () => {
    expect(await sqlOf(admin, () => Visit.query().where('cost', 1).orWhere('cost', 2))).toBe(
      'select "visit".* from "visit" where ("cost" = ? or "cost" = ?) and "visit"."hospital_id" = ?',
    );
  });

  test('adds nothing for a role that reaches all', async () => {
    expect(await sqlOf(caller('super_admin'), () => Visit.query().where('cost', 1))).toBe(
      'select "visit".* from "visit" where "cost" = ?',
    );
  });

  test('adds false for a role that reaches nothing', async () => {
    expect(await sqlOf(caller('anonymous'), () => Visit.query())).toBe(
      'select "visit".* from "visit" where false',
    );
  });

  test('makes a joined relation a scoped sub-select', async () => {
    expect(await sqlOf(admin, () => Visit.query().joinRelated('hospital').select('visit.id'))).toBe(
      'select "visit"."id" from "visit" inner join (select "hospital".* from "hospital" where "hospital"."id" = ?) ' +
        'as "hospital" on "hospital"."id" = "visit"."hospital_id" where "visit"."hospital_id" = ?',
    );
  });

  test('lists a parent among other branches once instead of row by row', async () => {
    expect(await sqlOf(resident, () => Visit.query())).toBe(
      'select "visit".* from "visit" where ("visit"."member_id" = ? or "visit"."helper_id" = ? or ' +
        '"visit"."id" = any(array(select "reach_0"."visit_id" from "visit_offer" as "reach_0" where ' +
        '"reach_0"."state" = ? and "reach_0"."member_id" = ?)))',
    );
  });

  test('checks a single parent row by row', async () => {
    expect(await sqlOf(admin, () => VisitNote.query())).toBe(
      'select "visit_note".* from "visit_note" where exists (select 1 from "visit" as "reach_0" where ' +
        '"reach_0"."id" = "visit_note"."visit_id" and "reach_0"."hospital_id" = ?)',
    );
  });

  test('names the row before and after in an update', async () => {
    expect(
      await sqlOf(admin, () => Member.query().patch({ communityId: ID.communityA }).findById(ID.memberA)),
    ).toBe(
      'update "member" set "community_id" = ? where ("member"."id" = ?) and ' +
        '? in (select community_id from hospital_community where hospital_id = ?) and ' +
        '"member"."community_id" in (select community_id from hospital_community where hospital_id = ?)',
    );
  });
});

describe('the system scope inside a unit', () => {
  test('sees all for its work, and the caller sees its own again after', async () => {
    await db.database.run(admin, async () => {
      const all = await asSystem('count', async () => Visit.query().resultSize());
      expect([all, await Visit.query().resultSize()]).toEqual([2, 1]);
    });
  });

  test('rejects a query beside it in the same unit instead of widening its scope', async () => {
    await db.database.run(admin, async () => {
      const begun = Promise.withResolvers<void>();
      const seen = Promise.withResolvers<void>();
      const system = asSystem('slow', async (uow) => {
        await uow.trx.raw('select 1');
        begun.resolve();
        await seen.promise;
      });
      await begun.promise;
      expect(() => Visit.query()).toThrow('beside asSystem()');
      seen.resolve();
      await system;
      expect(await Visit.query().resultSize()).toBe(1);
    });
  });
});

describe('a declaration', () => {
  const complete = Visit.tenancy;
  const roles = Object.keys(complete) as Exclude<ScopeRole, 'system'>[];

  test.each(roles)('is rejected at the first query without %s', async (role) => {
    const { [role]: _left, ...rest } = complete;
    class Partial extends TenantModel {
      static override tableName = `partial_${role}`;
      static override tenancy = rest as unknown as Tenancy;
    }
    await expect(as(admin, async () => Partial.query())).rejects.toThrow(role);
  });

  test('is rejected when a model has none', async () => {
    class Bare extends TenantModel {
      static override tableName = 'bare';
    }
    await expect(as(admin, async () => Bare.query())).rejects.toThrow('must declare its tenancy');
  });

  test('is rejected when reaches form a circle', async () => {
    const circle = { through: { table: 'circle', column: 'id' } } as const;
    class Circle extends TenantModel {
      static override tableName = 'circle';
      static override tenancy = { ...complete, hospital_admin: circle };
    }
    await expect(as(admin, async () => Circle.query())).rejects.toThrow('in a circle');
  });

  test('is rejected for an unregistered parent', async () => {
    class Orphan extends TenantModel {
      static override tableName = 'orphan';
      static override tenancy = {
        ...complete,
        hospital_admin: { through: { table: 'nowhere', column: 'id' } } as const,
      };
    }
    await expect(as(admin, async () => Orphan.query())).rejects.toThrow('no model of nowhere');
  });
});
