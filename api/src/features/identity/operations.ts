import { addressOperations } from './addresses/operations.ts';
import { codeOperations } from './codes/operations.ts';
import { keyOperations } from './keys/operations.ts';
import { linkOperations } from './links/operations.ts';
import { passwordOperations } from './passwords/operations.ts';
import { sessionOperations } from './sessions/operations.ts';

type Deps = Parameters<typeof addressOperations>[0] &
  Parameters<typeof codeOperations>[0] &
  Parameters<typeof keyOperations>[0] &
  Parameters<typeof linkOperations>[0] &
  Parameters<typeof passwordOperations>[0] &
  Parameters<typeof sessionOperations>[0];

/** The operations of the feature, which the sub-folders map to their services. */
export function identityOperations(deps: Deps) {
  return {
    ...addressOperations(deps),
    ...codeOperations(deps),
    ...keyOperations(deps),
    ...linkOperations(deps),
    ...passwordOperations(deps),
    ...sessionOperations(deps),
  };
}
