import type { Knex } from 'knex';
import { ConstraintViolation, DatabaseFault, TenancyViolation } from '../src/kernel/db/errors.ts';
import type { TestDatabase } from './database.ts';
import { type Callers, callerOf, keyOf } from './two-tenants.ts';

/**
 * Who may do what to rows of their own tenant, by the database wall alone: s(elect), i(nsert), u(pdate), d(elete).
 * Roles not named may do nothing. A policy that is dropped, added or widened changes a letter here.
 */
export const EXPECTED: Readonly<Record<string, Partial<Record<Callers, string>>>> = {
  community: {
    system: 'siu',
    super_admin: 'siu',
    hospital_admin: 's',
    nurse: 's',
    paramedic: 's',
    api_key: 's',
    publishable_key: 's',
    community_manager: 'su',
    resident: 's',
  },
  hospital: {
    system: 'siu',
    super_admin: 'siu',
    hospital_admin: 'su',
    nurse: 's',
    paramedic: 's',
    api_key: 'su',
    publishable_key: 's',
    community_manager: 's',
    resident: 's',
  },
  hospital_community: {
    system: 'siud',
    super_admin: 'siud',
    hospital_admin: 's',
    nurse: 's',
    paramedic: 's',
    api_key: 's',
    publishable_key: 's',
    community_manager: 's',
    resident: 's',
  },
  staff: {
    system: 'siu',
    super_admin: 'siu',
    hospital_admin: 'siu',
    nurse: 'su',
    paramedic: 'su',
    api_key: 'siu',
    community_manager: 'su',
  },
  staff_position: {
    system: 'siu',
    super_admin: 's',
    hospital_admin: 'siu',
    nurse: 'siu',
    paramedic: 'siu',
    api_key: 's',
    community_manager: 'siu',
  },
  resident: {
    system: 'siu',
    super_admin: 'siu',
    hospital_admin: 'siu',
    nurse: 's',
    paramedic: 's',
    api_key: 'siu',
    community_manager: 'siu',
    resident: 'su',
  },
  hospital_service: {
    system: 'siu',
    super_admin: 'siu',
    hospital_admin: 'siu',
    nurse: 's',
    paramedic: 's',
    api_key: 'siu',
    publishable_key: 's',
    community_manager: 's',
    resident: 's',
  },
  staff_credential: { system: 'siud' },
  session: {
    system: 'siud',
    super_admin: 's',
    hospital_admin: 's',
    nurse: 's',
    paramedic: 's',
    community_manager: 's',
    resident: 's',
  },
  otp_challenge: { system: 'siud' },
  otp_device: { system: 'siud' },
  api_key: { system: 'siu', super_admin: 'siu', hospital_admin: 'siu' },
  account_link: { system: 'siud' },
  address_change: { system: 'siud' },
  sandbox_message: { system: 'siud' },
  erasure: { system: 'siud', super_admin: 'si', community_manager: 'si', resident: 'sid' },
  sign_in_attempt: { system: 'siud' },
  staff_totp: { system: 'siud' },
  staff_recovery_code: { system: 'siud' },
  settings: { system: 'siu', super_admin: 'siu' },
  booking: {
    system: 'siu',
    super_admin: 'siu',
    hospital_admin: 'siu',
    nurse: 'siu',
    paramedic: 'siu',
    api_key: 'siu',
    community_manager: 'siu',
    resident: 'siu',
  },
  offer: {
    system: 'siu',
    super_admin: 's',
    hospital_admin: 's',
    nurse: 's',
    paramedic: 's',
    api_key: 's',
    community_manager: 's',
    resident: 's',
  },
  booking_event: {
    system: 'siu',
    super_admin: 'si',
    hospital_admin: 'si',
    nurse: 'si',
    paramedic: 'si',
    api_key: 'si',
    community_manager: 'si',
    resident: 'si',
  },
  audit_event: { system: 's', super_admin: 's', hospital_admin: 's' },
  booking_position: {
    system: 'siud',
    super_admin: 's',
    hospital_admin: 's',
    nurse: 's',
    paramedic: 'siu',
    api_key: 's',
    community_manager: 's',
    resident: 's',
  },
};

export const ROLES: Callers[] = [
  'super_admin',
  'hospital_admin',
  'nurse',
  'paramedic',
  'api_key',
  'publishable_key',
  'community_manager',
  'resident',
  'anonymous',
  'system',
];

class Undo extends Error {}

/** Runs as the role and undoes it; whether the database let it happen. */
async function mayDo(
  { database }: TestDatabase,
  role: Callers,
  work: (trx: Knex.Transaction) => Promise<number>,
): Promise<boolean> {
  let changed = 0;
  try {
    await database.run(callerOf(role), async (uow) => {
      changed = await work(uow.trx);
      throw new Undo();
    });
  } catch (error) {
    if (error instanceof Undo) return changed > 0;
    // The wall let it through and only then a key or reference objected.
    if (error instanceof ConstraintViolation) return true;
    if (error instanceof TenancyViolation) return false;
    if (error instanceof DatabaseFault && error.code === '42501') return false;
    throw error;
  }
  return false;
}

type Row = Record<string, unknown>;

/**
 * What the database wall lets a role do to one row: letters of `siud`. Nothing is changed: each attempt is undone.
 */
export async function allowed(db: TestDatabase, table: string, role: Callers, row: Row): Promise<string> {
  const key = keyOf(table, row);
  const stored = await db.owner(table).where(key).first();
  const json = Object.fromEntries(
    Object.entries(stored as Row).map(([name, value]) => [
      name,
      value !== null &&
      typeof value === 'object' &&
      !(value instanceof Date) &&
      !Buffer.isBuffer(value) &&
      !Array.isArray(value)
        ? JSON.stringify(value)
        : value,
    ]),
  );
  const column = CHANGEABLE[table] ?? Object.keys(key)[0] ?? 'id';
  const can = {
    s: await mayDo(db, role, async (trx) => (await trx(table).where(key)).length),
    // The very row that is there: past the policy, its own key refuses it.
    i: await mayDo(db, role, async (trx) =>
      trx(table)
        .insert(json)
        .then(() => 1),
    ),
    u: await mayDo(db, role, async (trx) =>
      trx(table)
        .where(key)
        .update({ [column]: json[column] as string }),
    ),
    d: await mayDo(db, role, async (trx) => trx(table).where(key).delete()),
  };
  return Object.entries(can)
    .filter(([, yes]) => yes)
    .map(([letter]) => letter)
    .join('');
}

/** Where the app role may change some columns only: one of those. */
const CHANGEABLE: Readonly<Record<string, string>> = { booking_event: 'actor_name' };

/** A column without a rule of its own, which any row may take from any other. */
const PLAIN: Readonly<Record<string, [column: string, value: string | number | boolean]>> = {
  community: ['timezone', 'UTC'],
  hospital: ['timezone', 'UTC'],
  hospital_community: ['priority', 1],
  staff: ['name', 'x'],
  staff_position: ['latitude', 1],
  resident: ['language', 'hi'],
  hospital_service: ['enabled', false],
  staff_credential: ['password_hash', 'x'],
  session: ['user_agent', 'x'],
  otp_challenge: ['sends', 2],
  otp_device: ['signed_in_at', '2026-03-01T12:00:00Z'],
  api_key: ['name', 'x'],
  account_link: ['sends', 2],
  address_change: ['code_sends', 2],
  sandbox_message: ['body', 'x'],
  erasure: ['reason', 'deceased'],
  sign_in_attempt: ['failures', 1],
  staff_totp: ['last_step', 1],
  staff_recovery_code: ['used_at', '2026-03-01T10:00:00Z'],
  settings: ['version', 3],
  booking: ['assignee_name', 'x'],
  offer: ['assignee_name', 'x'],
  booking_event: ['actor_name', 'x'],
  booking_position: ['latitude', 2],
  audit_event: ['action', 'x'],
};

/**
 * Whether an UPDATE or DELETE without any condition changes a row the role cannot see. Such a statement reads nothing,
 * so Postgres does not ask the select policy: the policies of the commands themselves must hold.
 */
export async function blindWriteLeaks(db: TestDatabase, table: string, role: Callers): Promise<boolean> {
  const visible = await db.database.run(
    callerOf(role),
    async (uow) => (await uow.trx(table).select()).length,
  );
  const [column, value] = PLAIN[table] ?? ['id', ''];
  const writes = [
    (trx: Knex.Transaction) => trx(table).update({ [column]: value }),
    (trx: Knex.Transaction) => trx(table).delete(),
  ];
  for (const write of writes) {
    if (await mayDo(db, role, async (trx) => ((await write(trx)) > visible ? 1 : 0))) return true;
  }
  return false;
}
