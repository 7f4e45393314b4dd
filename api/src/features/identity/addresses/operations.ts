import type { OperationsOf } from '../../../kernel/http/operation.ts';
import { addressChangeBody } from '../../organisations/index.ts';
import type { AddressApprovals } from './approvals.ts';
import type { AddressProofs } from './proofs.ts';

export type AddressOperations = OperationsOf<
  | 'beginMyAddressChange'
  | 'confirmMyAddressChange'
  | 'declineMyAddressChange'
  | 'removeMyEmail'
  | 'listAddressChanges'
  | 'approveAddressChange'
>;

/** The contract's own default, for callers that come without going through it. */
const DEFAULT_LIMIT = 50;

/** Changes of the addresses people sign in with. */
export function addressOperations(proofs: AddressProofs, approvals: AddressApprovals): AddressOperations {
  return {
    async beginMyAddressChange({ principal, body }) {
      return { status: 202, body: addressChangeBody(await proofs.begin(principal, body)) };
    },
    async confirmMyAddressChange({ principal, params, body }) {
      await proofs.confirm(principal, params.addressChangeId, body.code);
      return { status: 204 };
    },
    async declineMyAddressChange({ principal, params }) {
      await proofs.decline(principal, params.addressChangeId);
      return { status: 204 };
    },
    async removeMyEmail({ principal }) {
      await proofs.removeEmail(principal);
      return { status: 204 };
    },
    async listAddressChanges({ query }) {
      const page = await approvals.list({ ...query, limit: query.limit ?? DEFAULT_LIMIT });
      return { status: 200, body: { data: page.data.map(addressChangeBody), nextCursor: page.nextCursor } };
    },
    async approveAddressChange({ principal, params }) {
      await approvals.approve(principal, params.addressChangeId);
      return { status: 204 };
    },
  };
}
