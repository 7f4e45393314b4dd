import type { S3Client } from '@aws-sdk/client-s3';

/** An account at a server that speaks the protocol of Amazon S3, and the bucket in it. */
export interface S3Account {
  readonly bucket: string;
  readonly region: string;
  /** Another server than the provider's own: scheme, host and port. */
  readonly endpoint: string | null;
  /** Where the name of the bucket is: in the path, or in the name of the host. */
  readonly addressing: 'path' | 'host';
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface S3Limits {
  /** Until a connection is given up, milliseconds. */
  readonly connectMs: number;
  /** Until a request with its repetitions is given up, milliseconds, beside the time that its bytes need. */
  readonly requestMs: number;
  /** How often a request is sent at most. */
  readonly attempts: number;
}

export type Sdk = typeof import('@aws-sdk/client-s3');

export interface Connected {
  readonly sdk: Sdk;
  readonly client: S3Client;
}

/** The vendor's own client. It takes long to load: connect at the first request. */
export async function connectS3(account: S3Account, limits: S3Limits): Promise<Connected> {
  const sdk = await import('@aws-sdk/client-s3');
  const { region, endpoint, addressing, accessKeyId, secretAccessKey } = account;
  const client = new sdk.S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: addressing === 'path',
    maxAttempts: limits.attempts,
    // Checksums are those of S3Storage: the client's own need trailers, which not all compatible servers know.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: limits.connectMs },
    ...(endpoint === null ? {} : { endpoint }),
  });
  return { sdk, client };
}
