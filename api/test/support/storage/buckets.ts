import { type S3Options, S3Storage } from '../../../src/adapters/storage/s3/s3.ts';
import { StorageSandbox, type StorageSandboxOptions } from '../../../src/adapters/storage/sandbox/server.ts';

export const BUCKET_ACCOUNT = {
  bucket: 'files',
  region: 'eu-west-1',
  accessKeyId: 'AKIDTEST',
  secretAccessKey: 'secret of the tests',
};

/** A sandbox that listens, and storage in its bucket. */
export async function startBucket({
  sandbox: given = {},
  ...options
}: Partial<S3Options> & { readonly sandbox?: Partial<StorageSandboxOptions> } = {}): Promise<{
  readonly sandbox: StorageSandbox;
  readonly storage: S3Storage;
  /** Other storage in the same bucket. */
  other(options: Partial<S3Options>): S3Storage;
}> {
  const sandbox = new StorageSandbox({ ...BUCKET_ACCOUNT, now: () => Date.now(), ...given });
  const endpoint = await sandbox.start();
  const other = (more: Partial<S3Options>) =>
    new S3Storage({ ...BUCKET_ACCOUNT, addressing: 'path', endpoint, ...more });
  return { sandbox, storage: other(options), other };
}
