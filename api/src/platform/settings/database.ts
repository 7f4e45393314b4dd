import { defineSettings, text } from '../../kernel/settings.ts';

const url = (protocols: string) => ({ type: 'string', pattern: `^(${protocols})://[^\\s]+$` });

/** Postgres, and the store of jobs. */
export const databaseSettings = defineSettings({
  title: 'Database and jobs',
  declared: {
    DATABASE_URL: {
      schema: url('postgres|postgresql'),
      means: 'Postgres 16 or newer, with a login that owns the schema',
      otherwise: 'an embedded Postgres in the data folder',
      required: { when: 'deployed', because: 'embedded Postgres is for development' },
    },
    DATABASE_APP_URL: {
      schema: url('postgres|postgresql'),
      means: 'the same database with a login that has the app role only',
      otherwise: 'the login of DATABASE_URL, switched to that role',
    },
    KIWIMESH_DATABASE_POOL: {
      schema: { type: 'integer', minimum: 2, maximum: 500, default: 12 },
      means: 'the maximum number of connections of this process',
    },
    KIWIMESH_MIGRATE: {
      schema: { enum: ['true', 'false'] },
      means: 'migrate the schema at start',
      otherwise: 'true in development and test, false in staging and production',
    },
    JOBS_URL: {
      schema: url('postgres|postgresql|mongodb|mongodb\\+srv'),
      means: 'where jobs are stored, Postgres or MongoDB',
      otherwise: 'the database of DATABASE_URL',
    },
  },
  check(values) {
    return values.DATABASE_APP_URL !== undefined && values.DATABASE_URL === undefined
      ? ['DATABASE_APP_URL requires DATABASE_URL']
      : [];
  },
  value: (values, { deployed }) => ({
    database: {
      /** With the login of the schema's owner; null: embedded Postgres in the data folder. */
      url: text(values.DATABASE_URL),
      /** With a login that has the app role only; null: the owner's URL with the role switched. */
      appUrl: text(values.DATABASE_APP_URL),
      pool: Number(values.KIWIMESH_DATABASE_POOL),
      migrate: values.KIWIMESH_MIGRATE === undefined ? !deployed : values.KIWIMESH_MIGRATE === 'true',
    },
    /** `postgres://…` or `mongodb://…`; null: the database. */
    jobsUrl: text(values.JOBS_URL),
  }),
});
