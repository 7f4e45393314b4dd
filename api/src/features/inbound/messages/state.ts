import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { MessageState } from '../index.ts';
import { MessageDelivery } from '../models.ts';

/** See `InboundFace`. */
export function messageState(_uow: UnitOfWork, key: string): Promise<MessageState | null> {
  return asSystem('how far a message got', async (system) => {
    const row = await MessageDelivery.query(system.trx).findOne({ key });
    return row === undefined ? null : { progress: row.progress, code: row.code, changedAt: row.changedAt };
  });
}
