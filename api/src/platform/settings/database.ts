import { defineSettings, text } from '../../kernel/settings.ts';

const url = (protocols: string) => ({ type: 'string', pattern: `^(${protocols})://[^\\s]+$` });

/** Postgres, and where jobs are kept. */
export const databaseSettings = defineSettings({
  declared: {
    DATABASE_URL: {
      schema: url('postgres|postgresql'),
      means: 'Postgres 16 or newer, with a login that owns the schema',
    },
    DATABASE_APP_URL: {
      schema: url('postgres|postgresql'),
      means:
        'the same database with a login that has the app role only; without it the owner switches to that role',
    },
    KIWIMESH_DATABASE_POOL: {
      schema: { type: 'integer', minimum: 2, maximum: 500, default: 12 },
      means: 'the maximum number of connections of this process',
    },
    KIWIMESH_MIGRATE: {
      schema: { enum: ['true', 'false'] },
      means: 'migrate the schema at start; default true in development and test',
    },
    JOBS_URL: { schema: url('postgres|postgresql|mongodb|mongodb\\+srv'), means: 'where jobs are stored' },
  },
  check(values, { environment, deployed }) {
    const faults: string[] = [];
    if (deployed && values.DATABASE_URL === undefined) {
      faults.push(`DATABASE_URL is required in ${environment}: embedded Postgres is for development`);
    }
    if (values.DATABASE_APP_URL !== undefined && values.DATABASE_URL === undefined) {
      faults.push('DATABASE_APP_URL requires DATABASE_URL');
    }
    return faults;
  },
  value: (values, { deployed }) => ({
    database: {
      /** Of the schema's owner; null: embedded Postgres in the data folder. */
      url: text(values.DATABASE_URL),
      /** Logs in as the app role by itself; null: the owner's URL with the role switched. */
      appUrl: text(values.DATABASE_APP_URL),
      pool: Number(values.KIWIMESH_DATABASE_POOL),
      migrate: values.KIWIMESH_MIGRATE === undefined ? !deployed : values.KIWIMESH_MIGRATE === 'true',
    },
    /** `postgres://…` or `mongodb://…`; null: the database. */
    jobsUrl: text(values.JOBS_URL),
  }),
});
