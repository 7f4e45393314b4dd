import { createECDH } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FolderStorage } from './adapters/storage/folder.ts';
import { S3Storage } from './adapters/storage/s3/s3.ts';
import { ConfigFault, loadConfig } from './config.ts';
import { openStorage } from './platform/storage.ts';

const dataDir = mkdtempSync(path.join(tmpdir(), 'kiwimesh-config-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const SECRET = 'a'.repeat(16) + 'b'.repeat(16);
/** The example of RFC 8291, whose private half is public. */
const VAPID = createECDH('prime256v1');
VAPID.setPrivateKey('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', 'base64url');
const PRODUCTION = {
  KIWIMESH_ENV: 'production',
  KIWIMESH_SECRET: SECRET,
  KIWIMESH_DATA_KEY: `data ${SECRET}`,
  DATABASE_URL: 'postgres://kiwimesh@db/kiwimesh',
  KIWIMESH_MESSAGING: 'twilio',
  TWILIO_ACCOUNT_SID: 'AC1',
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_FROM: '+15005550006',
  SMTP_URL: 'smtps://kiwimesh:secret@mail.example.org',
  KIWIMESH_MAIL_FROM: 'Kiwimesh <no-reply@example.org>',
  VAPID_PUBLIC_KEY: VAPID.getPublicKey('base64url'),
  VAPID_PRIVATE_KEY: VAPID.getPrivateKey('base64url'),
  VAPID_SUBJECT: 'mailto:ops@example.org',
  KIWIMESH_PUBLIC_URL: 'https://care.example.org/',
};

const BUCKET = { S3_BUCKET: 'files', AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig({ KIWIMESH_DATA_DIR: dataDir, ...environment });
    return [];
  } catch (error) {
    if (error instanceof ConfigFault) return error.faults;
    throw error;
  }
}

describe('settings', () => {
  it('have a default for everything in development', () => {
    const config = loadConfig({ KIWIMESH_DATA_DIR: dataDir });
    expect(config).toMatchObject({
      environment: 'development',
      role: 'all',
      port: 8080,
      database: { url: null, migrate: true },
      region: { id: 'in', emergencyNumber: '112', currency: 'INR' },
      messaging: { provider: 'sandbox' },
    });
  });

  it.each([
    [{}, 'localhost'],
    [{ KIWIMESH_ENV: 'test' }, 'localhost'],
    [{ KIWIMESH_HOST: '0.0.0.0' }, '0.0.0.0'],
    [PRODUCTION, '::'],
    [{ ...PRODUCTION, KIWIMESH_ENV: 'staging' }, '::'],
    [{ ...PRODUCTION, KIWIMESH_HOST: '127.0.0.1' }, '127.0.0.1'],
  ])('open the network where it is deployed, and this machine alone elsewhere (%#)', (given, host) => {
    expect(loadConfig({ KIWIMESH_DATA_DIR: dataDir, ...given }).host).toBe(host);
  });

  it('are frozen in every part', () => {
    const config = loadConfig({ KIWIMESH_DATA_DIR: dataDir }) as { http: { limits: { address: number } } };
    expect(() => {
      config.http.limits.address = 1;
    }).toThrow(TypeError);
  });

  it('keep one development secret in the data folder, readable by its owner', () => {
    const [first] = loadConfig({ KIWIMESH_DATA_DIR: dataDir }).secrets;
    const [second] = loadConfig({ KIWIMESH_DATA_DIR: dataDir }).secrets;
    const file = path.join(dataDir, 'development.secret');
    expect(second).toBe(first);
    expect(readFileSync(file, 'utf8').trim()).toBe(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('keep one development data key beside it', () => {
    const [first] = loadConfig({ KIWIMESH_DATA_DIR: dataDir }).dataKeys;
    const config = loadConfig({ KIWIMESH_DATA_DIR: dataDir, KIWIMESH_PREVIOUS_DATA_KEYS: `old ${SECRET}` });
    expect(config.dataKeys).toEqual([first, `old ${SECRET}`]);
    expect(first).not.toBe(config.secrets[0]);
  });

  it('that are invalid are all listed, each with its meaning', () => {
    const faults = faultsOf({
      PORT: 'eighty',
      KIWIMESH_ROLE: 'both',
      DATABASE_URL: 'mysql://x',
      KIWIMESH_REGON: 'in',
    });
    expect(faults).toEqual([
      'PORT must be a whole number (the port that HTTP and Socket.IO listen on)',
      expect.stringMatching(/^KIWIMESH_ROLE must be one of serve, work, all \(/),
      expect.stringMatching(/^DATABASE_URL must match pattern/),
      'KIWIMESH_REGON is not a setting: did you mean KIWIMESH_REGION?',
    ]);
  });

  it('of the region name what is wrong with its pack and its providers', () => {
    expect(faultsOf({ KIWIMESH_REGION: 'xx' })).toEqual([
      'KIWIMESH_REGION: there is no region pack xx: use one of ae, in, or the path of a .yaml file',
    ]);
    const file = path.join(dataDir, 'ae.yaml');
    const shipped = readFileSync(new URL('./regions/ae.yaml', import.meta.url), 'utf8');
    writeFileSync(file, shipped.replace('currency: AED', 'currency: AEX'));
    expect(faultsOf({ KIWIMESH_REGION: file })).toEqual([
      `KIWIMESH_REGION: ${file}:4:1: Use a code of ISO 4217: there is no currency AEX`,
    ]);
    writeFileSync(file, shipped.replace('providers: [twilio]', 'providers: [another]'));
    expect(faultsOf({ ...PRODUCTION, KIWIMESH_REGION: file })).toEqual([
      'KIWIMESH_MESSAGING is twilio, which the region pack ae does not name for phones there: use another or unifonic',
    ]);
    expect(faultsOf({ ...PRODUCTION, KIWIMESH_REGION: 'ae' })).toEqual([]);
  });

  it('of a gateway name what it needs, and where the region does not know it', () => {
    const gateway = { ...PRODUCTION, KIWIMESH_MESSAGING: 'gateway' };
    expect(faultsOf(gateway)).toEqual([
      expect.stringMatching(/^KIWIMESH_MESSAGE_GATEWAY is required with KIWIMESH_MESSAGING=gateway/),
    ]);
    const exotel = { ...gateway, KIWIMESH_MESSAGE_GATEWAY: 'exotel' };
    expect(faultsOf(exotel)).toHaveLength(5);
    expect(faultsOf(exotel)[0]).toMatch(
      /^KIWIMESH_MESSAGE_GATEWAY: .*exotel\.yaml: it needs EXOTEL_ACCOUNT_SID, which is/,
    );
    const keys = ['ACCOUNT_SID', 'API_KEY', 'API_TOKEN', 'REPORTS_SECRET', 'SENDER'];
    const complete = { ...exotel, ...Object.fromEntries(keys.map((key) => [`EXOTEL_${key}`, 'x'])) };
    expect(faultsOf(complete)).toEqual([]);
    expect(faultsOf({ ...complete, KIWIMESH_REGION: 'ae' })).toEqual([
      'KIWIMESH_MESSAGE_GATEWAY is exotel, which the region pack ae does not name for phones there: use twilio or unifonic',
    ]);
    const missing = path.join(dataDir, 'none.yaml');
    expect(faultsOf({ ...complete, KIWIMESH_SMS_TEMPLATES: missing })).toEqual([
      `KIWIMESH_SMS_TEMPLATES: ${missing}: there is no such file`,
    ]);
    expect(faultsOf({ KIWIMESH_MESSAGE_GATEWAY: 'exotel' })).toEqual([
      'KIWIMESH_MESSAGE_GATEWAY is not used without KIWIMESH_MESSAGING=gateway',
    ]);
    const region = path.join(dataDir, 'in.yaml');
    const shipped = readFileSync(new URL('./regions/in.yaml', import.meta.url), 'utf8');
    writeFileSync(
      region,
      shipped.replace(
        '  - channel: whatsapp\n    providers: [twilio]',
        '  - channel: whatsapp\n    providers: [exotel]',
      ),
    );
    expect(faultsOf({ ...complete, KIWIMESH_REGION: region })).toEqual([
      'KIWIMESH_MESSAGE_GATEWAY is exotel, which has no sender for whatsapp: the region pack in names it for that',
    ]);
  });

  it('that are empty count as absent; other variables are ignored', () => {
    expect(faultsOf({ DATABASE_URL: '', KIWIMESH_TEST_LOG: 'debug', KIWI: '1' })).toEqual([]);
  });

  it('of production are accepted when they are complete', () => {
    expect(faultsOf(PRODUCTION)).toEqual([]);
    const config = loadConfig({ KIWIMESH_DATA_DIR: dataDir, ...PRODUCTION });
    expect([config.database.migrate, config.http.limits]).toEqual([
      false,
      { address: 3_000, principal: 600, publishableKey: 6_000, operationFactor: 1 },
    ]);
  });

  it.each([
    ['no secret', { KIWIMESH_SECRET: '' }, /^KIWIMESH_SECRET is required in production/],
    ['a short secret', { KIWIMESH_SECRET: 'short' }, /^KIWIMESH_SECRET must have 32 characters or more/],
    [
      'a development secret',
      { KIWIMESH_SECRET: `development-${SECRET}` },
      /^KIWIMESH_SECRET is a development secret/,
    ],
    ['no data key', { KIWIMESH_DATA_KEY: '' }, /^KIWIMESH_DATA_KEY is required in production/],
    [
      'a development data key',
      { KIWIMESH_DATA_KEY: `development-${SECRET}` },
      /^KIWIMESH_DATA_KEY is a development secret/,
    ],
    [
      'a development data key among the previous',
      { KIWIMESH_PREVIOUS_DATA_KEYS: `old ${SECRET},development-${SECRET}` },
      /^KIWIMESH_PREVIOUS_DATA_KEYS is a development secret/,
    ],
    [
      'the token secret as data key',
      { KIWIMESH_DATA_KEY: SECRET },
      /^KIWIMESH_DATA_KEY equals KIWIMESH_SECRET/,
    ],
    [
      'the key in use among the previous',
      { KIWIMESH_PREVIOUS_DATA_KEYS: `data ${SECRET}` },
      /^KIWIMESH_PREVIOUS_DATA_KEYS contains a data key twice/,
    ],
    ['no database', { DATABASE_URL: '' }, /^DATABASE_URL is required in production/],
    ['a sandbox that is not allowed', { KIWIMESH_MESSAGING: 'sandbox' }, /KIWIMESH_ALLOW_SANDBOX=messaging/],
    [
      'no mail server',
      { SMTP_URL: '' },
      /^SMTP_URL is required in production.*KIWIMESH_ALLOW_SANDBOX=email$/,
    ],
    ['a mail server of another kind', { SMTP_URL: 'https://mail.example.org' }, /^SMTP_URL must match/],
    ['no sender of mail', { KIWIMESH_MAIL_FROM: '' }, /^KIWIMESH_MAIL_FROM is required with SMTP_URL/],
    [
      'keys of Web Push that are no pair',
      { VAPID_PRIVATE_KEY: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw' },
      /^VAPID_PRIVATE_KEY is not the private half/,
    ],
    [
      'a contact for push services that is none',
      { VAPID_SUBJECT: 'ops@example.org' },
      /^VAPID_SUBJECT must match/,
    ],
    [
      'an account for apps that cannot be read',
      { FCM_SERVICE_ACCOUNT: '/nowhere/account.json' },
      /^FCM_SERVICE_ACCOUNT names a file that cannot be read$/,
    ],
    [
      'a server for apps without an account',
      { FCM_BASE_URL: 'https://fcm.example.org' },
      /^FCM_BASE_URL is not used without FCM_SERVICE_ACCOUNT$/,
    ],
    [
      'two senders',
      { KIWIMESH_MAIL_FROM: 'a@example.org,b@example.org' },
      /^KIWIMESH_MAIL_FROM must match pattern/,
    ],
    [
      'no public address for links',
      { KIWIMESH_PUBLIC_URL: '' },
      /^KIWIMESH_PUBLIC_URL is required in production/,
    ],
    [
      'links without TLS',
      { KIWIMESH_PUBLIC_URL: 'http://care.example.org' },
      /^KIWIMESH_PUBLIC_URL must begin with https/,
    ],
    ['incomplete credentials of a provider', { TWILIO_AUTH_TOKEN: '' }, /^TWILIO_AUTH_TOKEN is required/],
    [
      'a telephone without an account',
      {
        ...{ KIWIMESH_MESSAGING: 'sandbox', KIWIMESH_ALLOW_SANDBOX: 'messaging' },
        ...{ KIWIMESH_TELEPHONY: 'twilio', TWILIO_ACCOUNT_SID: '' },
      },
      /^TWILIO_ACCOUNT_SID is required with KIWIMESH_MESSAGING=twilio or KIWIMESH_TELEPHONY=twilio$/,
    ],
    [
      'a bucket without an account',
      { S3_BUCKET: 'files', AWS_SECRET_ACCESS_KEY: 'secret' },
      /^AWS_ACCESS_KEY_ID is required with S3_BUCKET$/,
    ],
    [
      'a server for files without a bucket',
      { S3_ENDPOINT: 'https://objects.example.org' },
      /^S3_ENDPOINT is not used without S3_BUCKET$/,
    ],
    [
      'a key of a key service that is not used',
      { ...BUCKET, S3_KMS_KEY_ID: 'key-1' },
      /^S3_KMS_KEY_ID is not used without S3_ENCRYPTION=key_service$/,
    ],
  ])('of production are refused: %s', (_name, change, fault) => {
    expect(faultsOf({ ...PRODUCTION, ...change })).toEqual([expect.stringMatching(fault)]);
  });

  it.each([
    [{}, null],
    // Of other programs on the machine.
    [{ AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' }, null],
    [
      BUCKET,
      {
        ...{ bucket: 'files', endpoint: null, region: 'us-east-1', addressing: 'host' },
        ...{ accessKeyId: 'AKID', secretAccessKey: 'secret', encryption: { kind: 'default' } },
      },
    ],
    [
      { ...BUCKET, S3_ENDPOINT: 'http://127.0.0.1:9000', S3_ENCRYPTION: 'key_service' },
      {
        ...{ endpoint: 'http://127.0.0.1:9000', addressing: 'path' },
        encryption: { kind: 'key_service', keyId: null },
      },
    ],
  ])('keep files in a folder, or in the bucket that is named (%#)', (given, storage) => {
    const config = loadConfig({ KIWIMESH_DATA_DIR: dataDir, ...given });
    if (storage === null) expect(config.storage).toBeNull();
    else expect(config.storage).toMatchObject(storage);
    expect(openStorage(config)).toBeInstanceOf(storage === null ? FolderStorage : S3Storage);
  });

  it('of production without keys push to no browsers and no apps', () => {
    const config = loadConfig({
      KIWIMESH_DATA_DIR: dataDir,
      ...PRODUCTION,
      VAPID_PUBLIC_KEY: '',
      VAPID_PRIVATE_KEY: '',
      VAPID_SUBJECT: '',
    });
    expect(config.push).toEqual({ fcm: { provider: 'off' }, webPush: { provider: 'off' } });
  });

  it('of production may allow a sandbox explicitly', () => {
    expect(
      faultsOf({ ...PRODUCTION, KIWIMESH_MESSAGING: 'sandbox', KIWIMESH_ALLOW_SANDBOX: 'messaging' }),
    ).toEqual([]);
    expect(faultsOf({ ...PRODUCTION, SMTP_URL: '', KIWIMESH_ALLOW_SANDBOX: 'messaging,email' })).toEqual([]);
  });

  it.each([
    [{}, { ollama: null, openai: null, anthropic: null, catalogueFile: null }],
    [
      { OLLAMA_BASE_URL: 'http://127.0.0.1:11434', OLLAMA_MODEL: 'llama3.2:3b' },
      { ollama: { baseUrl: 'http://127.0.0.1:11434', model: 'llama3.2:3b' }, openai: null },
    ],
    [
      { OPENAI_BASE_URL: 'http://127.0.0.1:8000/v1' },
      { openai: { baseUrl: 'http://127.0.0.1:8000/v1', apiKey: null, structuredOutput: 'json_schema' } },
    ],
    [
      { OPENAI_API_KEY: 'sk-x', ANTHROPIC_API_KEY: 'sk-ant-x', ANTHROPIC_STRUCTURED_OUTPUT: 'tools' },
      {
        openai: { baseUrl: null, apiKey: 'sk-x', model: null },
        anthropic: { baseUrl: null, apiKey: 'sk-ant-x', structuredOutput: 'tools' },
      },
    ],
    [
      { OPENAI_MODEL: 'of-another-program', KIWIMESH_LLM_CATALOGUE: '/etc/kiwimesh/models.yaml' },
      { openai: null, catalogueFile: '/etc/kiwimesh/models.yaml' },
    ],
  ])('of models configure a provider by its key or address: %j', (given, expected) => {
    expect(loadConfig({ KIWIMESH_DATA_DIR: dataDir, ...given }).models).toMatchObject(expected);
  });

  it.each([
    { OPENAI_BASE_URL: '127.0.0.1:8000' },
    { OLLAMA_BASE_URL: 'ftp://127.0.0.1' },
    { ANTHROPIC_BASE_URL: 'https://user:password@example.org' },
    { OPENAI_API_KEY: 'two words' },
    { OPENAI_STRUCTURED_OUTPUT: 'xml' },
  ])('of models are refused when malformed: %j', (given) => {
    expect(faultsOf(given)).toEqual([expect.stringMatching(new RegExp(`^${Object.keys(given)[0]} must`))]);
  });

  it.each([
    [
      { SPEECH_BASE_URL: 'http://127.0.0.1:8000/v1' },
      { provider: 'openai', apiKey: null, models: ['whisper-1'] },
    ],
    [
      { SPEECH_API_KEY: 'sk-x', SPEECH_MODEL: 'large', SPEECH_FALLBACK_MODELS: 'small,tiny' },
      { provider: 'openai', baseUrl: null, apiKey: 'sk-x', models: ['large', 'small', 'tiny'] },
    ],
    [
      { KIWIMESH_SPEECH: 'whisper_cpp', SPEECH_BASE_URL: 'http://127.0.0.1:8080', SPEECH_CONCURRENCY: '2' },
      { provider: 'whisper_cpp', baseUrl: 'http://127.0.0.1:8080', concurrency: 2, timeoutMs: 20_000 },
    ],
    [{}, { provider: 'local', models: null }],
    [{ KIWIMESH_ENV: 'test' }, { provider: 'off' }],
    [{ KIWIMESH_ENV: 'test', KIWIMESH_SPEECH: 'local', SPEECH_MODEL: 'tiny.en' }, { models: ['tiny.en'] }],
    [{ KIWIMESH_SPEECH: 'off' }, { provider: 'off' }],
  ])('of speech name an engine: %j', (given, expected) => {
    expect(loadConfig({ KIWIMESH_DATA_DIR: dataDir, ...given }).speech).toMatchObject(expected);
  });

  it.each([
    [{ KIWIMESH_SPEECH: 'sandbox' }, /^KIWIMESH_SPEECH must be one of/],
    [{ KIWIMESH_SPEECH: 'openai' }, /needs SPEECH_API_KEY, or SPEECH_BASE_URL/],
    [{ KIWIMESH_SPEECH: 'whisper_cpp' }, /^SPEECH_BASE_URL is required with KIWIMESH_SPEECH=whisper_cpp/],
    [
      { KIWIMESH_SPEECH: 'local', SPEECH_API_KEY: 'x' },
      /^SPEECH_API_KEY is not used with KIWIMESH_SPEECH=local/,
    ],
    [{ SPEECH_API_KEY: 'x', SPEECH_FALLBACK_MODELS: 'tiny' }, /^SPEECH_FALLBACK_MODELS needs SPEECH_MODEL/],
    [{ SPEECH_BASE_URL: 'http://a', SPEECH_TIMEOUT_SECONDS: '0' }, /^SPEECH_TIMEOUT_SECONDS must/],
  ])('of speech that contradict each other are refused: %j', (given, fault) => {
    expect(faultsOf(given)).toEqual([expect.stringMatching(fault)]);
  });

  it('of mail have a sender and a public URL without a trailing slash', () => {
    const config = loadConfig({ KIWIMESH_DATA_DIR: dataDir, ...PRODUCTION });
    expect(config.email).toEqual({
      smtpUrl: 'smtps://kiwimesh:secret@mail.example.org',
      from: 'Kiwimesh <no-reply@example.org>',
    });
    expect(config.publicUrl).toBe('https://care.example.org');
    const development = loadConfig({ KIWIMESH_DATA_DIR: dataDir });
    expect([development.email.smtpUrl, development.publicUrl]).toEqual([null, null]);
  });
});
