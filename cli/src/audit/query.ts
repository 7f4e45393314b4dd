import type { Kiwimesh } from '@kiwimesh/sdk';
import { option, string } from '@oclif/core/flags';
import { timestamp } from '../base/time.ts';
import { findBookingId, isShortId } from '../bookings/find.ts';
import { findHospital, findStaff, isId } from '../organisations/find.ts';

/** Flags that narrow the audit log. */
export const auditFilters = {
  from: string({ summary: 'At or after this time.', helpValue: 'TIME' }),
  to: string({ summary: 'Before this time.', helpValue: 'TIME' }),
  actor: string({ summary: 'Only entries of this person or key.', helpValue: 'EMAIL|ID' }),
  action: string({ summary: 'Only entries of this action, such as getBooking.', helpValue: 'NAME' }),
  'record-type': string({
    summary: 'Only entries about this kind of record, such as booking.',
    helpValue: 'KIND',
  }),
  record: string({ summary: 'Only entries about this record.', helpValue: 'ID' }),
  hospital: string({ summary: 'Only those of this hospital.', helpValue: 'NAME|ID' }),
  outcome: option({
    options: ['succeeded', 'refused', 'failed'] as const,
    summary: 'Only entries with this outcome.',
  })(),
};

/** An id as it is, or the short id of a booking as lists show it. */
async function recordId(kiwi: Kiwimesh, { record, 'record-type': type }: Given): Promise<string | undefined> {
  const short = record !== undefined && isShortId(record) && (type === undefined || type === 'booking');
  return short ? findBookingId(kiwi, record) : record;
}

interface Given {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly 'record-type'?: string | undefined;
  readonly record?: string | undefined;
  readonly hospital?: string | undefined;
  readonly outcome?: 'succeeded' | 'refused' | 'failed' | undefined;
}

/** The flags as the API takes them. Residents and keys are named by their id, because other kinds of records are not looked up by name. */
export async function auditQuery(kiwi: Kiwimesh, flags: Given) {
  const { actor } = flags;
  return {
    from: timestamp(flags.from),
    to: timestamp(flags.to),
    actorId: actor === undefined || isId(actor) ? actor : (await findStaff(kiwi, actor)).id,
    action: flags.action,
    recordType: flags['record-type'],
    recordId: await recordId(kiwi, flags),
    hospitalId: flags.hospital && (await findHospital(kiwi, flags.hospital)).id,
    outcome: flags.outcome,
  };
}
