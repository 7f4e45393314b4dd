import { causesOf, networkFailure } from '../../../kernel/network/failures.ts';
import { StorageError, type StorageFailure } from '../../../ports/storage.ts';

/** A reply that is not one of the protocol, such as the page of a proxy with status 200. */
export const badReply = (): StorageError => new StorageError('unavailable', 'bad_reply');

const ABSENT = new Set(['NoSuchKey', 'NotFound']);
const FULL = new Set([
  'QuotaExceeded',
  'StorageFull',
  'XMinioStorageFull',
  'EntityTooLarge',
  'InsufficientStorage',
]);
/** Refused now, not for good: the provider's list of error codes. */
const LATER = new Set([
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'RequestTimeout',
  'RequestTimeTooSkewed',
  'OperationAborted',
  'NoSuchUpload',
  'BadDigest',
  'XAmzContentSHA256Mismatch',
]);

interface VendorError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** What the vendor's client throws, in the words of the port. */
export function asStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  if (!(error instanceof Error)) return new StorageError('unavailable');
  for (const cause of causesOf(error)) {
    const network = networkFailure(cause);
    if (network !== null) return new StorageError('unavailable', network.code);
  }
  const { name } = error;
  if (name === 'TimeoutError' || name === 'AbortError') return new StorageError('unavailable', 'timed_out');
  const status = (error as VendorError).$metadata?.httpStatusCode;
  if (status === undefined) return badReply();
  return new StorageError(failureOf(name, status), /^[A-Za-z]{1,60}$/.test(name) ? name : String(status));
}

function failureOf(code: string, status: number): StorageFailure {
  if (ABSENT.has(code)) return 'not_found';
  if (FULL.has(code) || status === 507) return 'full';
  if (LATER.has(code) || status === 408 || status === 429 || status >= 500) return 'unavailable';
  // With a status of success: an error in the reply, or what cannot be understood.
  return status < 300 ? 'unavailable' : 'refused';
}
