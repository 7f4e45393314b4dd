import type { components } from '@kiwimesh/openapi/types';
import type { Kiwimesh } from '@kiwimesh/sdk';
import { string } from '@oclif/core/flags';
import { CliError } from '../base/errors.ts';
import { type Column, details, shortTime } from '../base/output.ts';
import { BOOKING_ARGUMENT, findBookingId } from '../bookings/find.ts';
import { CALL_ARGUMENT, findCallId } from '../calls/find.ts';
import { isId } from '../organisations/find.ts';

export type Attachment = components['schemas']['Attachment'];

/** The argument of every command about one attachment. */
export const ATTACHMENT_ARGUMENT = 'Id, see `attachments list`.';

/** Which record: exactly one of them. */
export const recordFlags = {
  booking: string({ summary: BOOKING_ARGUMENT, helpValue: 'ID', exactlyOne: ['booking', 'call'] }),
  call: string({ summary: CALL_ARGUMENT, helpValue: 'ID' }),
};

/** The record that the flags mean. */
export async function recordOf(
  kiwi: Kiwimesh,
  { booking, call }: { readonly booking?: string | undefined; readonly call?: string | undefined },
): Promise<components['schemas']['AttachmentRecord']> {
  if (booking !== undefined) return { type: 'booking', id: await findBookingId(kiwi, booking) };
  return { type: 'call', id: await findCallId(kiwi, call ?? '') };
}

/** @throws CliError for what is no id. */
export function attachmentPath(id: string): { readonly path: { readonly attachmentId: string } } {
  if (!isId(id)) throw new CliError('bad_id', `"${id}" is not the id of an attachment.`);
  return { path: { attachmentId: id.toLowerCase() } };
}

export const ATTACHMENT_COLUMNS: readonly Column<Attachment>[] = [
  { header: 'Name', value: ({ fileName }) => fileName, flexible: 20 },
  { header: 'Type', value: ({ contentType }) => contentType.replace(/^.*\//, ''), drop: 3 },
  { header: 'Size', value: ({ size }) => sizeText(size), drop: 2 },
  { header: 'State', value: stateText, flexible: 10 },
  { header: 'Attached', value: ({ createdAt }) => shortTime(createdAt), drop: 1 },
  { header: 'Id', value: ({ id }) => id },
];

export function attachmentDetails(one: Attachment): string {
  return details([
    ['Name', one.fileName],
    ['Id', one.id],
    ['Of', `${one.record.type} ${one.record.id}`],
    ['Type', one.contentType],
    ['Size', sizeText(one.size)],
    ['State', stateText(one)],
    ['SHA-256', one.sha256],
    [
      'Attached',
      `${shortTime(one.createdAt)} by ${one.createdBy.kind.replaceAll('_', ' ')} ${one.createdBy.id}`,
    ],
    ['Ready', one.readyAt && shortTime(one.readyAt)],
  ]);
}

function stateText({ state, rejection }: Attachment): string {
  return rejection === null ? state : `${state} (${rejection.replaceAll('_', ' ')})`;
}

function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
