import path from 'node:path';
import type { Environment, SettingsContext, SettingsValue } from '../../kernel/settings.ts';
import { databaseSettings } from './database.ts';
import { httpSettings } from './http.ts';
import { mapsSettings } from './maps.ts';
import { emailSettings, messagePriceSettings, messagingSettings } from './messaging.ts';
import { type ModelSettings, modelSettings } from './models.ts';
import { processSettings } from './process.ts';
import { pushSettings } from './push.ts';
import { scanningSettings } from './scanning.ts';
import { secretSettings } from './secrets.ts';
import { type SpeechSettings, speechSettings } from './speech.ts';
import { storageSettings } from './storage.ts';
import { type SynthesisSettings, synthesisSettings } from './synthesis.ts';
import { telephonySettings } from './telephony.ts';
import { twilioSettings } from './twilio.ts';

/** The settings of the platform; modules declare their own. */
export const platformSettings = {
  process: processSettings,
  database: databaseSettings,
  secrets: secretSettings,
  http: httpSettings,
  messaging: messagingSettings,
  messagePrices: messagePriceSettings,
  telephony: telephonySettings,
  twilio: twilioSettings,
  email: emailSettings,
  push: pushSettings,
  models: modelSettings,
  speech: speechSettings,
  synthesis: synthesisSettings,
  maps: mapsSettings,
  storage: storageSettings,
  scanning: scanningSettings,
};

/** The part of the configuration that the platform reads. Every part is frozen. */
export type PlatformConfig = SettingsValue<typeof processSettings> &
  SettingsValue<typeof databaseSettings> &
  SettingsValue<typeof secretSettings> & {
    readonly http: SettingsValue<typeof httpSettings>;
    readonly messaging: SettingsValue<typeof messagingSettings>;
    readonly messagePrices: SettingsValue<typeof messagePriceSettings>;
    readonly telephony: SettingsValue<typeof telephonySettings>;
    readonly twilio: SettingsValue<typeof twilioSettings>;
    readonly email: SettingsValue<typeof emailSettings>;
    readonly push: SettingsValue<typeof pushSettings>;
    readonly models: ModelSettings;
    readonly speech: SpeechSettings;
    readonly synthesis: SynthesisSettings;
    readonly maps: SettingsValue<typeof mapsSettings>;
    readonly storage: SettingsValue<typeof storageSettings>;
    readonly scanning: SettingsValue<typeof scanningSettings>;
  };

/** Also works on invalid values, so that all problems can be reported at once. */
export function contextOf(
  values: Readonly<Record<string, string | number | undefined>>,
): Omit<SettingsContext, 'variable'> {
  const environment = values.KIWIMESH_ENV as Environment;
  const allowed = String(values.KIWIMESH_ALLOW_SANDBOX ?? '').split(',');
  return {
    environment,
    deployed: environment === 'staging' || environment === 'production',
    dataDir: path.resolve(String(values.KIWIMESH_DATA_DIR)),
    allowsSandbox: (capability) => allowed.includes(capability),
  };
}
