import type { Database } from '../../kernel/db/unit/database.ts';
import type { Clock } from '../../kernel/ground/clock.ts';
import { defineModule, opening } from '../../kernel/module.ts';
import type { WorkLog } from '../../kernel/observability/failure.ts';
import type { ScanningPort } from '../../ports/scanning.ts';
import type { StoragePort } from '../../ports/storage.ts';
import { SignedAddresses } from './content/addresses.ts';
import { checkJob } from './content/check.ts';
import { AttachmentFiles } from './content/files.ts';
import { deleteFilesJob, sweepAttachments } from './content/sweep.ts';
import { Transfers } from './content/transfers.ts';
import type { AttachableRecords } from './index.ts';
import { addressChecks, attachmentOperations } from './operations.ts';
import { attachmentRecords } from './personal-data.ts';
import { attachmentProblems } from './problems.ts';
import { Attachments } from './service.ts';
import { attachmentSettings } from './settings.ts';

interface AttachmentNeeds {
  readonly database: Database;
  readonly storage: StoragePort;
  readonly scanning: { readonly scanner: ScanningPort | null };
  readonly secrets: readonly string[];
  readonly publicUrl: () => string;
  readonly clock: Clock;
  readonly log: WorkLog;
  readonly attachableBookings: AttachableRecords;
  readonly attachableCalls: AttachableRecords;
}

/** Every folder of files is listed then. */
const SWEEP_EVERY_MS = 60 * 60 * 1_000;

/** Files that belong to records of other features. */
export const attachments = defineModule({
  name: 'attachments',
  settings: attachmentSettings,
  problems: attachmentProblems,
  /** Each kind of record is of a later feature. */
  opens: {
    attachableBookings: opening<AttachableRecords>(),
    attachableCalls: opening<AttachableRecords>(),
  },
  create(needs: AttachmentNeeds, limits) {
    const { database, storage, log } = needs;
    const addresses = new SignedAddresses(needs);
    const files = new AttachmentFiles(storage, addresses);
    const records = { booking: needs.attachableBookings, call: needs.attachableCalls };
    const service = new Attachments({ database, files, records, limits });
    return {
      operations: attachmentOperations(service, new Transfers({ database, files, records, log })),
      signatures: addressChecks(addresses),
      jobs: [
        checkJob({ database, files, records, scanner: needs.scanning.scanner, log }),
        deleteFilesJob(files),
      ],
      periodic: [
        {
          name: 'attachments.sweep',
          every: SWEEP_EVERY_MS,
          run: () => sweepAttachments({ database, files }),
        },
      ],
      personalData: attachmentRecords,
    };
  },
});
