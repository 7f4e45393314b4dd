import type { Knex } from 'knex';

/**
 * What all later migrations build on: the role that the product runs as, and the functions through which its row
 * policies read the session scope. They return null when a setting is absent, so a session without a scope sees
 * nothing.
 *  Roles belong to the cluster, not to one database: creating the role is safe when it already exists, also when two
 *  databases of one cluster are migrated at the same instant.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kiwimesh_app') THEN
        CREATE ROLE kiwimesh_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT;
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$;

    DO $$ BEGIN
      -- The migrating user switches to the role when the product connects with the same URL.
      IF NOT pg_has_role(current_user, 'kiwimesh_app', 'SET') THEN
        EXECUTE format('GRANT kiwimesh_app TO %I', current_user);
      END IF;
    EXCEPTION WHEN unique_violation THEN NULL;
    END $$;

    CREATE EXTENSION IF NOT EXISTS btree_gist;

    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public TO kiwimesh_app;

    CREATE SCHEMA scope;
    GRANT USAGE ON SCHEMA scope TO kiwimesh_app;
    CREATE FUNCTION scope.role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
      RETURN nullif(current_setting('kiwimesh.role', true), '');
    CREATE FUNCTION scope.hospital_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
      RETURN nullif(current_setting('kiwimesh.hospital_id', true), '')::uuid;
    CREATE FUNCTION scope.community_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
      RETURN nullif(current_setting('kiwimesh.community_id', true), '')::uuid;
    CREATE FUNCTION scope.resident_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
      RETURN nullif(current_setting('kiwimesh.resident_id', true), '')::uuid;
    CREATE FUNCTION scope.staff_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
      RETURN nullif(current_setting('kiwimesh.staff_id', true), '')::uuid;
  `);
}

/** The role stays: other databases of the cluster may use it. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP SCHEMA scope CASCADE;
    DROP EXTENSION IF EXISTS btree_gist;
    REVOKE USAGE ON SCHEMA public FROM kiwimesh_app;
    GRANT USAGE ON SCHEMA public TO PUBLIC;
  `);
}
