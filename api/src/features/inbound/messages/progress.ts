import { v7 } from 'uuid';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { insertMissing, updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { type DeliveryReport, MESSAGE_PROGRESS, type MessageReports } from '../../../ports/messaging.ts';
import { MessageProgressed } from '../events.ts';
import type { InboundReader } from '../handling.ts';
import { MessageDelivery } from '../models.ts';

/** A report that arrived is about no message that this installation has recorded: not yet, or not at all. */
export class UnknownMessage extends Error {
  override readonly name = 'UnknownMessage';
}

/** What arrived is of a provider that the settings do not name any more. */
export class UnknownProvider extends Error {
  override readonly name = 'UnknownProvider';
}

/** Keeps how far messages got. */
export function messageReader(reports: MessageReports): InboundReader {
  return {
    async read({ provider, body }) {
      if (provider !== reports.name) throw new UnknownProvider();
      const report = reports.report(body);
      if (report === null) return null;
      const key = await reports.keyOf(report.providerMessageId);
      if (key === null) throw new UnknownMessage();
      return (uow) => progress(uow, key, report);
    },
  };
}

/** A later word replaces an earlier one, whatever the order in which they arrive. */
async function progress(uow: UnitOfWork, key: string, report: DeliveryReport): Promise<void> {
  const { progress: said, failure, code } = report;
  const row = { id: v7(), key, progress: said, failure, code, changedAt: uow.now };
  const [made] = await insertMissing(MessageDelivery.query(uow.trx), [row], ['key']);
  if (made === undefined) {
    const known = await MessageDelivery.query(uow.trx).where({ key }).first().forUpdate();
    if (known === undefined || rank(known.progress) >= rank(said)) return;
    await updateOne(MessageDelivery.query(uow.trx).findById(known.id), {
      progress: said,
      failure,
      code,
      changedAt: uow.now,
    });
    uow.emit(MessageProgressed(known.id, { key, progress: said }));
    return;
  }
  uow.emit(MessageProgressed(made.id, { key, progress: said }));
}

const rank = (progress: DeliveryReport['progress']) => MESSAGE_PROGRESS.indexOf(progress);
