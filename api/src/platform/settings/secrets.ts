import {
  DEVELOPMENT_MARK,
  developmentDataKey,
  developmentSecret,
  previousKeys,
  SECRET_FILE,
} from '../../kernel/sealing/key-settings.ts';
import { defineSettings, text } from '../../kernel/settings.ts';

type Secrets = readonly [string, ...string[]];

const secret = { type: 'string', minLength: 32 };
const declared = {
  KIWIMESH_SECRET: {
    schema: secret,
    means: 'signs tokens and one-time codes: `openssl rand -hex 32`',
    otherwise: 'in development and test, one that is made once and kept in the data folder',
    required: {
      when: 'deployed',
      because: 'development secrets are rejected (make one with `openssl rand -hex 32`)',
    },
  },
  KIWIMESH_PREVIOUS_SECRET: {
    schema: secret,
    means: 'the previous secret, until everything signed with it has expired',
  },
  KIWIMESH_DATA_KEY: {
    schema: secret,
    means:
      'encrypts personal data, which is lost without it: `openssl rand -hex 32`; keep it apart from backups',
    otherwise: 'in development and test, one that is made once and kept in the data folder',
    required: {
      when: 'deployed',
      because: 'development keys are rejected (make one with `openssl rand -hex 32`)',
    },
  },
  KIWIMESH_PREVIOUS_DATA_KEYS: {
    schema: { type: 'string', pattern: '^[^,]{32,}(,[^,]{32,})*$' },
    means: 'earlier data keys with which data may still be encrypted, separated by commas',
  },
  KIWIMESH_AUDIT_SECRET: {
    schema: secret,
    means: 'signs the audit log',
    otherwise: 'KIWIMESH_SECRET',
  },
  KIWIMESH_PREVIOUS_AUDIT_SECRETS: {
    schema: { type: 'string', pattern: '^[^,\\s]{32,}(,[^,\\s]{32,})*$' },
    means:
      'earlier secrets that signed the stored audit log, separated by commas, so that it can still be verified',
  },
} as const;

/** Secrets. In development and test, missing ones are generated once and kept in the data folder. */
export const secretSettings = defineSettings({
  title: 'Secrets',
  declared,
  check(values, { environment, deployed }) {
    const faults: string[] = [];
    if (deployed) {
      for (const name of [
        'KIWIMESH_SECRET',
        'KIWIMESH_PREVIOUS_SECRET',
        'KIWIMESH_DATA_KEY',
        'KIWIMESH_PREVIOUS_DATA_KEYS',
      ] as const) {
        if (previousKeys(String(values[name] ?? '')).some((each) => each.startsWith(DEVELOPMENT_MARK))) {
          faults.push(`${name} is a development secret: generate a new one for ${environment}`);
        }
      }
      if (values.KIWIMESH_DATA_KEY !== undefined && values.KIWIMESH_DATA_KEY === values.KIWIMESH_SECRET) {
        faults.push('KIWIMESH_DATA_KEY equals KIWIMESH_SECRET: use separate secrets for tokens and data');
      }
    }
    const dataKeys = [values.KIWIMESH_DATA_KEY, ...previousKeys(text(values.KIWIMESH_PREVIOUS_DATA_KEYS))];
    if (new Set(dataKeys).size !== dataKeys.length) {
      faults.push('KIWIMESH_PREVIOUS_DATA_KEYS contains a data key twice, or the current one');
    }
    return faults;
  },
  value(values, { dataDir }) {
    const current = text(values.KIWIMESH_SECRET) ?? developmentSecret(dataDir, SECRET_FILE);
    const previous = text(values.KIWIMESH_PREVIOUS_SECRET);
    /** Keys are derived from the first; the others only verify, so that a secret can be changed without ending all sessions. */
    const secrets: Secrets = [current, ...(previous === null ? [] : [previous])];
    /** The audit log is authenticated with the first; the others verify entries written before it changed. */
    const auditSecrets: Secrets = [
      text(values.KIWIMESH_AUDIT_SECRET) ?? current,
      ...(text(values.KIWIMESH_PREVIOUS_AUDIT_SECRETS)?.split(',') ?? []),
      ...secrets,
    ];
    /** Personal data is encrypted with the first; the others decrypt older data. A lost key means lost data. */
    const dataKeys: Secrets = [
      text(values.KIWIMESH_DATA_KEY) ?? developmentDataKey(dataDir),
      ...previousKeys(text(values.KIWIMESH_PREVIOUS_DATA_KEYS)),
    ];
    return { secrets, auditSecrets, dataKeys };
  },
});
