import type { Config, product } from './app.ts';
import { announcementSettings } from './features/announcements/settings.ts';
import { attachmentSettings } from './features/attachments/settings.ts';
import { bookingSettings } from './features/booking/settings.ts';
import { identitySettings } from './features/identity/settings.ts';
import { notificationSettings } from './features/notifications/settings.ts';
import { trainingSettings } from './features/training/settings.ts';
import { webhookSettings } from './features/webhooks/settings.ts';
import { type AnySettings, mergeSettings, readSettings, type Setting } from './kernel/settings.ts';
import { contextOf, platformSettings } from './platform/settings/index.ts';

export type { Config } from './app.ts';
export { ConfigFault, EXIT_CONFIG } from './kernel/settings.ts';

/**
 * Those of the modules, as the product has them: the compiler rejects a module that is missing. Named here and not taken from
 * the product, since a process that refuses its settings would load all of it for that.
 */
const moduleSettings: typeof product.settings = {
  identity: identitySettings,
  attachments: attachmentSettings,
  booking: bookingSettings,
  announcements: announcementSettings,
  notifications: notificationSettings,
  training: trainingSettings,
  webhooks: webhookSettings,
};

/** The settings of the platform, then those of the modules, in the order of the settings reference. */
export const SETTINGS_GROUPS: readonly AnySettings[] = [
  ...Object.values(platformSettings),
  ...Object.values(moduleSettings),
];

/** Every setting that the platform and the modules declare, by the name of its environment variable. */
export const SETTINGS: Readonly<Record<string, Setting>> = mergeSettings(SETTINGS_GROUPS);

/**
 * Reads the settings. In development and test, missing secrets are generated once and kept in the data folder.
 * @throws ConfigFault with every problem.
 */
export function loadConfig(environment: NodeJS.ProcessEnv): Config {
  const groups = { platform: platformSettings, modules: moduleSettings };
  const { platform, modules } = readSettings(groups, contextOf, environment);
  const { process, database, secrets, ...ports } = platform;
  return Object.freeze({ ...process, ...database, ...secrets, ...ports, modules });
}
