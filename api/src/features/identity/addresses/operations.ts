import type { OperationsOf } from '../../../kernel/http/operation.ts';
import { addressChangeBody } from '../../organisations/index.ts';
import { pageRequest } from '../wire.ts';
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

interface Deps {
  readonly proofs: AddressProofs;
  readonly approvals: AddressApprovals;
}

export function addressOperations({ proofs, approvals }: Deps): AddressOperations {
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
      const page = await approvals.list(pageRequest(query));
      return { status: 200, body: { data: page.data.map(addressChangeBody), nextCursor: page.nextCursor } };
    },
    async approveAddressChange({ principal, params }) {
      await approvals.approve(principal, params.addressChangeId);
      return { status: 204 };
    },
  };
}
