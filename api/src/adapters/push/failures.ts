import { causesOf, networkFailure } from '../../kernel/network/failures.ts';
import { BlockedAddress } from '../../kernel/network/guarded-post.ts';
import { PushError } from '../../ports/push.ts';

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
