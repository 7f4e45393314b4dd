import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig, SETTINGS } from '../../src/config.ts';
import { assertAcceptablePassword } from '../../src/features/identity/passwords/policy/policy.ts';
import { IDLE, LIFETIME } from '../../src/features/identity/sessions/service.ts';
import { defaultSettings } from '../../src/features/system/settings/document.ts';
import { productSources } from './security-sources.ts';

/** What the pages under docs/security/ say is what the product does: figures, names of keys, parts of the contract. */

const ROOT = join(import.meta.dirname, '..', '..', '..');
const page = (name: string) =>
  readFileSync(join(ROOT, 'docs', 'security', name), 'utf8').replace(/\s+/g, ' ');
/** Which of `names` a page does not mention. */
const missing = (text: string, names: readonly string[]) => names.filter((name) => !text.includes(name));
const SOURCES = productSources(ROOT, 'api/src');
/** A number of the sources by its name, wherever it is declared. */
function figure(name: string): number {
  const found = SOURCES.filter(([file]) => file.includes('/identity/')).flatMap(([, source]) =>
    [...source.matchAll(new RegExp(`\\b${name}(?: =|:) (\\d[\\d_]*)\\b`, 'g'))].map(([, digits]) =>
      Number(digits?.replaceAll('_', '')),
    ),
  );
  expect([name, found.length > 0]).toEqual([name, true]);
  return found[0] as number;
}
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Operation {
  readonly operationId: string;
  readonly requestBody?: {
    readonly content?: Record<string, { readonly schema?: { readonly $ref?: string } }>;
  };
  readonly parameters?: readonly { readonly name?: string; readonly in?: string; readonly $ref?: string }[];
  readonly responses?: Readonly<Record<string, unknown>>;
  readonly 'x-access'?: { readonly public?: boolean };
}
const contract = JSON.parse(readFileSync(join(ROOT, 'openapi', 'generated', 'openapi.json'), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly parameters: Readonly<Record<string, { readonly name: string; readonly in: string }>>;
    readonly schemas: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
};
const operations = Object.entries(contract.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([, operation]) => typeof operation.operationId === 'string')
    .map(([method, operation]) => ({ path, method, ...operation })),
);

describe('docs/security/authentication.md', () => {
  const text = page('authentication.md');

  test('names the times and limits that the code enforces', () => {
    const { attempts, windowSeconds, lockSeconds, maxLockSeconds } = defaultSettings(true).lockout.nurse;
    const figures = [
      `${figure('ACCESS_TOKEN_SECONDS')} seconds`,
      `${LIFETIME.staff / DAY} days after sign-in`,
      `${LIFETIME.resident / DAY} days after sign-in`,
      `after ${IDLE.staff / HOUR} hours`,
      `after ${IDLE.resident / DAY} days`,
      `${figure('CODE_SECONDS') / 60} minutes`,
      `${figure('MAX_GUESSES')} guesses a code`,
      `to one phone ${figure('perPhoneAndNetwork')} messages an hour and ${figure('perPhoneAndNetworkDay')} a day from one network, ${figure('perPhone')} an hour and ${figure('perPhoneDay')} a day from all`,
      `its own count, ${figure('perKnownDevice')} an hour and ${figure('perKnownDeviceDay')} a day`,
      `one guess after ${figure('PRESSURE_GUESSES')} wrong ones`,
      `${figure('perDevice')} an hour by one device, ${figure('perAddress')} from one address`,
      `${figure('resendAfter')} seconds between two`,
      `once, ${figure('RESET_MINUTES')} minutes`,
      `${defaultSettings(true).invitations.validHours} hours`,
      `${attempts} in ${windowSeconds / 60} minutes (${defaultSettings(true).lockout.super_admin.attempts} for administrators)`,
      `lock for ${lockSeconds / 60} minutes, doubling to a day`,
    ];
    expect(maxLockSeconds).toBe(86_400);
    expect(missing(text, figures)).toEqual([]);
  });

  test('names every operation that takes no credential', () => {
    const open = operations.filter((operation) => operation['x-access']?.public === true);
    expect(open.length).toBeGreaterThan(5);
    expect(
      missing(
        text,
        open.map(({ operationId }) => `\`${operationId}\``),
      ),
    ).toEqual([]);
  });

  test('names the words of the service that no password is made of', () => {
    const words = [...(/the name of the service \(([^)]*)\)/.exec(text)?.[1] ?? '').matchAll(/`(\w+)`/g)].map(
      ([, word]) => word,
    );
    expect(words.length).toBeGreaterThan(0);
    for (const word of words) {
      expect(() => assertAcceptablePassword(`${word}-2026-${word}`, [], '/password')).toThrow(
        expect.objectContaining({ code: 'password_unacceptable' }),
      );
    }
  });
});

describe('docs/security/cryptography.md', () => {
  const text = page('cryptography.md');

  test('names every secret of the settings', () => {
    const secrets = Object.keys(SETTINGS).filter((name) =>
      /^(?!KIWIMESH_LIMIT_)KIWIMESH_\w*(SECRET|KEY)/.test(name),
    );
    expect(secrets).toContain('KIWIMESH_SECRET');
    expect(
      missing(
        text,
        secrets.map((name) => `\`${name}\``),
      ),
    ).toEqual([]);
  });

  test('names every label that a key is derived under', () => {
    const labels = SOURCES.flatMap(([, source]) =>
      [...source.matchAll(/\bderive\([^,)]*,?\s*'([^']+)'\)/g)].map(([, label]) => label ?? ''),
    );
    expect(labels.length).toBeGreaterThan(3);
    expect(
      missing(
        text,
        labels.map((label) => `\`${label}\``),
      ),
    ).toEqual([]);
  });

  test('names every primitive that the sources use', () => {
    const named: Readonly<Record<string, string>> = {
      sha256: 'SHA-256',
      'aes-256-gcm': 'AES-256-GCM',
      EdDSA: 'EdDSA',
      SHA1: 'HMAC-SHA-1',
      sha1: 'HMAC-SHA-1',
    };
    const used = new Set(
      SOURCES.flatMap(([, source]) =>
        [
          ...source.matchAll(/\b(?:createHash|createHmac|hkdfSync|createCipheriv)\(\s*'([^']+)'/g),
          ...source.matchAll(/\b(?:ALGORITHM =|algorithm:) '([^']+)'/g),
        ].map(([, name]) => name ?? ''),
      ),
    );
    expect([...used].filter((name) => named[name] === undefined)).toEqual([]);
    expect(
      missing(
        text,
        [...used].map((name) => named[name] ?? name),
      ),
    ).toEqual([]);
  });
});

describe('docs/security/limits.md', () => {
  test('names the limits that the code enforces', () => {
    const text = page('limits.md');
    const { http } = loadConfig({
      KIWIMESH_ENV: 'production',
      KIWIMESH_SECRET: 'a-secret-of-the-tests-0123456789-0123',
      KIWIMESH_DATA_KEY: 'a-data-key-of-the-tests-0123456789-01',
      DATABASE_URL: 'postgres://kiwimesh@127.0.0.1/kiwimesh',
      KIWIMESH_ALLOW_SANDBOX: 'messaging,email,push',
      KIWIMESH_PUBLIC_URL: 'https://care.example',
    });
    expect(
      missing(text, [`${http.limits.address} a process`, `${http.limits.principal} a process`, '1 MiB']),
    ).toEqual([]);
    expect(http.bodyLimit).toBe(1024 ** 2);
  });
});

describe('docs/security/data.md', () => {
  test('classifies every schema about people, and names every sealed column', () => {
    const about = Object.entries(contract.components.schemas)
      .filter(([, schema]) => schema['x-health-data'] === true || schema['x-personal-data'] === true)
      .map(([name]) => `\`${name}\``);
    expect(about.length).toBeGreaterThan(3);
    expect(missing(page('data.md'), about)).toEqual([]);
    const sealed = SOURCES.flatMap(([, source]) =>
      [...source.matchAll(/static override encrypted = \[([^\]]*)\]/g)].flatMap(([, list]) =>
        [...(list ?? '').matchAll(/'(\w+)'/g)].map(([, column]) => column ?? ''),
      ),
    );
    const words: Readonly<Record<string, string>> = {
      date_of_birth: 'date of birth',
      cancel_reason: 'reason of a cancellation',
      data: 'keeps for replay',
    };
    expect(sealed).toContain('notes');
    expect(
      missing(
        page('privacy.md'),
        sealed.map((column) => words[column] ?? column),
      ),
    ).toEqual([]);
  });
});

describe('docs/security/logging.md', () => {
  test('says for every problem of the contract where it is logged', () => {
    const refusals = new Set(
      operations.flatMap(({ responses }) =>
        Object.keys(responses ?? {}).filter((status) => /^4/.test(status)),
      ),
    );
    const text = page('logging.md');
    // States of the domain, not of security: a conflict, a stale version.
    const security = [...refusals].filter((status) => !['409', '412'].includes(status));
    expect(security).toContain('401');
    expect(missing(text, security)).toEqual([]);
  });

  test('names every log', () => {
    expect(missing(page('logging.md'), ['stdout', '`/metrics`', '(audit.md)'])).toEqual([]);
  });
});

describe('docs/security/dependencies.md', () => {
  test('gives a time to every severity that npm audit reports', () => {
    const text = page('dependencies.md');
    for (const severity of ['critical', 'high', 'moderate', 'low']) {
      expect(text).toMatch(new RegExp(`\\| ${severity} \\| \\d+ days \\|`));
    }
  });
});

describe('docs/guides/operator.md', () => {
  const guide = readFileSync(join(ROOT, 'docs', 'guides', 'operator.md'), 'utf8');

  test('names every setting that makes the service call another', () => {
    const settings = Object.keys(SETTINGS).filter((name) =>
      /^([A-Z_]*_URL|S3_ENDPOINT|TWILIO_[A-Z_]+)$/.test(name),
    );
    const section = guide.slice(guide.indexOf('### Connections behind'), guide.indexOf('### Secrets'));
    const outside = settings.filter((name) => name !== 'KIWIMESH_PUBLIC_URL');
    expect(outside).toContain('DATABASE_URL');
    for (const name of outside)
      expect(section).toContain(name.startsWith('TWILIO_') ? 'TWILIO_*' : `\`${name}\``);
  });
});

describe('the contract', () => {
  test('takes no password, token, key or code in a path or query', () => {
    const spoken = operations.flatMap(({ operationId, parameters = [] }) =>
      parameters.flatMap((parameter) => {
        const found =
          parameter.$ref === undefined
            ? parameter
            : contract.components.parameters[parameter.$ref.split('/').at(-1) ?? ''];
        return found?.in === 'header' ? [] : [`${operationId} ${found?.name}`];
      }),
    );
    expect(spoken.length).toBeGreaterThan(20);
    expect(spoken.filter((name) => /password|token|secret|code$|credential|(^|\s)key$/i.test(name))).toEqual(
      [],
    );
  });
});
