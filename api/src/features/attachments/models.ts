import { inHospital, SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Reach, Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';

/** The kinds of record that have attachments, and the column of each. */
export const RECORD_COLUMNS = { booking: 'booking_id', call: 'call_id' } as const;
export type RecordType = keyof typeof RECORD_COLUMNS;

/** Types that a browser shows without running anything in them, and that devices make by themselves. */
export const CONTENT_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export type ContentType = (typeof CONTENT_TYPES)[number];

/**
 * `pending`: its upload is awaited. `checking`: it has come and is looked at. `ready`: it can be downloaded. `rejected`:
 * its file was deleted, and `rejection` says why.
 */
export type AttachmentState = 'pending' | 'checking' | 'ready' | 'rejected';

/**
 * Why a file was not kept: it is of another size or of another type than was said, is no readable picture, has malicious
 * software in it, or is none that the scanner takes.
 */
export const REJECTIONS = ['wrong_size', 'wrong_type', 'unreadable', 'malware', 'not_scannable'] as const;
export type Rejection = (typeof REJECTIONS)[number];

/** Reached by those who reach the record: what they may do there is up to the feature that has it (index.ts). */
const THROUGH_RECORD: Reach = {
  parents: Object.entries(RECORD_COLUMNS).map(([table, column]) => ({ table, column })),
};

/** A file that belongs to a record. Deleted with it. */
export class Attachment extends TenantModel {
  static override tableName = 'attachment';
  static override encrypted = ['file_name', 'key'];
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: 'all',
    ...inHospital(THROUGH_RECORD),
    resident: THROUGH_RECORD,
  };
  declare id: string;
  declare bookingId: string | null;
  declare callId: string | null;
  /** Whom the record is about; null where that was not known when it was attached. */
  declare residentId: string | null;
  declare createdByKind: 'staff' | 'resident' | 'api_key';
  declare createdById: string;
  declare fileName: string;
  declare contentType: ContentType;
  /** Bytes: as announced, and once it is ready as it is downloaded. */
  declare size: number;
  /** Under which its files are sealed where the service itself keeps them, see content/files.ts. */
  declare key: string;
  declare state: AttachmentState;
  declare rejection: Rejection | null;
  /** SHA-256 of what is downloaded; null before it is ready. */
  declare sha256: Buffer | null;
  declare createdAt: Date;
  /** Until when it can be uploaded. */
  declare uploadUntil: Date;
  declare readyAt: Date | null;
}

/** The record that it belongs to. */
export function recordOf({ bookingId, callId }: Pick<Attachment, 'bookingId' | 'callId'>): {
  readonly type: RecordType;
  readonly id: string;
} {
  // The table has exactly one of them.
  return bookingId === null ? { type: 'call', id: callId as string } : { type: 'booking', id: bookingId };
}

registerModels(Attachment);
