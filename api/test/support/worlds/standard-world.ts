import { Kiwimesh } from '@kiwimesh/sdk';
import type pg from 'pg';
import { inject } from 'vitest';
import { startTestApp, type TestApp, type TestAppOptions } from '../app.ts';
import { administer, clonedDatabase, testDatabase } from '../database.ts';
import { clientOf, makeWorld, type SignInState, stateOf, type World } from './world.ts';

/** Name of the database with the standard world in it. */
const TEMPLATE = 'kiwimesh_world';
/** Held while it is made. */
const LOCK = 4_120_637;

/** A world as JSON: each client is what a new one needs to go on with its session. */
type Saved<T> = T extends Kiwimesh ? SignInState : { readonly [name in keyof T]: Saved<T[name]> };

/**
 * The app with the world of `makeWorld()` in its database: two hospitals and two communities that share nothing, with
 * staff of every role and three residents each, all of them signed in. The first test file of a run that needs it
 * creates it, the others clone its database, which saves them some thirty requests and sixteen password hashes. Files
 * whose settings concern how the world is created (secrets, keys, limits of signing in) call `makeWorld()`.
 */
export async function startTestWorld(
  options: Omit<TestAppOptions, 'on'> = {},
): Promise<{ readonly app: TestApp; readonly world: World }> {
  const saved = await template();
  const clone = await clonedDatabase(TEMPLATE);
  const app = await startTestApp({ ...options, on: { testDatabase: clone } });
  const stop = async () => {
    await app.stop();
    await clone.close();
  };
  return { app: { ...app, stop }, world: restored(saved, app.url) };
}

/** Creates the template unless it exists. @returns the world in it. */
function template(): Promise<Saved<World>> {
  return administer(new URL(inject('postgresTemplateUrl')), async (client) => {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const made = await readComment(client);
    if (made !== null) return JSON.parse(made);
    const text = JSON.stringify(await make());
    await client.query(`comment on database ${TEMPLATE} is ${client.escapeLiteral(text)}`);
    return JSON.parse(text);
  });
}

async function make(): Promise<Saved<World>> {
  const database = await testDatabase();
  try {
    const app = await startTestApp({ on: { testDatabase: database } });
    const world = await makeWorld(app);
    await app.settled();
    await app.stop();
    await database.keepAs(TEMPLATE);
    return saved(world) as Saved<World>;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The world is stored as the comment of its database, so that both exist or neither. */
async function readComment(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ comment: string | null }>(
    `select shobj_description(oid, 'pg_database') as comment from pg_database where datname = $1`,
    [TEMPLATE],
  );
  return rows[0]?.comment ?? null;
}

function saved(part: unknown): unknown {
  if (part instanceof Kiwimesh) return stateOf(part);
  if (Array.isArray(part)) return part.map(saved);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, saved(value)]));
}

function restored({ superAdmin, here, there }: Saved<World>, url: string): World {
  const person = ({ id, kiwi }: Saved<World['here']['hospital']['nurse']>) => ({
    id,
    kiwi: clientOf(url, kiwi),
  });
  const side = ({ hospital, community }: Saved<World['here']>): World['here'] => ({
    hospital: {
      id: hospital.id,
      admin: person(hospital.admin),
      nurse: person(hospital.nurse),
      paramedic: person(hospital.paramedic),
    },
    community: {
      id: community.id,
      manager: person(community.manager),
      residents: community.residents.map(person),
    },
  });
  return { superAdmin: clientOf(url, superAdmin), here: side(here), there: side(there) };
}
