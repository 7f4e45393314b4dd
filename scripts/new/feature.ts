import { type Changes, insertBefore } from './changes.ts';
import { addPath, addTag, createPathParameters, errorReplies, parameters } from './contract.ts';
import { type Names, namesOf, singularOf } from './names.ts';

/** Some id for examples. */
const ID = '0193a5f0-7c1e-7000-8000-000000000031';
const HOSPITAL = '0193a5f0-7c1e-7000-8000-000000000002';

/**
 * A feature whose records belong to a hospital and have a name: list, create, an event, a table with both tenancy
 * layers, and tests. Everything that is specific to it is to be replaced; what surrounds it is what every feature has.
 */
export async function newFeature(changes: Changes, name: string, singular?: string): Promise<void> {
  const many = namesOf(name);
  const one = namesOf(singular ?? singularOf(name));
  const folder = `api/src/features/${many.kebab}`;
  for (const [file, text] of Object.entries(sources(many, one)))
    await changes.create(`${folder}/${file}`, text);
  await changes.create(
    `${folder}/migrations/${migrationTime(new Date())}_${many.snake}.ts`,
    migration(many, one),
  );
  await contract(changes, many, one);
  await changes.edit('api/src/app.ts', (text) => {
    const line = `import { ${many.camel} } from './features/${many.kebab}/module.ts';\n`;
    return insertBefore(insertBefore(text, 'import ', line), '  .add(privacy)', `  .add(${many.camel})\n`);
  });
}

/** `20261126093000`: migrations of all owners run in the order of these. */
function migrationTime(now: Date): string {
  return now.toISOString().replace(/\D/g, '').slice(0, 14);
}

function sources(many: Names, one: Names): Readonly<Record<string, string>> {
  const operations = `${many.pascal}Operations`;
  return {
    'index.ts': `/** What other features may use of ${many.words}: events here, functions under a face in module.ts. */\nexport { ${one.pascal}Created } from './events.ts';\n`,
    'models.ts': `import { inHospital, SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';

/** A ${one.words} of a hospital. */
export class ${one.pascal} extends TenantModel {
  static override tableName = '${one.snake}';
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: 'all',
    ...inHospital({ column: 'hospital_id', equals: 'hospitalId' }),
  };
  declare id: string;
  declare hospitalId: string;
  declare name: string;
  declare createdAt: Date;
}

registerModels(${one.pascal});
`,
    'events.ts': `import { event } from '../../kernel/events/event.ts';
import { id, object } from '../../kernel/payload/shapes.ts';

export const ${one.pascal}Created = event('${one.snake}.created', {
  description: 'A ${one.words} was created.',
  data: object({ ${one.camel}Id: id, hospitalId: id }),
  example: {
    ${one.camel}Id: '${ID}',
    hospitalId: '${HOSPITAL}',
  },
});
`,
    'service.ts': `import { v7 } from 'uuid';
import type { Principal } from '../../kernel/auth/principal.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import { idOfCursor, type Page, type PageRequest, pageOf } from '../../kernel/ground/paging.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import { ${one.pascal}Created } from './events.ts';
import { ${one.pascal} } from './models.ts';

export interface ${many.pascal}Needs {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
}

export class ${many.pascal} {
  readonly #needs: ${many.pascal}Needs;

  constructor(needs: ${many.pascal}Needs) {
    this.#needs = needs;
  }

  /** A page of those within the caller's reach, newest first. */
  async list(principal: Principal, { limit, cursor }: PageRequest): Promise<Page<${one.pascal}>> {
    const after = idOfCursor(cursor);
    return this.#needs.database.run(principal, async (uow) => {
      const query = ${one.pascal}.query(uow.trx).orderBy('id', 'desc').limit(limit + 1);
      if (after !== undefined) query.where('id', '<', after);
      return pageOf(await query, limit);
    });
  }

  /** @throws Problem \`not_found\` for a hospital outside the caller's reach. */
  async create(
    principal: Principal,
    fields: { readonly hospitalId: string; readonly name: string },
  ): Promise<${one.pascal}> {
    return this.#needs.database.run(principal, async (uow) => {
      await this.#needs.organisations.hospitalOf(uow, fields.hospitalId);
      const row = await ${one.pascal}.query(uow.trx)
        .insert({ id: v7(), ...fields, createdAt: uow.now })
        .returning('*');
      uow.emit(${one.pascal}Created(row.id, { ${one.camel}Id: row.id, hospitalId: row.hospitalId }));
      return row;
    });
  }
}
`,
    'wire.ts': `import type { components } from '@kiwimesh/openapi/types';
import type { ${one.pascal} } from './models.ts';

export function ${one.camel}Body(row: ${one.pascal}): components['schemas']['${one.pascal}'] {
  const { id, hospitalId, name } = row;
  return { id, hospitalId, name, createdAt: row.createdAt.toISOString() };
}
`,
    'operations.ts': `import type { OperationsOf } from '../../kernel/http/operation.ts';
import type { ${many.pascal} } from './service.ts';
import { ${one.camel}Body } from './wire.ts';

export type ${operations} = OperationsOf<'list${many.pascal}' | 'create${one.pascal}'>;

export function ${many.camel}Operations(service: ${many.pascal}): ${operations} {
  return {
    async list${many.pascal}({ principal, query }) {
      const { data, nextCursor } = await service.list(principal, { ...query, limit: query.limit ?? 50 });
      return { status: 200, body: { data: data.map(${one.camel}Body), nextCursor } };
    },
    async create${one.pascal}({ principal, params, body }) {
      const row = await service.create(principal, { hospitalId: params.hospitalId, name: body.name });
      return { status: 201, body: ${one.camel}Body(row) };
    },
  };
}
`,
    'module.ts': `import { defineModule } from '../../kernel/module.ts';
import { ${many.camel}Operations } from './operations.ts';
import { ${many.pascal}, type ${many.pascal}Needs } from './service.ts';

/** ${many.words[0]?.toUpperCase()}${many.words.slice(1)} of hospitals. */
export const ${many.camel} = defineModule({
  name: '${many.kebab}',
  create(needs: ${many.pascal}Needs) {
    return { operations: ${many.camel}Operations(new ${many.pascal}(needs)) };
  },
});
`,
    'testing.ts': `import { list, record } from '../../../test/authorisation/expectation.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';
import { AT, idsOf } from '../../../test/support/tenants/tenant-ids.ts';

const inHospital = { hospital_admin: 'si', nurse: 'si', paramedic: 'si', api_key: 'si' };

const tables: FeatureTesting['tables'] = {
  ${one.snake}: {
    reach: { system: 'si', super_admin: 'si', ...inHospital },
    plain: ['name', 'x'],
    rows: (side) => {
      const id = idsOf(side);
      return [{ id: id('${one.snake}'), hospital_id: id('hospital'), name: side, created_at: AT }];
    },
  },
};

const operations: FeatureTesting['operations'] = {
  list${many.pascal}: list(),
  create${one.pascal}: record,
};

export const testing: FeatureTesting = { tables, operations };
`,
    [`${many.kebab}.test.ts`]: `import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../test/support/app.ts';
import { startTestWorld } from '../../../test/support/worlds/standard-world.ts';
import { type World } from '../../../test/support/worlds/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
});
afterAll(() => app.stop());

describe('${article(one.words)}', () => {
  it('is listed for the hospital that created it and for no other', async () => {
    const { here, there } = world;
    const { id } = await here.hospital.admin.kiwi.post('/v1/hospitals/{hospitalId}/${many.kebab}', {
      path: { hospitalId: here.hospital.id },
      body: { name: 'First' },
    });
    const listed = async ({ hospital }: typeof here) =>
      (await hospital.nurse.kiwi.get('/v1/${many.kebab}')).data.map((each) => each.id);
    expect([await listed(here), await listed(there)]).toEqual([[id], []]);
  });
});
`,
  };
}

function migration(many: Names, one: Names): string {
  return `import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/** ${many.words[0]?.toUpperCase()}${many.words.slice(1)} of hospitals. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(\`
    create table ${one.snake} (
      id uuid primary key,
      hospital_id uuid not null references hospital (id),
      name text not null check (length(name) between 1 and 200),
      created_at timestamptz not null default now()
    );
    create index ${one.snake}_hospital_idx on ${one.snake} (hospital_id, id);
  \`);
  const own = 'hospital_id = scope.hospital_id()';
  const reached = { super_admin: 'true', hospital_admin: own, nurse: own, paramedic: own, api_key: own };
  await enableRowSecurity(knex, '${one.snake}', { select: reached, insert: reached });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table ${one.snake}');
}
`;
}

async function contract(changes: Changes, many: Names, one: Names): Promise<void> {
  const folder = `${many.kebab}`;
  const example = (indent: string, first = indent) =>
    `${first}id: ${ID}\n${indent}hospitalId: ${HOSPITAL}\n${indent}name: First\n${indent}createdAt: "2026-11-26T09:00:00.000Z"\n`;
  await addTag(changes, many.kebab, `${many.words[0]?.toUpperCase()}${many.words.slice(1)} of hospitals.`);
  await changes.create(`openapi/schemas/${one.pascal}.yaml`, schema(one));
  await changes.create(`openapi/schemas/${one.pascal}Create.yaml`, createSchema(one));
  await changes.create(`openapi/schemas/${one.pascal}Page.yaml`, pageSchema(one));
  await createPathParameters(changes, '/v1/hospitals/{hospitalId}');
  await changes.create(
    `openapi/resources/${folder}/list${many.pascal}.yaml`,
    `operationId: list${many.pascal}
summary: List ${many.words}
description: Those that the caller may see, newest first.
tags:
  - ${many.kebab}
x-access:
  roles: [super_admin, hospital_admin, nurse, paramedic]
  scopes:
    - organisations:read
  tenant:
    super_admin: platform
    hospital_admin: tenant
    nurse: tenant
    paramedic: tenant
    api_key: tenant
x-cost: query
security:
  - bearer: []
  - apiKey: []
${parameters('Limit', 'Cursor', 'CorrelationId')}responses:
  "200":
    description: Done.
    headers:
      X-Correlation-Id:
        $ref: ../../headers/CorrelationId.yaml
    content:
      application/json:
        schema:
          $ref: ../../schemas/${one.pascal}Page.yaml
        examples:
          page:
            value:
              data:
${example(' '.repeat(18), `${' '.repeat(16)}- `)}              nextCursor: null
${errorReplies([400, 401, 403, 429, 500, 503])}`,
  );
  await changes.create(
    `openapi/resources/${folder}/create${one.pascal}.yaml`,
    `operationId: create${one.pascal}
summary: Create ${article(one.words)}
description: It belongs to the hospital.
tags:
  - ${many.kebab}
x-access:
  roles: [super_admin, hospital_admin]
  scopes:
    - organisations:write
  reply: organisations:read
  tenant:
    super_admin: platform
    hospital_admin: tenant
    api_key: tenant
x-audit:
  record: ${one.snake}
  ids: /reply/id
security:
  - bearer: []
  - apiKey: []
${parameters('HospitalIdPath', 'IdempotencyKey', 'CorrelationId')}requestBody:
  required: true
  content:
    application/json:
      schema:
        $ref: ../../schemas/${one.pascal}Create.yaml
      examples:
        ${one.camel}:
          value:
            name: First
responses:
  "201":
    description: Created.
    headers:
      Idempotency-Replayed:
        $ref: ../../headers/IdempotencyReplayed.yaml
      X-Correlation-Id:
        $ref: ../../headers/CorrelationId.yaml
    content:
      application/json:
        schema:
          $ref: ../../schemas/${one.pascal}.yaml
        examples:
          ${one.camel}:
            value:
${example(' '.repeat(14))}  "204":
    $ref: ../../responses/Withheld.yaml
${errorReplies([400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503])}`,
  );
  await addPath(changes, {
    path: `/v1/${many.kebab}`,
    method: 'get',
    file: `${folder}/list${many.pascal}.yaml`,
  });
  await addPath(changes, {
    path: `/v1/hospitals/{hospitalId}/${many.kebab}`,
    method: 'post',
    file: `${folder}/create${one.pascal}.yaml`,
  });
}

const NAME = `    type: string
    description: The name that people know it by.
    minLength: 1
    maxLength: 200
`;

function schema(one: Names): string {
  return `type: object
description: ${capitalised(article(one.words))} of a hospital.
additionalProperties: false
required:
  - id
  - hospitalId
  - name
  - createdAt
properties:
  id:
    $ref: ./Id.yaml
  hospitalId:
    $ref: ./Id.yaml
  name:
${NAME}  createdAt:
    $ref: ./Timestamp.yaml
`;
}

function createSchema(one: Names): string {
  return `type: object
description: ${capitalised(article(one.words))} to create.
additionalProperties: false
required:
  - name
properties:
  name:
${NAME}    x-normalise: name
    pattern: ^(?!\\s*$)[^\\u0000-\\u001F\\u007F]+$
`;
}

function pageSchema(one: Names): string {
  return `type: object
description: One page of a list.
additionalProperties: false
required:
  - data
  - nextCursor
properties:
  data:
    type: array
    items:
      $ref: ./${one.pascal}.yaml
  nextCursor:
    type:
      - string
      - "null"
    description: Pass it as \`cursor\` to get the next page; null on the last page.
    maxLength: 512
`;
}

const article = (words: string) => `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
const capitalised = (text: string) => `${text[0]?.toUpperCase()}${text.slice(1)}`;
