import { AddressApprovals } from './approvals.ts';
import { AddressMessenger } from './messenger.ts';
import { AddressProofs } from './proofs.ts';

type Deps = ConstructorParameters<typeof AddressProofs>[0] &
  ConstructorParameters<typeof AddressMessenger>[0];

/** Changes of sign-in addresses. */
export function createAddresses(deps: Deps) {
  return {
    proofs: new AddressProofs(deps),
    approvals: new AddressApprovals(deps),
    jobs: new AddressMessenger(deps).jobs(),
  };
}
