import type { Signals } from '../../kernel/coordination/signals.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import { defineModule } from '../../kernel/module.ts';
import { type DeadJobs, DeadLetters } from './dead-letters.ts';
import type { SystemFace } from './index.ts';
import { systemOperations } from './operations.ts';
import type { LegalRetention } from './settings/document.ts';
import { PlatformSettings } from './settings/service.ts';

interface SystemNeeds {
  readonly database: Database;
  readonly signals: Signals;
  /** The job store, for the dead letters of jobs. */
  readonly deadJobs: DeadJobs;
  /** Whether settings have the stricter defaults of production. */
  readonly production: boolean;
  readonly region: {
    readonly callRecording: 'allowed' | 'forbidden';
    readonly retentionDays: LegalRetention;
  };
}

/** The settings of the platform and the dead letters, for its operators. */
export const system = defineModule({
  name: 'system',
  create({ database, signals, deadJobs, production, region }: SystemNeeds) {
    const mayRecordCalls = region.callRecording === 'allowed';
    const { retentionDays } = region;
    const settings = new PlatformSettings({ database, signals, production, mayRecordCalls, retentionDays });
    const face: SystemFace = { settings };
    return {
      face,
      operations: systemOperations(new DeadLetters(database, deadJobs), settings),
    };
  },
});
