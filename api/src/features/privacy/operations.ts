import type { Principal } from '../../kernel/auth/principal.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import type { OperationsOf } from '../../kernel/http/operation.ts';
import type { PersonalDataService } from './service.ts';
import { erasureBody, exportBody } from './wire.ts';

export type PrivacyOperations = OperationsOf<
  'exportMyData' | 'getMyErasure' | 'requestMyErasure' | 'withdrawMyErasure' | 'eraseResident'
>;

export function privacyOperations(service: PersonalDataService): PrivacyOperations {
  return {
    async exportMyData({ principal }) {
      return { status: 200, body: exportBody(await service.export(principal, residentOf(principal))) };
    },
    async getMyErasure({ principal }) {
      return { status: 200, body: erasureBody(await service.erasureOf(principal, residentOf(principal))) };
    },
    async requestMyErasure({ principal }) {
      const view = await service.request(principal, residentOf(principal), 'own_wish');
      return { status: 202, body: erasureBody(view) };
    },
    async withdrawMyErasure({ principal }) {
      await service.withdraw(principal, residentOf(principal));
      return { status: 204 };
    },
    async eraseResident({ principal, params, body }) {
      const view = await service.request(principal, params.residentId, body.reason);
      return { status: 202, body: erasureBody(view) };
    },
  };
}

/** The guard of the contract admits residents only; this narrows the type. */
function residentOf(principal: Principal): string {
  if (principal.kind === 'resident') return principal.id;
  throw new Problem('role_not_allowed', { detail: 'Only residents can do this.' });
}
