import type { components } from '@kiwimesh/openapi/types';
import type { ErasureView, ExportedData } from './service.ts';

type Schemas = components['schemas'];

/** Features contribute parts of the export; the contract's check of replies validates the whole. */
export function exportBody({ generatedAt, parts, erasure }: ExportedData): Schemas['ResidentExport'] {
  return {
    format: 'kiwimesh-resident-1',
    generatedAt: generatedAt.toISOString(),
    ...parts,
    erasure: erasureBody(erasure),
  } as unknown as Schemas['ResidentExport'];
}

export function erasureBody({ row, delayDays, openBookings }: ErasureView): Schemas['Erasure'] {
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
