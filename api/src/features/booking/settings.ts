import { defineSettings, text } from '../../kernel/settings.ts';

export const bookingSettings = defineSettings({
  title: 'Booking',
  declared: {
    KIWIMESH_POLICIES_DIR: {
      schema: { type: 'string' },
      means: 'a folder of further service-type policies, read after the shipped ones',
    },
  },
  value: (values) => ({ policiesDir: text(values.KIWIMESH_POLICIES_DIR) }),
});
