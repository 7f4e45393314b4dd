import type { Config } from '@kiwimesh/api/config.ts';
import { loadPolicies } from '@kiwimesh/api/features/booking/index.ts';
import { staffPasswords } from '@kiwimesh/api/features/identity/index.ts';
import { buildKnowledge } from '@kiwimesh/api/features/triage/index.ts';
import { connect } from '@kiwimesh/api/kernel/db/connection.ts';
import { migrateUrl } from '@kiwimesh/api/kernel/db/migrate.ts';
import { Database } from '@kiwimesh/api/kernel/db/unit/database.ts';
import { DataKeys } from '@kiwimesh/api/kernel/sealing/data-keys.ts';
import { localSpeech } from '@kiwimesh/api/platform/speech.ts';
import { type Seeded, seedDemo } from '../demo/seed.ts';

/*
 * What `make run` needs of the service before it starts it. `run.ts` loads this file when nothing is known any more that
 * it would refuse.
 */

/** Brings schema, compiled knowledge and demo data up to date. @param say tells a person what was done. */
export async function prepareDatabase(
  databaseUrl: string,
  config: Config,
  widgetOrigins: readonly string[],
  say: (what: string) => void,
): Promise<Seeded> {
  buildKnowledge();
  const dataKeys = new DataKeys(config.dataKeys);
  const applied = await migrateUrl(databaseUrl, { dataKeys });
  if (applied.length > 0) {
    const what = applied[0]?.endsWith('_kernel') ? 'Created the schema' : 'Migrated the schema';
    say(`${what} (${applied.length} ${applied.length === 1 ? 'migration' : 'migrations'})`);
  }
  const database = new Database(connect(databaseUrl, { as: 'app', poolMax: 2, name: 'kiwimesh demo' }), {
    dataKeys,
  });
  try {
    const seeded = await seedDemo({
      database,
      policies: loadPolicies(config.modules.booking.policiesDir ?? undefined, config.region),
      region: config.region,
      widgetOrigins,
      hashPassword: staffPasswords.hash,
    });
    if (seeded.fresh) {
      const { hospitals, communities, staff, residents } = seeded.world;
      say(
        `Created demo data: ${hospitals.length} hospitals, ${communities.length} communities, ${staff.length} staff, ` +
          `${residents.length} residents, ${seeded.bookings} past bookings`,
      );
    }
    return seeded;
  } finally {
    await database.close();
  }
}

/** The models of speech that are installed on this machine. */
export const localSpeechModels = (root: string) => localSpeech(root).models();
