import type { Knex } from 'knex';

/**
 * Tables whose lists can be filtered by changes since a moment, with the columns by which such a list is usually
 * narrowed.
 */
const TABLES = {
  booking: 'hospital_id, ',
  resident: 'community_id, ',
  staff: 'hospital_id, ',
  hospital: '',
  community: '',
  api_key: '',
  hospital_service: 'hospital_id, ',
} as const;

/** First half of the advisory locks that record since when an open transaction has been changing rows: ASCII `chng`. */
const CHANGE_LOCKS = 0x63686e67;
/** The second half counts seconds from here, so that it fits 32 bits: 2026-01-01T00:00:00Z. */
const SECONDS_FROM = 1_767_225_600;

/**
 * When each row last changed, by the database's clock, in an order that a reader can rely on.
 *  A transaction can commit after one that wrote later: a reader that has seen the later change and continues from
 *  there would miss the earlier one. So each transaction that changes such a row holds, until it ends, a shared
 *  advisory lock that names the second it began in. `changes_before()` is the oldest of these, or the present moment
 *  where there is none: no change that is still to become visible has a `changed_at` before it. It reads `pg_locks`,
 *  since other sessions' transactions in `pg_stat_activity` are not shown to the application's role. The lock is shared
 *  and never taken exclusively: no writer ever waits for it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function note_change() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock_shared(
        ${CHANGE_LOCKS}, (floor(extract(epoch from now())) - ${SECONDS_FROM})::integer);
      -- After the lock: a transaction that read the locks before it has also read the clock before this.
      new.changed_at := clock_timestamp();
      return new;
    end $$;

    create function scope.changes_before() returns timestamptz language plpgsql volatile as $$
    declare
      -- Before the locks are read. Less a little, since changed_at is kept to the millisecond.
      clock constant timestamptz := clock_timestamp() - interval '5 milliseconds';
      oldest timestamptz;
    begin
      select min(to_timestamp(objid::bigint + ${SECONDS_FROM})) into oldest
        from pg_locks
       where locktype = 'advisory' and classid = ${CHANGE_LOCKS} and objsubid = 2
         and database = (select oid from pg_database where datname = current_database());
      return least(clock, oldest);
    end $$;
    grant execute on function scope.changes_before() to kiwimesh_app;

    -- Short ids: the last characters of a UUIDv7 are random, the first are the time.
    create index booking_id_suffix_idx on booking (right(id::text, 6));
  `);
  for (const [table, narrowed] of Object.entries(TABLES)) {
    await knex.raw(`
      alter table ${table} add column changed_at timestamptz(3) not null default now();
      create index ${table}_changed_idx on ${table} (${narrowed}changed_at);
      create trigger ${table}_note_change before insert or update on ${table}
        for each row execute function note_change();
    `);
  }
}

export async function down(knex: Knex): Promise<void> {
  for (const table of Object.keys(TABLES)) {
    await knex.raw(`
      drop trigger ${table}_note_change on ${table};
      alter table ${table} drop column changed_at;
    `);
  }
  await knex.raw(`
    drop index booking_id_suffix_idx;
    drop function scope.changes_before();
    drop function note_change();
  `);
}
