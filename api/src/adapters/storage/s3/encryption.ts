import type { ServerSideEncryption } from '@aws-sdk/client-s3';

/** How the provider encrypts what it keeps. */
export type Encryption =
  /** As the bucket is set. */
  | { readonly kind: 'default' }
  /** With keys of the provider (SSE-S3). */
  | { readonly kind: 'provider' }
  /** With a key that its key service keeps (SSE-KMS): this one, or the account's own. */
  | { readonly kind: 'key_service'; readonly keyId: string | null };

export interface EncryptionHeaders {
  readonly ServerSideEncryption?: ServerSideEncryption;
  readonly SSEKMSKeyId?: string;
}

/** What every request that stores something says. */
export function encryptionOf(encryption: Encryption): EncryptionHeaders {
  switch (encryption.kind) {
    case 'default':
      return {};
    case 'provider':
      return { ServerSideEncryption: 'AES256' };
    case 'key_service':
      return {
        ServerSideEncryption: 'aws:kms',
        ...(encryption.keyId === null ? {} : { SSEKMSKeyId: encryption.keyId }),
      };
  }
}
