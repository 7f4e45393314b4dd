import { defineSettings, text } from '../../kernel/settings.ts';

export type MessagingSettings =
  | { readonly provider: 'sandbox' }
  | {
      readonly provider: 'twilio';
      readonly from: string;
      readonly whatsappFrom: string | null;
    };

const WITH_TWILIO = { when: { setting: 'KIWIMESH_MESSAGING', value: 'twilio' } } as const;

/** The provider of SMS and WhatsApp. */
export const messagingSettings = defineSettings({
  title: 'SMS and WhatsApp',
  declared: {
    KIWIMESH_MESSAGING: {
      schema: { enum: ['sandbox', 'twilio'], default: 'sandbox' },
      means:
        'the provider of SMS and WhatsApp; production accepts the sandbox, which sends nothing, only where KIWIMESH_ALLOW_SANDBOX names messaging',
    },
    TWILIO_FROM: {
      schema: { type: 'string', pattern: '^\\+[1-9][0-9]{6,14}$' },
      means: 'the sending number, E.164',
      required: WITH_TWILIO,
    },
    TWILIO_WHATSAPP_FROM: {
      schema: { type: 'string', pattern: '^\\+[1-9][0-9]{6,14}$' },
      means: 'the WhatsApp sender, E.164',
      otherwise: 'TWILIO_FROM',
    },
  },
  check(values, { environment, allowsSandbox }) {
    const sandboxNotAllowed =
      environment === 'production' && values.KIWIMESH_MESSAGING === 'sandbox' && !allowsSandbox('messaging');
    return sandboxNotAllowed
      ? [
          'KIWIMESH_MESSAGING is the sandbox, which sends nothing: name a provider, or set KIWIMESH_ALLOW_SANDBOX=messaging',
        ]
      : [];
  },
  value: (values): MessagingSettings =>
    values.KIWIMESH_MESSAGING === 'twilio'
      ? {
          provider: 'twilio',
          from: String(values.TWILIO_FROM),
          whatsappFrom: text(values.TWILIO_WHATSAPP_FROM),
        }
      : { provider: 'sandbox' },
});

/** The mail server. */
export const emailSettings = defineSettings({
  title: 'Email',
  declared: {
    SMTP_URL: {
      schema: { type: 'string', pattern: '^smtps?://[^\\s]+$' },
      means: 'the mail server, smtps://user:password@host, or smtp://… for a server that must offer STARTTLS',
      otherwise: 'email goes to the sandbox, which sends nothing',
      required: {
        when: 'production',
        unlessSandbox: 'email',
        because:
          'invitations and password resets are not delivered without it. Name a mail server, or set KIWIMESH_ALLOW_SANDBOX=email',
      },
    },
    KIWIMESH_MAIL_FROM: {
      schema: {
        type: 'string',
        pattern: '^([^<>@\\u0000-\\u001F]+ <[^\\s<>@,;]+@[^\\s<>@,;]+>|[^\\s<>@,;]+@[^\\s<>@,;]+)$',
      },
      means: 'the sender of email: Kiwimesh <no-reply@example.org>, or an address only',
      required: { when: { setting: 'SMTP_URL' }, because: 'mail servers reject senders they do not know' },
    },
  },
  value: (values) => ({
    /** Null: the sandbox, which keeps mail instead of sending it. */
    smtpUrl: text(values.SMTP_URL),
    from: text(values.KIWIMESH_MAIL_FROM) ?? 'Kiwimesh <no-reply@kiwimesh.localhost>',
  }),
});
