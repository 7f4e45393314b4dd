import {
  DEVELOPMENT_MARK,
  developmentDataKey,
  developmentSecret,
  previousKeys,
  SECRET_FILE,
} from '../../kernel/privacy/key-settings.ts';
import { defineSettings, text } from '../../kernel/settings.ts';

type Secrets = readonly [string, ...string[]];

const secret = { type: 'string', minLength: 32 };
const declared = {
  KIWIMESH_SECRET: {
    schema: secret,
    means: 'tokens and one-time codes are made from it: `openssl rand -hex 32`',
  },
  KIWIMESH_PREVIOUS_SECRET: {
    schema: secret,
    means: 'the secret before this one, until what was signed with it has run out',
  },
  KIWIMESH_DATA_KEY: {
    schema: secret,
    means:
      'personal data is sealed with it, and lost with it: `openssl rand -hex 32`, kept apart from backups',
  },
  KIWIMESH_PREVIOUS_DATA_KEYS: {
    schema: { type: 'string', pattern: '^[^,]{32,}(,[^,]{32,})*$' },
    means: 'data keys that something may still be sealed with, separated by commas',
  },
  KIWIMESH_AUDIT_SECRET: {
    schema: secret,
    means: 'the audit log is sealed with it; default: KIWIMESH_SECRET',
  },
  KIWIMESH_PREVIOUS_AUDIT_SECRETS: {
    schema: { type: 'string', pattern: '^[^,\\s]{32,}(,[^,\\s]{32,})*$' },
    means:
      'earlier secrets the kept audit log was sealed with, separated by commas, so that it still verifies',
  },
} as const;

/** Secrets. In development and test, those that were not given are made once and kept in the data folder. */
export const secretSettings = defineSettings({
  declared,
  check(values, { environment, deployed }) {
    const faults: string[] = [];
    if (deployed) {
      if (values.KIWIMESH_SECRET === undefined) {
        faults.push(
          `KIWIMESH_SECRET is needed in ${environment}: development secrets are refused (${declared.KIWIMESH_SECRET.means})`,
        );
      }
      if (values.KIWIMESH_DATA_KEY === undefined) {
        faults.push(
          `KIWIMESH_DATA_KEY is needed in ${environment}: development keys are refused (${declared.KIWIMESH_DATA_KEY.means})`,
        );
      }
      for (const name of [
        'KIWIMESH_SECRET',
        'KIWIMESH_PREVIOUS_SECRET',
        'KIWIMESH_DATA_KEY',
        'KIWIMESH_PREVIOUS_DATA_KEYS',
      ] as const) {
        if (previousKeys(String(values[name] ?? '')).some((each) => each.startsWith(DEVELOPMENT_MARK))) {
          faults.push(`${name} is a development secret: make one of its own for ${environment}`);
        }
      }
      if (values.KIWIMESH_DATA_KEY !== undefined && values.KIWIMESH_DATA_KEY === values.KIWIMESH_SECRET) {
        faults.push('KIWIMESH_DATA_KEY is KIWIMESH_SECRET again: tokens and data need secrets of their own');
      }
    }
    const dataKeys = [values.KIWIMESH_DATA_KEY, ...previousKeys(text(values.KIWIMESH_PREVIOUS_DATA_KEYS))];
    if (new Set(dataKeys).size !== dataKeys.length) {
      faults.push('KIWIMESH_PREVIOUS_DATA_KEYS names a data key twice, or the one in use');
    }
    return faults;
  },
  value(values, { dataDir }) {
    const present = text(values.KIWIMESH_SECRET) ?? developmentSecret(dataDir, SECRET_FILE);
    const previous = text(values.KIWIMESH_PREVIOUS_SECRET);
    /** Every key is derived from the first; the others only verify, so that a secret can be changed without signing all out. */
    const secrets: Secrets = [present, ...(previous === null ? [] : [previous])];
    /** The codes of the audit log are made with the first; the others verify what was written before it changed. */
    const auditSecrets: Secrets = [
      text(values.KIWIMESH_AUDIT_SECRET) ?? present,
      ...(text(values.KIWIMESH_PREVIOUS_AUDIT_SECRETS)?.split(',') ?? []),
      ...secrets,
    ];
    /** Personal data is sealed under the first; the others open what was sealed before. Lost keys are lost data. */
    const dataKeys: Secrets = [
      text(values.KIWIMESH_DATA_KEY) ?? developmentDataKey(dataDir),
      ...previousKeys(text(values.KIWIMESH_PREVIOUS_DATA_KEYS)),
    ];
    return { secrets, auditSecrets, dataKeys };
  },
});
