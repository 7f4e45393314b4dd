import { type Migration, migrations } from '@kiwimesh/api/kernel/db/migrations/index.ts';

/** The migrations of this version, read from their folder. The build replaces this module by one that lists them. */
export function steps(): Promise<readonly Migration[]> {
  return migrations();
}
