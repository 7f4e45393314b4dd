import { v7 } from 'uuid';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { claimValues, foundBy } from '../../../kernel/privacy/blind-index.ts';
import { insertMissing, updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { MessageOptOut } from '../models.ts';

/** What the holder of a phone asked for, and when. */
export interface MessagesRequest {
  /** E.164. */
  readonly phone: string;
  readonly stopped: boolean;
  readonly at: Date;
}

/** The newest request counts, whatever the order in which they are handled. */
export async function keepRequest(uow: UnitOfWork, { phone, stopped, at }: MessagesRequest): Promise<void> {
  const present = () =>
    MessageOptOut.query(uow.trx)
      .whereIn(...foundBy(MessageOptOut, 'phone', [phone]))
      .forUpdate()
      .first();
  const searches = await claimValues(uow, MessageOptOut, 'phone', [phone]);
  let known = searches ? await present() : undefined;
  if (known === undefined) {
    const row = { id: v7(), phone, stopped, changedAt: at };
    const [made] = await insertMissing(MessageOptOut.query(uow.trx), [row], ['phone_index']);
    if (made !== undefined) return;
    known = await present();
  }
  // Undefined: removed at this moment, with the person.
  if (known === undefined || known.changedAt >= at) return;
  await updateOne(MessageOptOut.query(uow.trx).findById(known.id), { stopped, changedAt: at });
}

/** See `InboundFace`. */
export function hasOptedOut(_uow: UnitOfWork, phone: string): Promise<boolean> {
  return asSystem('whether a phone gets messages', async (system) => {
    const row = await MessageOptOut.query(system.trx)
      .select('id')
      .whereIn(...foundBy(MessageOptOut, 'phone', [phone]))
      .where({ stopped: true })
      .first();
    return row !== undefined;
  });
}
