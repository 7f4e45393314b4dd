import type { Knex } from 'knex';
import { enableRowSecurity, grantPlatformTable } from '../../db/row-security.ts';

/** Advisory lock for changes of the chain: the ASCII bytes of `audt`. */
const CHAIN_LOCK = 0x61756474;
/** Nothing more recent is ever removed, whatever retention the settings require. */
const MIN_RETENTION_DAYS = 30;

const ENTRY = `
      id uuid not null,
      occurred_at timestamptz not null,
      -- Kind and id of who acted, never a name.
      actor_kind text not null,
      actor_id uuid,
      role text,
      -- The tenant the record belongs to, else the actor's. No foreign keys: an entry outlives its record.
      hospital_id uuid,
      community_id uuid,
      action text not null,
      record_type text,
      record_ids text[] not null,
      purpose text,
      outcome text not null check (outcome in ('succeeded', 'refused', 'failed')),
      problem text,
      correlation_id text not null,
      -- Personal data, erasable: the entry's code covers the commitment, not the address.
      address text,
      address_salt bytea,
      address_commitment bytea,
      -- HMAC-SHA256 over all of the above, and which secret it was made with.
      key_id text not null,
      mac bytea not null`;

const COLUMNS = `id, occurred_at, actor_kind, actor_id, role, hospital_id, community_id, action, record_type, record_ids,
      purpose, outcome, problem, correlation_id, address, address_salt, address_commitment, key_id, mac`;

/**
 * The audit log. Requests add to the intake, a lean table without contention; a sealer moves what is committed there
 * into the log, batch by batch, each under a seal that is chained to the one before. The product may add to the intake
 * and read; moving, removing by retention and erasing an address are functions of the schema's owner, and each keeps
 * the chain. The codes of entries and seals are made by the product with a key that is in no table.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table audit_intake (${ENTRY},
      primary key (id)
    );

    create table audit_event (
      -- Where it stands in the chain: 1, 2, 3, … without a gap.
      position bigint primary key,${ENTRY},
      -- Set when the address was erased: key id and code that prove it was the product.
      address_erased text,
      unique (id)
    );
    create index audit_event_hospital_idx on audit_event (hospital_id, position);
    create index audit_event_community_idx on audit_event (community_id, position);
    create index audit_event_actor_idx on audit_event (actor_id, position);
    create index audit_event_action_idx on audit_event (action, position);
    create index audit_event_occurred_idx on audit_event (occurred_at);
    create index audit_event_records_idx on audit_event using gin (record_ids);

    create table audit_seal (
      number bigint primary key,
      first_position bigint not null,
      entries integer not null check (entries > 0),
      -- SHA-256 over position, id and code of each entry, in order.
      digest bytea not null,
      previous bytea not null,
      -- HMAC-SHA256 over the seal, the previous one's hash among it.
      hash bytea not null,
      key_id text not null,
      sealed_at timestamptz not null
    );

    -- The two ends of the chain, signed: the newest seal, and where the trail begins once old seals were removed.
    create table audit_head (
      one boolean primary key default true check (one),
      number bigint not null,
      hash bytea not null,
      start_number bigint not null,
      start_position bigint not null,
      start_previous bytea not null,
      key_id text not null,
      signature bytea not null
    );
  `);
  await enableRowSecurity(knex, 'audit_event', {
    select: { super_admin: 'true', hospital_admin: 'hospital_id = scope.hospital_id()' },
    insert: { system: 'true' },
    update: { system: 'true' },
    delete: { system: 'true' },
  });
  await knex.raw('revoke insert, update, delete on audit_event from kiwimesh_app');
  await grantPlatformTable(knex, 'audit_intake', ['insert']);
  await knex.raw('grant select (id, mac) on audit_intake to kiwimesh_app');
  await grantPlatformTable(knex, 'audit_seal', ['select']);
  await grantPlatformTable(knex, 'audit_head', ['select']);
  await createFunctions(knex);
}

/** Each runs with its owner's rights, does one thing, and does nothing when the chain is not as its caller saw it. */
async function createFunctions(knex: Knex): Promise<void> {
  const rights = `language plpgsql security definer set search_path = public, pg_temp`;
  // Row security is forced on owners too: they write with the system scope, and then restore the previous one.
  const asSystem = `perform set_config('kiwimesh.role', 'system', true)`;
  const asBefore = `perform set_config('kiwimesh.role', coalesce(caller, ''), true)`;
  await knex.raw(`
    create schema audit;
    grant usage on schema audit to kiwimesh_app;

    -- Moves entries from the intake into the log under a new seal.
    create function audit.seal(
      ids uuid[], seal_number bigint, seal_first bigint, seal_digest bytea, seal_previous bytea, seal_hash bytea,
      seal_key text, seal_at timestamptz, seen_signature bytea, begins_number bigint, begins_position bigint,
      begins_previous bytea, new_signature bytea
    ) returns boolean ${rights} as $$
    declare
      moved integer;
      caller text := scope.role();
    begin
      perform pg_advisory_xact_lock(${CHAIN_LOCK});
      if (select head.signature from audit_head as head) is distinct from seen_signature then return false; end if;
      ${asSystem};
      with wanted as (
        select given.id, seal_first + given.place - 1 as place from unnest(ids) with ordinality as given (id, place)
      ), gone as (
        delete from audit_intake using wanted where audit_intake.id = wanted.id
        returning wanted.place, audit_intake.*
      )
      insert into audit_event (position, ${COLUMNS}) select place, ${COLUMNS} from gone order by place;
      get diagnostics moved = row_count;
      if moved <> cardinality(ids) then
        raise exception 'the intake changed meanwhile' using errcode = '40001';
      end if;
      insert into audit_seal (number, first_position, entries, digest, previous, hash, key_id, sealed_at)
        values (seal_number, seal_first, moved, seal_digest, seal_previous, seal_hash, seal_key, seal_at);
      insert into audit_head (number, hash, start_number, start_position, start_previous, key_id, signature)
        values (seal_number, seal_hash, begins_number, begins_position, begins_previous, seal_key, new_signature)
        on conflict (one) do update set number = excluded.number, hash = excluded.hash,
          start_number = excluded.start_number, start_position = excluded.start_position,
          start_previous = excluded.start_previous, key_id = excluded.key_id, signature = excluded.signature;
      ${asBefore};
      return true;
    end $$;

    -- Removes the seals before begins_number with their entries, and leaves the signed beginning of the rest.
    create function audit.prune(
      seen_signature bytea, begins_number bigint, begins_position bigint, begins_previous bytea, new_key text,
      new_signature bytea
    ) returns bigint ${rights} as $$
    declare
      removed bigint;
      caller text := scope.role();
    begin
      perform pg_advisory_xact_lock(${CHAIN_LOCK});
      if (select head.signature from audit_head as head) is distinct from seen_signature then return null; end if;
      ${asSystem};
      if exists (select from audit_seal where number < begins_number and sealed_at > now() - interval '${MIN_RETENTION_DAYS} days') then
        raise exception 'no seal younger than ${MIN_RETENTION_DAYS} days is removed';
      end if;
      delete from audit_event where position < begins_position;
      get diagnostics removed = row_count;
      delete from audit_seal where number < begins_number;
      update audit_head set start_number = begins_number, start_position = begins_position,
        start_previous = begins_previous, key_id = new_key, signature = new_signature;
      ${asBefore};
      return removed;
    end $$;

    -- Erases addresses: the commitment stays, and the proof of who erased.
    create function audit.erase_addresses(ids uuid[], proofs text[]) returns integer ${rights} as $$
    declare
      erased integer;
      caller text := scope.role();
    begin
      ${asSystem};
      update audit_event set address = null, address_salt = null, address_erased = given.proof
        from unnest(ids, proofs) as given (id, proof)
        where audit_event.id = given.id and address is not null;
      get diagnostics erased = row_count;
      ${asBefore};
      return erased;
    end $$;

    revoke all on all functions in schema audit from public;
    grant execute on all functions in schema audit to kiwimesh_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop schema audit cascade; drop table audit_head, audit_seal, audit_event, audit_intake');
}
