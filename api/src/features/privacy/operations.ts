import type { components } from '@kiwimesh/openapi/types';
import type { Principal } from '../../kernel/auth/principal.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import type { OperationsOf } from '../../kernel/http/operation.ts';
import type { ErasureView, PersonalDataService } from './service.ts';

export type PrivacyOperations = OperationsOf<
  'exportMyData' | 'getMyErasure' | 'requestMyErasure' | 'withdrawMyErasure' | 'eraseResident'
>;

type Schemas = components['schemas'];

export function privacyOperations(service: PersonalDataService): PrivacyOperations {
  return {
    async exportMyData({ principal }) {
      const { generatedAt, gathered, erasure } = await service.export(principal, residentOf(principal));
      // The parts are other features'; the contract's check of replies holds the whole against ResidentExport.
      const body = {
        format: 'kiwimesh-resident-1',
        generatedAt: generatedAt.toISOString(),
        ...gathered,
        erasure: erasureOut(erasure),
      } as unknown as Schemas['ResidentExport'];
      return { status: 200, body };
    },
    async getMyErasure({ principal }) {
      return { status: 200, body: erasureOut(await service.erasureOf(principal, residentOf(principal))) };
    },
    async requestMyErasure({ principal }) {
      const view = await service.request(principal, residentOf(principal), 'own_wish');
      return { status: 202, body: erasureOut(view) };
    },
    async withdrawMyErasure({ principal }) {
      await service.withdraw(principal, residentOf(principal));
      return { status: 204 };
    },
    async eraseResident({ principal, params, body }) {
      const view = await service.request(principal, params.residentId, body.reason);
      return { status: 202, body: erasureOut(view) };
    },
  };
}

/** The guard of the contract admits residents only; this narrows the type. */
function residentOf(principal: Principal): string {
  if (principal.kind === 'resident') return principal.id;
  throw new Problem('role_not_allowed', { detail: 'Only residents can do this.' });
}

function erasureOut({ row, delayDays, openBookings }: ErasureView): Schemas['Erasure'] {
  return {
    state: row === null ? 'none' : row.erasedAt === null ? 'scheduled' : 'erased',
    reason: row?.reason ?? null,
    requestedBy: row?.requestedBy ?? null,
    requestedAt: row?.requestedAt.toISOString() ?? null,
    dueAt: row?.dueAt.toISOString() ?? null,
    delayDays,
    openBookings: [...openBookings],
  };
}
