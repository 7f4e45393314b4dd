/**
 * Every kind of caller, every operation, and every relation of the record to the caller: 6 roles, an API key with and
 * without the scope, a publishable key, a caller without credentials and two people of another tenant, about a record
 * of their own, of their tenant and of a foreign one. The expected answer follows from `x-access` of the contract; the
 * features' `testing.ts` hold what that cannot express. Admitted callers succeed, no other caller does, and a foreign
 * record is not found, in the same words as a record that never existed. The small size samples each operation: one
 * caller of every kind of outcome, another one with each operation.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changes } from '../../../openapi/lint/document.ts';
import { all, type Located } from '../support/contract/contract-mutations.ts';
import { SIZE, sized } from '../support/size.ts';
import { becomes, editorsOf, victimOf, writersOf } from './account-takeover.ts';
import { cellsOf, faultsOf, type MatrixCell, sampleOf } from './cells.ts';
import { EXPECTATIONS } from './expectations.ts';
import { MatrixWorld } from './world.ts';

/** Concurrent requests. */
const ABREAST = 8;

let world: MatrixWorld;
beforeAll(async () => {
  const scopes = new Set(all.flatMap(({ operation }) => operation['x-access']?.scopes ?? []));
  world = await MatrixWorld.make([...scopes]);
});
afterAll(() => world?.stop());

async function faults(cells: readonly MatrixCell[]): Promise<string[]> {
  const found: string[] = [];
  const waiting = cells[Symbol.iterator]();
  const worker = async () => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) {
      found.push(...(await faultsOf(next.value, world)));
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, worker));
  return found;
}

describe('the matrix of authorisation', () => {
  test.each(all.map((located, nth) => [located.where, located, nth] as const))(
    '%s',
    async (name, located, nth) => {
      const expectation = EXPECTATIONS[name];
      expect(
        expectation,
        `${name} has no line in the testing.ts of its feature. Add one that says what it is about: ` +
          `\`${name}: record\` when its path or body names a record, \`list('hospitalId')\` with its id filters, ` +
          `\`caller\` or \`nothing\`; with a \`request\` where the contract's example does not succeed as it is.`,
      ).toBeDefined();
      if (expectation === undefined) return;
      const cells = cellsOf(located, expectation);
      expect(await faults(SIZE === 'full' ? cells : sampleOf(cells, nth))).toEqual([]);
    },
  );

  test('may take longer than access tokens and recent sign-ins last', async () => {
    world.pass(20 * 60_000);
    const later = ['getMe', 'createStaff'].flatMap((name) => {
      const located = all.find(({ where }) => where === name);
      const expectation = EXPECTATIONS[name];
      return located && expectation ? sampleOf(cellsOf(located, expectation), 0) : [];
    });
    expect(later.length).toBeGreaterThan(4);
    expect(await faults(later)).toEqual([]);
  });

  test('expects nothing of operations that no longer exist', () => {
    const names = all.map(({ where }) => where);
    expect(Object.keys(EXPECTATIONS).filter((name) => !names.includes(name))).toEqual([]);
  });

  test('knows at most one scope per operation, as its keys hold one each', () => {
    expect(all.filter(({ operation }) => (operation['x-access']?.scopes?.length ?? 0) > 1)).toEqual([]);
  });
});

describe('no editor becomes the person they edit', () => {
  const cases = (['residents', 'staff'] as const).flatMap((kind) =>
    writersOf(all, kind).map((located, nth) => [`${located.where} of ${kind}`, kind, located, nth] as const),
  );

  test('the contract has operations that write to people', () => {
    expect(cases.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'updateResident of residents',
        'updateStaff of staff',
        'importRows of residents',
        'importRows of staff',
      ]),
    );
  });

  test.each(cases)('by %s', async (_name, kind, located, nth) => {
    const taken: string[] = [];
    const editors = editorsOf(located);
    const some = editors.filter((_, at) => at === nth % editors.length);
    for (const caller of sized({ small: some, full: editors })) {
      taken.push(...(await becomes(world, located, caller, () => victimOf(world, kind))));
    }
    expect(taken).toEqual([]);
  });
});

describe('what the matrix requested is in the audit log', () => {
  interface Row {
    readonly action: string;
    readonly correlation_id: string;
    readonly outcome: string;
    readonly problem: string | null;
    readonly actor_id: string | null;
    readonly address: string | null;
    readonly record_ids: readonly string[];
  }
  const operation = (where: string) => all.find((located) => located.where === where) as Located;
  const rule = (where: string) => operation(where).operation['x-audit'];
  const readsPeople = (where: string) => ['health', 'personal'].includes(rule(where)?.reads ?? '');
  let rows: Map<string, Row[]>;

  beforeAll(async () => {
    await world.app.app.sealer.sealAll();
    const entries: Row[] = await world.app.testDatabase.owner('audit_event').orderBy('position');
    rows = Map.groupBy(entries, (row) => `${row.correlation_id} ${row.action}`);
  });

  test('has each change and each read about people, attempted or done, and nothing else', () => {
    const wrong: string[] = [];
    for (const { where, correlationId, reply } of world.answered) {
      const code = reply.status < 400 ? null : (JSON.parse(reply.body) as { code: string }).code;
      // Without a credential that the operation takes there was no caller: such requests are in the process log only.
      const hasNoCaller = code === 'unauthenticated' && where !== 'refreshSession';
      const expected = (changes(operation(where)) || readsPeople(where)) && !hasNoCaller;
      const own = rows.get(`${correlationId} ${where}`) ?? [];
      const at = `${where} ${reply.status} ${code}`;
      if (own.length > 0 !== expected) wrong.push(`${at}: ${own.length} entries`);
      const outcome = code === null ? 'succeeded' : 'refused';
      for (const row of own) {
        if (row.outcome !== outcome || row.problem !== code)
          wrong.push(`${at}: ${row.outcome} ${row.problem}`);
        if (row.address === null) wrong.push(`${at}: from nowhere`);
      }
    }
    expect([...new Set(wrong)]).toEqual([]);
    expect(world.answered.length).toBeGreaterThan(sized({ small: 200, full: 500 }));
  });

  test('each with the record it is about, wherever the contract says where that is', () => {
    const wrong: string[] = [];
    for (const { where, correlationId, reply } of world.answered) {
      const ids = rule(where)?.ids;
      if (ids === undefined || reply.status >= 300) continue;
      const own = (rows.get(`${correlationId} ${where}`) ?? []).flatMap((row) => row.record_ids);
      const replied = JSON.parse(reply.body === '' ? 'null' : reply.body);
      const named = ids.includes('*')
        ? (replied.data as { id: string }[]).map(({ id }) => id)
        : ids === '/reply/id'
          ? replied === null
            ? []
            : [replied.id as string]
          : [];
      const missing = named.filter((id) => !own.includes(id));
      const recorded = changes(operation(where)) || readsPeople(where);
      if (missing.length > 0 || (recorded && own.length === 0 && !ids.includes('*'))) wrong.push(where);
    }
    expect([...new Set(wrong)]).toEqual([]);
  });

  test('and the log is intact', async () => {
    const verified = await world.asSuperAdmin('get', '/v1/audit-events/verification');
    expect(verified).toMatchObject({ intact: true, fault: null });
  });
});
