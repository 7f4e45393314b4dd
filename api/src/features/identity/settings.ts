import { defineSettings, text } from '../../kernel/settings.ts';

export const identitySettings = defineSettings({
  title: 'Sign-in',
  declared: {
    KIWIMESH_FIRST_ADMIN: {
      schema: { type: 'string', pattern: '^[^\\s<>@,;]+@[^\\s<>@,;]+$' },
      means: 'the email of the first super admin, who is invited if the platform has none yet',
    },
  },
  value: (values) => ({
    /** Email of the person to invite as the first super admin; null to invite no one. */
    firstAdmin: text(values.KIWIMESH_FIRST_ADMIN),
  }),
});
