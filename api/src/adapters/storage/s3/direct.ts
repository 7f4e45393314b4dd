import { savedAs } from '../../../kernel/values/disposition.ts';
import {
  type DirectDownload,
  type DirectRequest,
  type DirectTransfers,
  type DirectUpload,
  isStorageKey,
  StorageError,
} from '../../../ports/storage.ts';
import type { Connected } from './client.ts';
import type { EncryptionHeaders } from './encryption.ts';
import { asStorageError } from './failures.ts';

interface Signing {
  readonly bucket: string;
  readonly encryption: EncryptionHeaders;
  connect(): Promise<Connected>;
}

/** Requests with a signature in their address, which the server checks. Making one asks nobody. */
export class SignedRequests implements DirectTransfers {
  readonly #signing: Signing;

  constructor(signing: Signing) {
    this.#signing = signing;
  }

  async upload(key: string, { size, contentType, expiresInSeconds }: DirectUpload): Promise<DirectRequest> {
    const { bucket, encryption } = this.#signing;
    const url = await this.#sign(key, async ({ sdk, client }, getSignedUrl) =>
      getSignedUrl(
        client,
        new sdk.PutObjectCommand({
          ...encryption,
          Bucket: bucket,
          Key: key,
          ContentType: contentType,
          ContentLength: size,
        }),
        // Signed although they are no part of the address, so that the size and the type cannot be others.
        { expiresIn: expiresInSeconds, signableHeaders: new Set(['content-type', 'content-length']) },
      ),
    );
    const { ServerSideEncryption, SSEKMSKeyId } = encryption;
    return {
      method: 'PUT',
      url,
      headers: {
        'content-type': contentType,
        ...(ServerSideEncryption === undefined
          ? {}
          : { 'x-amz-server-side-encryption': ServerSideEncryption }),
        ...(SSEKMSKeyId === undefined ? {} : { 'x-amz-server-side-encryption-aws-kms-key-id': SSEKMSKeyId }),
      },
    };
  }

  async download(
    key: string,
    { contentType, fileName, expiresInSeconds }: DirectDownload,
  ): Promise<DirectRequest> {
    const url = await this.#sign(key, async ({ sdk, client }, getSignedUrl) =>
      getSignedUrl(
        client,
        new sdk.GetObjectCommand({
          Bucket: this.#signing.bucket,
          Key: key,
          ResponseContentType: contentType,
          ResponseContentDisposition: savedAs(fileName),
          ResponseCacheControl: 'private, no-store',
        }),
        { expiresIn: expiresInSeconds },
      ),
    );
    return { method: 'GET', url, headers: {} };
  }

  async #sign(
    key: string,
    sign: (
      connected: Connected,
      getSignedUrl: typeof import('@aws-sdk/s3-request-presigner').getSignedUrl,
    ) => Promise<string>,
  ): Promise<string> {
    if (!isStorageKey(key)) throw new StorageError('invalid_key');
    try {
      const connected = await this.#signing.connect();
      const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
      return await sign(connected, getSignedUrl);
    } catch (error) {
      throw asStorageError(error);
    }
  }
}
