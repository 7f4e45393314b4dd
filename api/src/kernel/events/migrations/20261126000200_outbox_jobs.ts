import type { Knex } from 'knex';
import { grantPlatformTable } from '../../db/row-security.ts';

/**
 * The outbox, the job table and the attachments of the socket adapter. All are platform tables: they hold ids and
 * states, no tenant's rows, and are read by system work only; so they have grants and no row policies.
 */
export async function up(knex: Knex): Promise<void> {
  await createOutbox(knex);
  await createJobs(knex);
  await createSocketAttachments(knex);
}

async function createOutbox(knex: Knex): Promise<void> {
  await knex.raw(`
    create table outbox_event (
      position bigint generated always as identity primary key,
      type text not null check (type ~ '^[a-z0-9_]+([.][a-z0-9_]+)+$'),
      aggregate_type text not null,
      aggregate_id text not null,
      data jsonb not null,
      correlation_id text not null,
      traceparent text not null,
      occurred_at timestamptz not null
    );
    -- Only the purge selects by age; events arrive in order of time.
    create index outbox_event_occurred_idx on outbox_event (occurred_at);

    -- Who wants what. Processes write their own subscribers here at start, so that an event written by any process
    -- (an older build, a command line) is delivered to every subscriber there is.
    create table outbox_subscription (
      event_type text not null,
      consumer text not null,
      seen_at timestamptz not null default now(),
      primary key (event_type, consumer)
    );

    create table outbox_delivery (
      id bigint generated always as identity primary key,
      event_position bigint not null references outbox_event (position) on delete cascade,
      consumer text not null,
      -- '<type>:<id>' of the event's aggregate: order is kept within (consumer, aggregate).
      aggregate text not null,
      state text not null default 'pending' check (state in ('pending', 'delivered', 'dead')),
      attempts integer not null default 0 check (attempts >= 0),
     -- Attempts that failed because the worker crashed. After the second the delivery is suspect, and a worker runs one
      -- suspect at a time: if it crashes too, that was the likely cause, and its other work is not blamed.
      crashes integer not null default 0 check (crashes >= 0),
      next_attempt_at timestamptz not null default now(),
     -- The worker that holds it: the key of the advisory lock that the worker has while it is alive.
      claimed_by integer,
      last_error text,
      delivered_at timestamptz,
      failed_at timestamptz,
      unique (event_position, consumer),
      check ((state = 'delivered') = (delivered_at is not null)),
      check (state = 'pending' or claimed_by is null)
    );
    create index outbox_delivery_due_idx on outbox_delivery (next_attempt_at, event_position)
      where state = 'pending';
    create index outbox_delivery_suspect_idx on outbox_delivery (next_attempt_at, event_position)
      where state = 'pending' and crashes >= 2;
    create index outbox_delivery_stream_idx on outbox_delivery (consumer, aggregate, event_position)
      where state = 'pending';
    create index outbox_delivery_dead_idx on outbox_delivery (failed_at, id) where state = 'dead';
  `);
  await grantPlatformTable(knex, 'outbox_event', ['select', 'insert', 'delete']);
  await grantPlatformTable(knex, 'outbox_subscription', ['select', 'insert', 'update', 'delete']);
  await grantPlatformTable(knex, 'outbox_delivery', ['select', 'insert', 'update', 'delete']);
}

/**
 * The columns are those that Agenda's Postgres backend reads and writes (its schema.ts, version 3.0); it is started
 * with `ensureSchema: false`, because two workers that create the schema at once make each other crash.
 *  A row is live while it is scheduled (next_run_at) or held by a worker (locked_at). A row that is neither has used up
 *  its attempts: it is a dead letter. There is one live row per (name, key); dead ones are kept beside it.
 */
async function createJobs(knex: Knex): Promise<void> {
  await knex.raw(
    `
    create table agenda_job (
      id uuid primary key default gen_random_uuid(),
      name varchar(255) not null,
      priority integer not null default 0,
      next_run_at timestamptz,
      type varchar(10) not null default 'normal' check (type in ('normal', 'single')),
      locked_at timestamptz,
      last_finished_at timestamptz,
      failed_at timestamptz,
      fail_count integer,
      fail_reason text,
      repeat_timezone varchar(100),
      last_run_at timestamptz,
      repeat_interval varchar(255),
      data jsonb not null default '{}',
      repeat_at varchar(255),
      disabled boolean not null default false,
      progress real,
      fork boolean default false,
      last_modified_by varchar(255),
      debounce_started_at timestamptz,
      start_date timestamptz,
      end_date timestamptz,
      skip_days jsonb,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
     -- Added here, as above: runs that ended because the worker crashed.
      crashes integer not null default 0 check (crashes >= 0),
      check (data ? 'key')
    );
    create unique index agenda_job_live_key on agenda_job (name, (data ->> 'key'))
      where next_run_at is not null or locked_at is not null;
    create index agenda_job_find_idx on agenda_job (name, next_run_at, priority desc) where not disabled;
    create index agenda_job_locked_idx on agenda_job (locked_at) where locked_at is not null;
    create index agenda_job_dead_idx on agenda_job (failed_at, id)
      where next_run_at is null and locked_at is null;
  `.replaceAll('?', '\\?'),
  );
  await grantPlatformTable(knex, 'agenda_job', ['select', 'insert', 'update', 'delete']);
}

/**
 * Required by @socket.io/postgres-adapter: messages too large for NOTIFY (8,000 bytes) are stored here for half a
 * minute.
 */
async function createSocketAttachments(knex: Knex): Promise<void> {
  await knex.raw(`
    create table socket_attachment (
      id bigint generated always as identity primary key,
      created_at timestamptz not null default now(),
      payload bytea not null
    );
    create index socket_attachment_created_idx on socket_attachment (created_at);
  `);
  await grantPlatformTable(knex, 'socket_attachment', ['select', 'insert', 'delete']);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table socket_attachment;
    drop table agenda_job;
    drop table outbox_delivery;
    drop table outbox_subscription;
    drop table outbox_event;
  `);
}
