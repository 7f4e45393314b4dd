import type { Knex } from 'knex';
import { Model, type RelationMappings } from 'objection';
import type { Scope, ScopeRole } from '../../../src/kernel/auth/scope.ts';
import { migrateUp } from '../../../src/kernel/db/migrate.ts';
import { migrations } from '../../../src/kernel/db/migrations/index.ts';
import { enableRowSecurity } from '../../../src/kernel/db/row-security.ts';
import { TenantModel } from '../../../src/kernel/tenancy/model.ts';
import type { Reach, Tenancy } from '../../../src/kernel/tenancy/reach.ts';
import { registerModels } from '../../../src/kernel/tenancy/registry.ts';

/**
 * A small tenancy graph with every kind of reach, for testing the tenancy layers by themselves. Everything that belongs
 * to hospital A or community A has the word `own`; everything that hospital A must never see has `foreign`.
 */
export const ID = {
  hospitalA: '00000000-0000-7000-8000-0000000000a1',
  hospitalB: '00000000-0000-7000-8000-0000000000b1',
  communityA: '00000000-0000-7000-8000-0000000000a2',
  communityB: '00000000-0000-7000-8000-0000000000b2',
  memberA: '00000000-0000-7000-8000-0000000000a3',
  memberB: '00000000-0000-7000-8000-0000000000b3',
  visitA: '00000000-0000-7000-8000-0000000000a4',
  visitB: '00000000-0000-7000-8000-0000000000b4',
  noteA: '00000000-0000-7000-8000-0000000000a5',
  noteB: '00000000-0000-7000-8000-0000000000b5',
  offerA: '00000000-0000-7000-8000-0000000000a6',
  offerB: '00000000-0000-7000-8000-0000000000b6',
} as const;

const noScope = {
  nurse: 'none',
  paramedic: 'none',
  api_key: 'none',
  publishable_key: 'none',
  visitor: 'none',
  anonymous: 'none',
} as const;

export class Hospital extends TenantModel {
  static override tableName = 'hospital';
  static override tenancy: Tenancy = {
    ...noScope,
    super_admin: 'all',
    hospital_admin: { column: 'id', equals: 'hospitalId' },
    community_manager: { column: 'id', linked: 'hospitalsOfCommunity' },
    resident: { column: 'id', linked: 'hospitalsOfCommunity' },
  };
  static override get relationMappings(): RelationMappings {
    return {
      visits: {
        relation: Model.HasManyRelation,
        modelClass: Visit,
        join: { from: 'hospital.id', to: 'visit.hospital_id' },
      },
      communities: {
        relation: Model.ManyToManyRelation,
        modelClass: Community,
        join: {
          from: 'hospital.id',
          through: {
            modelClass: HospitalCommunity,
            from: 'hospital_community.hospital_id',
            to: 'hospital_community.community_id',
          },
          to: 'community.id',
        },
      },
    };
  }
  declare id: string;
  declare name: string;
}

export class Community extends TenantModel {
  static override tableName = 'community';
  static override tenancy: Tenancy = {
    ...noScope,
    super_admin: 'all',
    hospital_admin: { column: 'id', linked: 'communitiesOfHospital' },
    community_manager: { column: 'id', equals: 'communityId' },
    resident: { column: 'id', equals: 'communityId' },
  };
  static override get relationMappings(): RelationMappings {
    return {
      members: {
        relation: Model.HasManyRelation,
        modelClass: Member,
        join: { from: 'community.id', to: 'member.community_id' },
      },
      visits: {
        relation: Model.HasManyRelation,
        modelClass: Visit,
        join: { from: 'community.id', to: 'visit.community_id' },
      },
    };
  }
  declare id: string;
  declare name: string;
}

export class HospitalCommunity extends TenantModel {
  static override tableName = 'hospital_community';
  static override idColumn = ['hospital_id', 'community_id'];
  static override tenancy: Tenancy = {
    ...noScope,
    super_admin: 'all',
    hospital_admin: { column: 'hospital_id', equals: 'hospitalId' },
    community_manager: { column: 'community_id', equals: 'communityId' },
    resident: { column: 'community_id', equals: 'communityId' },
  };
  declare hospitalId: string;
  declare communityId: string;
}

export class Member extends TenantModel {
  static override tableName = 'member';
  static override tenancy: Tenancy = {
    ...noScope,
    super_admin: 'all',
    hospital_admin: { column: 'community_id', linked: 'communitiesOfHospital' },
    community_manager: { column: 'community_id', equals: 'communityId' },
    resident: { column: 'id', equals: 'residentId' },
  };
  declare id: string;
  declare communityId: string;
  declare name: string;
}

export class Visit extends TenantModel {
  static override tableName = 'visit';
  static override tenancy: Tenancy = {
    ...noScope,
    super_admin: 'all',
    hospital_admin: { column: 'hospital_id', equals: 'hospitalId' },
    community_manager: { column: 'community_id', equals: 'communityId' },
    resident: {
      anyOf: [
        { column: 'member_id', equals: 'residentId' },
        { column: 'helper_id', equals: 'residentId' },
        {
          through: { table: 'visit_offer', column: 'id', references: 'visit_id', having: { state: 'open' } },
        },
      ],
    },
  };
  static override get relationMappings(): RelationMappings {
    return {
      hospital: {
        relation: Model.BelongsToOneRelation,
        modelClass: Hospital,
        join: { from: 'visit.hospital_id', to: 'hospital.id' },
      },
      member: {
        relation: Model.BelongsToOneRelation,
        modelClass: Member,
        join: { from: 'visit.member_id', to: 'member.id' },
      },
      notes: {
        relation: Model.HasManyRelation,
        modelClass: VisitNote,
        join: { from: 'visit.id', to: 'visit_note.visit_id' },
      },
      offers: {
        relation: Model.HasManyRelation,
        modelClass: VisitOffer,
        join: { from: 'visit.id', to: 'visit_offer.visit_id' },
      },
    };
  }
  declare id: string;
  declare hospitalId: string | null;
  declare communityId: string;
  declare memberId: string;
  declare helperId: string | null;
  declare title: string;
  declare cost: number;
}

const throughVisit: Reach = { through: { table: 'visit', column: 'visit_id' } };

export class VisitNote extends TenantModel {
  static override tableName = 'visit_note';
  static override tenancy: Tenancy = {
    ...noScope,
    super_admin: 'all',
    hospital_admin: throughVisit,
    community_manager: throughVisit,
    resident: throughVisit,
  };
  static override get relationMappings(): RelationMappings {
    return {
      visit: {
        relation: Model.BelongsToOneRelation,
        modelClass: Visit,
        join: { from: 'visit_note.visit_id', to: 'visit.id' },
      },
    };
  }
  declare id: string;
  declare visitId: string;
  declare words: string;
}

export class VisitOffer extends TenantModel {
  static override tableName = 'visit_offer';
  static override tenancy: Tenancy = {
    ...noScope,
    super_admin: 'all',
    hospital_admin: { column: 'hospital_id', equals: 'hospitalId' },
    community_manager: 'none',
    resident: { column: 'member_id', equals: 'residentId' },
  };
  declare id: string;
  declare visitId: string;
  declare hospitalId: string;
  declare memberId: string;
  declare state: string;
}

registerModels(Hospital, Community, HospitalCommunity, Member, Visit, VisitNote, VisitOffer);

export const TABLES = [
  'hospital',
  'community',
  'hospital_community',
  'member',
  'visit',
  'visit_note',
  'visit_offer',
];

/** A caller of the graph; ids default to those of side A. */
export function caller(role: ScopeRole, ids: Partial<Scope> = {}): Scope {
  const none = {
    hospitalId: null,
    communityId: null,
    residentId: null,
    staffId: null,
    visitorId: null,
    reason: null,
  };
  switch (role) {
    case 'hospital_admin':
      return { ...none, role, hospitalId: ID.hospitalA, ...ids };
    case 'community_manager':
      return { ...none, role, communityId: ID.communityA, ...ids };
    case 'resident':
      return { ...none, role, communityId: ID.communityA, residentId: ID.memberA, ...ids };
    default:
      return { ...none, role, ...ids };
  }
}

/** The graph's tables with their row policies, in a database that has only the first migration. */
export async function createTenancyGraph(owner: Knex): Promise<void> {
  const kernel = (await migrations()).filter((step) => step.name === '20261126000100_kernel');
  await migrateUp(owner, kernel);
  await owner.raw(`
    CREATE TABLE hospital (id uuid PRIMARY KEY, name text NOT NULL UNIQUE);
    CREATE TABLE community (id uuid PRIMARY KEY, name text NOT NULL);
    CREATE TABLE hospital_community (hospital_id uuid REFERENCES hospital, community_id uuid REFERENCES community,
      PRIMARY KEY (hospital_id, community_id));
    CREATE TABLE member (id uuid PRIMARY KEY, community_id uuid NOT NULL REFERENCES community, name text NOT NULL);
    CREATE TABLE visit (id uuid PRIMARY KEY, hospital_id uuid REFERENCES hospital, community_id uuid NOT NULL,
      member_id uuid NOT NULL, helper_id uuid, title text NOT NULL UNIQUE, cost int NOT NULL DEFAULT 0);
    CREATE TABLE visit_note (id uuid PRIMARY KEY, visit_id uuid NOT NULL REFERENCES visit ON DELETE CASCADE,
      words text NOT NULL);
    CREATE TABLE visit_offer (id uuid PRIMARY KEY, visit_id uuid NOT NULL REFERENCES visit ON DELETE CASCADE,
      hospital_id uuid, member_id uuid NOT NULL, state text NOT NULL);
  `);
  const linkedCommunity = (column: string) =>
    `${column} IN (SELECT community_id FROM hospital_community WHERE hospital_id = scope.hospital_id())`;
  const linkedHospital =
    'id IN (SELECT hospital_id FROM hospital_community WHERE community_id = scope.community_id())';
  const ofVisit = 'EXISTS (SELECT FROM visit WHERE visit.id = visit_note.visit_id)';
  const policies: Record<string, { readonly [role in ScopeRole]?: string }> = {
    hospital: {
      super_admin: 'true',
      hospital_admin: 'id = scope.hospital_id()',
      community_manager: linkedHospital,
      resident: linkedHospital,
    },
    community: {
      super_admin: 'true',
      hospital_admin: linkedCommunity('id'),
      community_manager: 'id = scope.community_id()',
      resident: 'id = scope.community_id()',
    },
    hospital_community: {
      super_admin: 'true',
      hospital_admin: 'hospital_id = scope.hospital_id()',
      community_manager: 'community_id = scope.community_id()',
      resident: 'community_id = scope.community_id()',
    },
    member: {
      super_admin: 'true',
      hospital_admin: linkedCommunity('community_id'),
      community_manager: 'community_id = scope.community_id()',
      resident: 'id = scope.resident_id()',
    },
    visit: {
      super_admin: 'true',
      hospital_admin: 'hospital_id = scope.hospital_id()',
      community_manager: 'community_id = scope.community_id()',
      resident: `member_id = scope.resident_id() OR helper_id = scope.resident_id() OR EXISTS (
        SELECT FROM visit_offer o WHERE o.visit_id = visit.id AND o.state = 'open' AND o.member_id = scope.resident_id())`,
    },
    visit_note: {
      super_admin: 'true',
      hospital_admin: ofVisit,
      community_manager: ofVisit,
      resident: ofVisit,
    },
    visit_offer: {
      super_admin: 'true',
      hospital_admin: 'hospital_id = scope.hospital_id()',
      resident: 'member_id = scope.resident_id()',
    },
  };
  for (const [table, rule] of Object.entries(policies)) {
    await enableRowSecurity(owner, table, { select: rule, insert: rule, update: rule, delete: rule });
  }
}

/** Restores the graph's rows in one round trip: tests of many attempts do it before each. */
export async function seedTenancyGraph(owner: Knex): Promise<void> {
  const i = ID;
  const statements: { toQuery(): string }[] = [
    // Quicker than TRUNCATE, which writes new files.
    ...TABLES.toReversed().map((table) => owner(table).delete()),
    owner('hospital').insert([
      { id: i.hospitalA, name: 'own hospital' },
      { id: i.hospitalB, name: 'foreign hospital' },
    ]),
    owner('community').insert([
      { id: i.communityA, name: 'own community' },
      { id: i.communityB, name: 'foreign community' },
    ]),
    owner('hospital_community').insert([
      { hospital_id: i.hospitalA, community_id: i.communityA },
      { hospital_id: i.hospitalB, community_id: i.communityB },
    ]),
    owner('member').insert([
      { id: i.memberA, community_id: i.communityA, name: 'own member' },
      { id: i.memberB, community_id: i.communityB, name: 'foreign member' },
    ]),
  ];
  const sides = [
    {
      side: 'own',
      h: i.hospitalA,
      c: i.communityA,
      m: i.memberA,
      v: i.visitA,
      n: i.noteA,
      o: i.offerA,
      cost: 10,
    },
    {
      side: 'foreign',
      h: i.hospitalB,
      c: i.communityB,
      m: i.memberB,
      v: i.visitB,
      n: i.noteB,
      o: i.offerB,
      cost: 1000,
    },
  ];
  for (const { side, h, c, m, v, n, o, cost } of sides) {
    statements.push(
      owner('visit').insert({
        id: v,
        hospital_id: h,
        community_id: c,
        member_id: m,
        title: `${side} visit`,
        cost,
      }),
      owner('visit_note').insert({ id: n, visit_id: v, words: `${side} note` }),
      owner('visit_offer').insert({ id: o, visit_id: v, hospital_id: h, member_id: m, state: 'open' }),
    );
  }
  await owner.raw(statements.map((statement) => statement.toQuery()).join(';\n'));
}

/** Every row of side B as text: what no write of side A may change. */
export async function foreignRows(owner: Knex): Promise<string> {
  const tables = TABLES.map((table) => `select '${table}' as name, to_jsonb(t)::text as row from ${table} t`);
  const { rows } = await owner.raw(
    `select name, row from (${tables.join(' union all ')}) every where row like '%-0000000000b%' order by name, row`,
  );
  return JSON.stringify(rows);
}
