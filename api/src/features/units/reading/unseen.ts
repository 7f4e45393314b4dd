import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { UnitMessage } from '../models.ts';

/** How many messages each of the units has not seen yet; the others are left out. */
export async function unseenOf(
  uow: UnitOfWork,
  unitIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (unitIds.length === 0) return new Map();
  const rows = await UnitMessage.query(uow.trx)
    .select('unit_id')
    .count('id as unseen')
    .whereIn('unit_id', [...unitIds])
    .whereNull('seen_at')
    .groupBy('unit_id');
  return new Map(rows.map((row) => [row.unitId, Number((row as unknown as { unseen: string }).unseen)]));
}
