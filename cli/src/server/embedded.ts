// The Postgres that `make run` keeps in its data folder. Only a checkout has it: the build leaves this module out.
import { setTimeout as sleep } from 'node:timers/promises';
import { claimDataFolder, DataFolderInUse } from '@kiwimesh/api/postgres/data-folder/claim.ts';
import { startFault } from '@kiwimesh/api/postgres/data-folder/start-fault.ts';
import {
  type EmbeddedPostgres,
  findEmbeddedPostgres,
  startEmbeddedPostgres,
} from '@kiwimesh/api/postgres/embedded.ts';
import { CliError, EXIT } from '../base/errors.ts';

export interface OpenPostgres {
  readonly url: string;
  close(): Promise<void>;
}

const LOOK_AGAIN_MS = 100;
/** A wait that is longer than this is worth a line. */
const SAY_AFTER_MS = 1_000;

/**
 * Opens the embedded Postgres of a data folder: joins that of a running `make run`, waits for another command that has
 * it for the moment, and else starts it for as long as it is open.
 * @param program who holds the folder meanwhile, such as `kiwimesh db backup`.
 * @param onWait is called once if another command has to finish first.
 */
export async function openEmbedded(
  dataDir: string,
  program: string,
  onWait: (why: string) => void,
): Promise<OpenPostgres> {
  try {
    return await opened(dataDir, program, onWait);
  } catch (error) {
    const reason = startFault(error, { dataDir });
    throw new CliError('database_unavailable', `The embedded database cannot be used: ${reason}`, {
      exit: EXIT.unreachable,
    });
  }
}

async function opened(
  dataDir: string,
  program: string,
  onWait: (why: string) => void,
): Promise<OpenPostgres> {
  const folder = `${dataDir}/postgres`;
  const since = Date.now();
  let said = false;
  for (;;) {
    try {
      const claim = await claimDataFolder(dataDir, { program, address: null, embedded: true });
      const postgres: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir: folder }).catch(
        async (error) => {
          await claim.release();
          throw error;
        },
      );
      return {
        url: postgres.url,
        async close() {
          await postgres.stop();
          await claim.release();
        },
      };
    } catch (error) {
      if (!(error instanceof DataFolderInUse)) throw error;
      const { holder } = error;
      const running = holder.address !== null && holder.embedded;
      const found = running ? await findEmbeddedPostgres({ dataDir: folder }) : undefined;
      if (found !== undefined) return { url: found.url, close: found.stop };
      // It works on a database of its own choice: the folder's Postgres is unused.
      if (!holder.embedded) {
        const postgres = await startEmbeddedPostgres({ dataDir: folder });
        return { url: postgres.url, close: postgres.stop };
      }
      if (!said && Date.now() - since > SAY_AFTER_MS) {
        onWait(`Waiting for ${holder.program} (process ${holder.pid}), which uses ${dataDir} …`);
        said = true;
      }
      await sleep(LOOK_AGAIN_MS);
    }
  }
}
