/** The face of system: the settings of the platform. */
import type { PlatformSettings } from './settings/service.ts';

export type { LockoutPolicy, Settings, SettingsDocument } from './settings/document.ts';
export type { PlatformSettings, SettingsFace } from './settings/service.ts';

export interface SystemFace {
  readonly settings: PlatformSettings;
}
