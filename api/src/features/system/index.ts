import type { Database } from '../../kernel/db/unit-of-work.ts';
import type { Feature } from '../../kernel/feature.ts';
import { type DeadJobs, DeadLetters } from './dead-letters.ts';
import { type SystemOperations, systemOperations } from './operations.ts';
import { PlatformSettings, type SettingsDeps } from './settings.ts';
import { type SettingsOperations, settingsOperations } from './settings-operations.ts';

export type { PlatformSettings, SettingsFace } from './settings.ts';
export type { LockoutPolicy, Settings, SettingsDocument } from './settings-document.ts';

/** The settings other features read; built before them. */
export function createSettings(deps: SettingsDeps): PlatformSettings {
  return new PlatformSettings(deps);
}

export interface SystemDeps {
  readonly database: Database;
  /** The job store, for the dead letters of jobs. */
  readonly deadJobs: DeadJobs;
  /** From {@link createSettings}. */
  readonly settings: PlatformSettings;
}

/** What operators of the platform need: its settings and the dead letters. */
export function createSystemFeature({ database, deadJobs, settings }: SystemDeps): Feature & {
  readonly operations: SystemOperations & SettingsOperations;
} {
  return {
    operations: { ...systemOperations(new DeadLetters(database, deadJobs)), ...settingsOperations(settings) },
  };
}
