import type { Database } from '../../kernel/db/unit/database.ts';
import { defineModule } from '../../kernel/module.ts';
import type { Signals } from '../../kernel/work/signals.ts';
import { type DeadJobs, DeadLetters } from './dead-letters.ts';
import type { SystemFace } from './index.ts';
import { systemOperations } from './operations.ts';
import { PlatformSettings } from './settings.ts';
import { settingsOperations } from './settings-operations.ts';

interface SystemNeeds {
  readonly database: Database;
  readonly signals: Signals;
  /** The job store, for the dead letters of jobs. */
  readonly deadJobs: DeadJobs;
  /** Some settings have stricter defaults there. */
  readonly production: boolean;
}

/** What operators of the platform need: its settings and the dead letters. */
export const system = defineModule({
  name: 'system',
  create({ database, signals, deadJobs, production }: SystemNeeds) {
    const settings = new PlatformSettings({ database, signals, production });
    const face: SystemFace = { settings };
    return {
      face,
      operations: {
        ...systemOperations(new DeadLetters(database, deadJobs)),
        ...settingsOperations(settings),
      },
    };
  },
});
