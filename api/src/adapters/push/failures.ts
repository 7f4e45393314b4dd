import { causesOf, networkFailure, statusFailure } from '../../kernel/network/failures.ts';
import { BlockedAddress } from '../../kernel/network/guarded-post.ts';
import { PushError, type PushFailure } from '../../ports/push.ts';

/** What a request that got no usable reply means: it may have been accepted, so it is tried again. */
export function pushErrorOf(error: unknown): PushError {
  for (const cause of causesOf(error)) {
    if (cause instanceof PushError) return cause;
    if (cause instanceof BlockedAddress) return new PushError('rejected', { providerCode: cause.code });
    if (cause.name === 'TimeoutError') return new PushError('unavailable', { providerCode: 'timed_out' });
    const known = networkFailure(cause);
    if (known !== null) return new PushError('unavailable', { providerCode: known.code });
  }
  return new PushError('unavailable');
}

/** What a status of a push service means, beside those that have a meaning of their own there. */
export function pushFailure(status: number): PushFailure {
  switch (statusFailure(status)) {
    case 'unauthorised':
      return 'misconfigured';
    case 'rate_limited':
      return 'rate_limited';
    case 'rejected':
      return 'rejected';
    default:
      return 'unavailable';
  }
}
