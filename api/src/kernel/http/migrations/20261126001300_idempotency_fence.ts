import type { Knex } from 'knex';
import { APP_ROLE } from '../../db/connection.ts';
import { SEAL_BYTES } from '../../sealing/data-keys.ts';

/** Which record, and who holds it: the arguments of every function but `purge` and `forget`. */
const REQUEST = 'of_actor text, of_operation text, of_key text';
const HELD = `${REQUEST}, of_holder uuid`;
const IS_REQUEST = 'actor = of_actor and operation = of_operation and key = of_key';
const IS_HELD = `${IS_REQUEST} and holder = of_holder`;

/**
 * These commit without waiting for the disk: each is undone or repeated safely. A claim lost with the server is lost
 * together with the work that came after it, whose own commit waits for the log up to there; a saved reply lost leaves
 * the mark that the work's transaction set. It saves two of three disk waits in each POST.
 */
const LAZY = `perform set_config('synchronous_commit', 'off', true);`;

const definer = 'security definer set search_path = pg_catalog, public, pg_temp';

/**
 * Saved replies are what callers received, so they may hold any personal data. The app role loses access to the table:
 * it reaches one record at a time through these functions, by its whole key, which only its own caller knows. The body
 * is sealed. Replies stored so far are deleted: a repeat of a request from before this step would run again, which no
 * client sends across a deployment.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from idempotency_record;
    alter table idempotency_record drop column body, add column body bytea
      constraint idempotency_record_body check (octet_length(body) >= ${SEAL_BYTES} and get_byte(body, 0) = 1);
    revoke all on idempotency_record from ${APP_ROLE};
    create schema idempotency;
    grant usage on schema idempotency to ${APP_ROLE};

    create function idempotency.claim(${HELD}, of_fingerprint text, lease_seconds double precision) returns boolean
      language plpgsql ${definer} as $$
    begin
      ${LAZY}
      insert into idempotency_record as r (actor, operation, key, fingerprint, holder, leased_until)
      values (of_actor, of_operation, of_key, of_fingerprint, of_holder, now() + make_interval(secs => lease_seconds))
      on conflict (actor, operation, key) do update
        set fingerprint = excluded.fingerprint, holder = excluded.holder, leased_until = excluded.leased_until,
            effect_at = null, status = null, headers = null, body = null, created_at = now()
        where r.created_at < now() - interval '24 hours'
           or (r.status is null and r.effect_at is null and r.leased_until < now()
               and r.fingerprint = excluded.fingerprint);
      return found;
    end $$;

    create function idempotency.find(${REQUEST})
      returns table (fingerprint text, status smallint, headers jsonb, body bytea, effect_at timestamptz, leased boolean)
      language sql stable ${definer} as $$
      select r.fingerprint, r.status, r.headers, r.body, r.effect_at, r.leased_until >= now()
      from idempotency_record r where r.actor = of_actor and r.operation = of_operation and r.key = of_key
    $$;

    create function idempotency.save(${HELD}, with_status smallint, with_headers jsonb, with_body bytea) returns void
      language plpgsql ${definer} as $$
    begin
      ${LAZY}
      update idempotency_record set status = with_status, headers = with_headers, body = with_body where ${IS_HELD};
    end $$;

    create function idempotency.release(${HELD}) returns void language plpgsql ${definer} as $$
    begin
      delete from idempotency_record where ${IS_HELD} and effect_at is null;
      update idempotency_record set leased_until = now() - interval '1 second' where ${IS_HELD} and effect_at is not null;
    end $$;

    create function idempotency.renew(${HELD}, lease_seconds double precision) returns void language sql ${definer} as $$
      update idempotency_record set leased_until = now() + make_interval(secs => lease_seconds) where ${IS_HELD}
    $$;

    -- In the transaction that does the work; false when the key was taken over meanwhile.
    create function idempotency.mark(${HELD}) returns boolean language plpgsql ${definer} as $$
    begin
      update idempotency_record set effect_at = now() where ${IS_HELD};
      return found;
    end $$;

    create function idempotency.purge(most integer) returns integer language plpgsql ${definer} as $$
    declare gone integer;
    begin
      delete from idempotency_record where ctid = any (array(
        select ctid from idempotency_record where created_at < now() - interval '24 hours' limit most));
      get diagnostics gone = row_count;
      return gone;
    end $$;

    -- Every reply to an actor.
    create function idempotency.forget(of_actor text) returns integer language plpgsql ${definer} as $$
    declare gone integer;
    begin
      delete from idempotency_record where actor = of_actor;
      get diagnostics gone = row_count;
      return gone;
    end $$;

    revoke all on all functions in schema idempotency from public;
    grant execute on all functions in schema idempotency to ${APP_ROLE};
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop schema idempotency cascade;
    delete from idempotency_record;
    alter table idempotency_record drop column body, add column body text;
    grant select, insert, update, delete on idempotency_record to ${APP_ROLE};
  `);
}
