import type { Knex } from 'knex';
import { type Scope, type ScopeRole, systemScope } from '../src/kernel/tenancy/scope.ts';
import { sealedRow } from './data-keys.ts';

/**
 * Two tenants that share nothing, with at least one row in every tenant table: side `a` is the caller's own, side `b`
 * is foreign. For tests that ask of every table who reaches what.
 */
export type Side = 'a' | 'b';
export type Callers = ScopeRole;

/** Roles to which no tenant is foreign. */
export function reachesAll(role: Callers): boolean {
  return role === 'super_admin' || role === 'system';
}

const KINDS = [
  ...['community', 'hospital', 'hospital_admin', 'nurse', 'paramedic', 'community_manager', 'super_admin'],
  ...['resident', 'booking', 'offer', 'event', 'session', 'otp', 'key', 'audit', 'link', 'change'],
] as const;
type Kind = (typeof KINDS)[number];

/** A fixed id: `…<side><kind>`, with `extra` for further rows of one kind. */
export function idOf(side: Side, kind: Kind, extra = 0): string {
  const tail = `${side}${KINDS.indexOf(kind).toString(16).padStart(2, '0')}${extra.toString(16)}`;
  return `00000000-0000-7000-8000-${tail.padStart(12, '0')}`;
}

const STAFF = ['hospital_admin', 'nurse', 'paramedic', 'community_manager'] as const;

/** A caller of side `a`. */
export function callerOf(role: Callers): Scope {
  const nobody = { hospitalId: null, communityId: null, residentId: null, staffId: null, reason: null };
  const inHospital = { hospitalId: idOf('a', 'hospital') };
  switch (role) {
    case 'hospital_admin':
    case 'nurse':
    case 'paramedic':
      return { ...nobody, ...inHospital, role, staffId: idOf('a', role) };
    case 'community_manager':
      return { ...nobody, role, communityId: idOf('a', 'community'), staffId: idOf('a', role) };
    case 'resident':
      return { ...nobody, role, communityId: idOf('a', 'community'), residentId: idOf('a', 'resident') };
    case 'api_key':
    case 'publishable_key':
      return { ...nobody, ...inHospital, role };
    case 'super_admin':
      return { ...nobody, role, staffId: idOf('a', 'super_admin') };
    case 'anonymous':
      return { ...nobody, role };
    case 'system':
      return systemScope('test');
  }
}

type Row = Record<string, unknown>;

/** Every row of one side by table, in an order that satisfies the foreign keys. */
export function rowsOf(side: Side): Record<string, Row[]> {
  const id = (kind: Kind, extra?: number) => idOf(side, kind, extra);
  const digit = side === 'a' ? 1 : 2;
  const at = '2026-03-01T10:00:00Z';
  const later = '2026-03-01T11:00:00Z';
  const staff = STAFF.map((role) => ({
    id: id(role),
    role,
    name: `${role} ${side}`,
    email: `${role}.${side}@example.org`,
    hospital_id: role === 'community_manager' ? null : id('hospital'),
    community_id: role === 'community_manager' ? id('community') : null,
  }));
  const platform =
    side === 'a'
      ? [{ id: id('super_admin'), role: 'super_admin', name: 'x', email: 'root@example.org' }]
      : [];
  const people = [...staff.map((each) => each.id), ...platform.map((each) => each.id)];
  const token = {
    refresh_salt: Buffer.from('s'),
    refresh_hash: Buffer.from('h'),
    rotated_at: at,
    expires_at: later,
  };
  const used = { created_at: at, last_used_at: at };
  return {
    community: [{ id: id('community'), name: `community ${side}`, timezone: 'Asia/Kolkata' }],
    hospital: [{ id: id('hospital'), name: `hospital ${side}`, timezone: 'Asia/Kolkata' }],
    hospital_community: [{ hospital_id: id('hospital'), community_id: id('community') }],
    staff: [...staff, ...platform],
    staff_position: staff.map((each) => ({
      staff_id: each.id,
      hospital_id: each.hospital_id,
      latitude: 12.9,
      longitude: 77.6,
      recorded_at: at,
    })),
    resident: [
      {
        id: id('resident'),
        community_id: id('community'),
        name: `resident ${side}`,
        phone: `+9198000000${digit}0`,
        language: 'en',
      },
    ],
    hospital_service: [{ hospital_id: id('hospital'), service_type: 'ambulance' }],
    staff_credential: people.map((staff_id) => ({ staff_id, password_hash: 'x' })),
    session: [
      ...people.map((staff_id, n) => ({ id: id('session', n), staff_id, ...token, ...used })),
      { id: id('session', 9), resident_id: id('resident'), ...token, ...used },
    ],
    otp_challenge: [
      {
        id: id('otp'),
        resident_id: id('resident'),
        phone_index: Buffer.from(side),
        address_index: Buffer.from(side),
        channel: 'sms',
        created_at: at,
        sent_at: at,
        expires_at: later,
      },
    ],
    otp_device: [{ resident_id: id('resident'), device_index: Buffer.from(side), signed_in_at: at }],
    api_key: [
      {
        id: id('key'),
        name: side,
        kind: 'secret',
        hospital_id: id('hospital'),
        prefix: 'sk',
        secret_hash: Buffer.from(side),
      },
    ],
    account_link: [
      {
        id: id('link'),
        purpose: 'invitation',
        staff_id: people[0],
        email_index: Buffer.from(side),
        language: 'en',
        salt: Buffer.from(side),
        token_hash: Buffer.from(side),
        created_at: at,
        asked_at: at,
        expires_at: later,
      },
    ],
    address_change: [
      {
        id: id('change'),
        resident_id: id('resident'),
        channel: 'email',
        address: `${side}@example.org`,
        state: 'pending',
        requested_by_kind: 'system',
        requested_at: at,
        expires_at: later,
      },
    ],
    sandbox_message: [{ id: id('otp', 1), channel: 'sms', recipient: 'x', body: 'x', sent_at: at }],
    erasure: [
      {
        resident_id: id('resident'),
        community_id: id('community'),
        requested_by: 'resident',
        reason: 'own_wish',
        requested_at: at,
        due_at: later,
      },
    ],
    sign_in_attempt: [
      {
        account_index: Buffer.from(side),
        block_index: Buffer.from(side),
        staff_id: id('nurse'),
        updated_at: at,
      },
    ],
    staff_totp: [{ staff_id: id('nurse'), sealed_secret: Buffer.from(side), created_at: at }],
    staff_recovery_code: [{ staff_id: id('nurse'), code_hash: Buffer.from(side) }],
    settings: side === 'a' ? [{ id: 1, document: '{}', version: 2, updated_at: at }] : [],
    booking: [
      {
        id: id('booking'),
        service_type: 'ambulance',
        policy_version: 1,
        state: 'assigned',
        resident_id: id('resident'),
        community_id: id('community'),
        hospital_id: id('hospital'),
        assignee_kind: 'staff',
        assignee_staff_id: id('paramedic'),
        assignee_name: 'x',
        version: 2,
        sequence: 2,
        created_at: at,
        updated_at: at,
      },
    ],
    offer: [
      {
        id: id('offer'),
        booking_id: id('booking'),
        service_type: 'ambulance',
        hospital_id: id('hospital'),
        community_id: id('community'),
        resident_id: id('resident'),
        assignee_name: 'x',
        state: 'open',
        round: 1,
        sent_at: at,
        expires_at: later,
      },
    ],
    booking_event: [
      {
        id: id('event'),
        booking_id: id('booking'),
        sequence: 1,
        type: 'requested',
        at,
        actor_kind: 'system',
        version: 1,
        data: '{}',
      },
    ],
    audit_event: [
      {
        position: digit,
        id: id('audit'),
        occurred_at: at,
        actor_kind: 'staff',
        actor_id: id('nurse'),
        hospital_id: id('hospital'),
        action: 'getBooking',
        record_ids: [id('booking')],
        outcome: 'succeeded',
        correlation_id: 'x',
        key_id: 'x',
        mac: Buffer.from('x'),
      },
    ],
    booking_position: [{ booking_id: id('booking'), latitude: 1, longitude: 1, recorded_at: at }],
  };
}

const SEALED: Record<string, string[]> = {
  resident: ['phone'],
  booking_event: ['data'],
  address_change: ['address'],
};

/** Writes both sides, as the owner. */
export async function seedTwoTenants(owner: Knex): Promise<void> {
  for (const side of ['a', 'b'] as const) {
    for (const [table, rows] of Object.entries(rowsOf(side))) {
      const sealed = rows.map((row) => sealedRow(table, row, SEALED[table] ?? []));
      if (rows.length > 0) await owner(table).insert(sealed);
    }
  }
}

/** The primary key of a row, by the table's own key columns. */
export function keyOf(table: string, row: Row): Row {
  const columns = KEYS[table] ?? ['id'];
  return Object.fromEntries(columns.map((column) => [column, row[column]]));
}

const KEYS: Record<string, string[]> = {
  hospital_community: ['hospital_id', 'community_id'],
  staff_position: ['staff_id'],
  hospital_service: ['hospital_id', 'service_type'],
  staff_credential: ['staff_id'],
  sign_in_attempt: ['account_index', 'block_index'],
  staff_totp: ['staff_id'],
  staff_recovery_code: ['staff_id', 'code_hash'],
  booking_position: ['booking_id'],
  erasure: ['resident_id'],
  otp_device: ['resident_id'],
};

/** Of several own rows, the one that is most the caller's: a member of staff's own, else the first. */
export function ownRow(table: string, role: Callers): Row {
  const rows = rowsOf('a')[table] ?? [];
  const self = callerOf(role).staffId ?? (role === 'resident' ? callerOf(role).residentId : null);
  const mine = rows.find((row) => self !== null && [row.id, row.staff_id, row.resident_id].includes(self));
  const [first] = rows;
  if (first === undefined) throw new Error(`no row of ${table}`);
  return mine ?? first;
}
