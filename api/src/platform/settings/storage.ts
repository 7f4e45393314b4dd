import { defineSettings, text } from '../../kernel/settings.ts';

const WITH_BUCKET = { when: { setting: 'S3_BUCKET' } } as const;
const NAMES = ['S3_ENDPOINT', 'S3_REGION', 'S3_ADDRESSING', 'S3_ENCRYPTION', 'S3_KMS_KEY_ID'] as const;

/** Where files are kept: a bucket, or without one a folder of the data directory. */
export const storageSettings = defineSettings({
  title: 'Files',
  declared: {
    S3_BUCKET: {
      // The provider's rules for names of buckets.
      schema: { type: 'string', pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$' },
      means: 'the bucket that keeps files, at a server that speaks the protocol of Amazon S3',
      otherwise: 'files are kept below files in KIWIMESH_DATA_DIR, which all processes must share',
    },
    S3_ENDPOINT: {
      schema: { type: 'string', pattern: '^https?://[^\\s/?#@]+$' },
      means:
        'another server than Amazon, such as https://objects.example.org; the service and browsers reach it',
      otherwise: 'Amazon S3 in S3_REGION',
    },
    S3_REGION: {
      schema: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,62}$' },
      means: 'the region of the bucket; servers without regions take us-east-1',
      otherwise: 'us-east-1',
    },
    S3_ADDRESSING: {
      schema: { enum: ['path', 'host'] },
      means: 'where requests name the bucket: in the path, or in the name of the host',
      otherwise: 'path with S3_ENDPOINT, else host',
    },
    S3_ENCRYPTION: {
      schema: { enum: ['default', 'provider', 'key_service'], default: 'default' },
      means:
        'how the provider encrypts what it keeps: as the bucket is set, with keys of its own (SSE-S3), or with a key of its key service (SSE-KMS)',
    },
    S3_KMS_KEY_ID: {
      schema: { type: 'string', pattern: '^[!-~]{1,500}$' },
      means: 'the key at the key service',
      otherwise: "with S3_ENCRYPTION=key_service, the account's own",
    },
    AWS_ACCESS_KEY_ID: {
      schema: { type: 'string', pattern: '^[!-~]{1,200}$' },
      means:
        'the account at the server; it needs to read, write, list and delete objects of the bucket, nothing else',
      required: WITH_BUCKET,
    },
    AWS_SECRET_ACCESS_KEY: {
      schema: { type: 'string', pattern: '^[!-~]{1,200}$' },
      means: "the account's secret",
      required: WITH_BUCKET,
    },
  },
  check(values) {
    const faults = NAMES.filter(
      // A constant default is no choice.
      (name) => values[name] !== undefined && values[name] !== 'default' && values.S3_BUCKET === undefined,
    ).map((name) => `${name} is not used without S3_BUCKET`);
    if (values.S3_KMS_KEY_ID !== undefined && values.S3_ENCRYPTION !== 'key_service') {
      faults.push('S3_KMS_KEY_ID is not used without S3_ENCRYPTION=key_service');
    }
    return faults;
  },
  value(values) {
    const bucket = text(values.S3_BUCKET);
    if (bucket === null) return null;
    const endpoint = text(values.S3_ENDPOINT);
    return {
      bucket,
      endpoint,
      region: text(values.S3_REGION) ?? 'us-east-1',
      addressing: (values.S3_ADDRESSING ?? (endpoint === null ? 'host' : 'path')) as 'path' | 'host',
      accessKeyId: String(values.AWS_ACCESS_KEY_ID),
      secretAccessKey: String(values.AWS_SECRET_ACCESS_KEY),
      encryption:
        values.S3_ENCRYPTION === 'key_service'
          ? { kind: 'key_service' as const, keyId: text(values.S3_KMS_KEY_ID) }
          : { kind: values.S3_ENCRYPTION as 'default' | 'provider' },
    };
  },
});
