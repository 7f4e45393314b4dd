import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { MessageState } from '../index.ts';
import { MessageDelivery } from '../models.ts';

/** See `InboundFace`. */
export function messageState(_uow: UnitOfWork, key: string): Promise<MessageState | null> {
  return asSystem('how far a message got', async (system) => {
    const row = await MessageDelivery.query(system.trx).findOne({ key });
    if (row === undefined) return null;
    const { progress, code, changedAt } = row;
    return {
      progress,
      failure: progress === 'failed' ? (row.failure ?? 'undelivered') : null,
      code,
      changedAt,
    };
  });
}
