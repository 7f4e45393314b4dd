import { defineSettings } from '../../kernel/settings.ts';

export interface AttachmentSettings {
  /** Of one file, bytes. */
  readonly maxBytes: number;
  /** Of one record. */
  readonly perRecord: number;
}

export const attachmentSettings = defineSettings({
  title: 'Attachments of bookings and calls',
  declared: {
    KIWIMESH_ATTACHMENT_MAX_BYTES: {
      schema: { type: 'integer', minimum: 1_024, maximum: 104_857_600, default: 20_971_520 },
      means: 'how large one file may be, bytes (20 MiB); a worker holds two of them in memory at most',
    },
    KIWIMESH_ATTACHMENTS_PER_RECORD: {
      schema: { type: 'integer', minimum: 1, maximum: 1_000, default: 50 },
      means: 'how many files one booking or call may have',
    },
  },
  value: (values): AttachmentSettings => ({
    maxBytes: Number(values.KIWIMESH_ATTACHMENT_MAX_BYTES),
    perRecord: Number(values.KIWIMESH_ATTACHMENTS_PER_RECORD),
  }),
});
