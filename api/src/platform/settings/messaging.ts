import { defineSettings, text } from '../../kernel/settings.ts';

export type MessagingSettings =
  | { readonly provider: 'sandbox' }
  | {
      readonly provider: 'twilio';
      readonly accountSid: string;
      readonly authToken: string;
      readonly from: string;
      readonly whatsappFrom: string | null;
    };

/** Who sends SMS and WhatsApp. */
export const messagingSettings = defineSettings({
  declared: {
    KIWIMESH_MESSAGING: {
      schema: { enum: ['sandbox', 'twilio'], default: 'sandbox' },
      means: 'the provider of SMS and WhatsApp',
    },
    TWILIO_ACCOUNT_SID: { schema: { type: 'string', minLength: 1 }, means: 'the account at the provider' },
    TWILIO_AUTH_TOKEN: { schema: { type: 'string', minLength: 1 }, means: "the account's token" },
    TWILIO_FROM: {
      schema: { type: 'string', pattern: '^\\+[1-9][0-9]{6,14}$' },
      means: 'the sending number, E.164',
    },
    TWILIO_WHATSAPP_FROM: {
      schema: { type: 'string', pattern: '^\\+[1-9][0-9]{6,14}$' },
      means: 'the WhatsApp sender, if it is another number',
    },
  },
  check(values, { environment, allowsSandbox }) {
    const faults: string[] = [];
    if (
      environment === 'production' &&
      values.KIWIMESH_MESSAGING === 'sandbox' &&
      !allowsSandbox('messaging')
    ) {
      faults.push(
        'KIWIMESH_MESSAGING is the sandbox, which sends nothing: name a provider, or set KIWIMESH_ALLOW_SANDBOX=messaging',
      );
    }
    if (values.KIWIMESH_MESSAGING === 'twilio') {
      for (const name of ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'] as const) {
        if (values[name] === undefined) faults.push(`${name} is required with KIWIMESH_MESSAGING=twilio`);
      }
    }
    return faults;
  },
  value: (values): MessagingSettings =>
    values.KIWIMESH_MESSAGING === 'twilio'
      ? {
          provider: 'twilio',
          accountSid: String(values.TWILIO_ACCOUNT_SID),
          authToken: String(values.TWILIO_AUTH_TOKEN),
          from: String(values.TWILIO_FROM),
          whatsappFrom: text(values.TWILIO_WHATSAPP_FROM),
        }
      : { provider: 'sandbox' },
});

/** Who sends mail. */
export const emailSettings = defineSettings({
  declared: {
    SMTP_URL: {
      schema: { type: 'string', pattern: '^smtps?://[^\\s]+$' },
      means:
        'the mail server, smtps://user:password@host, or smtp://… for a server that must offer STARTTLS; without it email goes to the sandbox',
    },
    KIWIMESH_MAIL_FROM: {
      schema: {
        type: 'string',
        pattern: '^([^<>@\\u0000-\\u001F]+ <[^\\s<>@,;]+@[^\\s<>@,;]+>|[^\\s<>@,;]+@[^\\s<>@,;]+)$',
      },
      means: 'the sender of email: Kiwimesh <no-reply@example.org>, or an address only',
    },
  },
  check(values, { environment, allowsSandbox }) {
    const faults: string[] = [];
    if (environment === 'production' && values.SMTP_URL === undefined && !allowsSandbox('email')) {
      faults.push(
        'SMTP_URL is required in production, or invitations and password resets are not delivered: name a mail server, or set KIWIMESH_ALLOW_SANDBOX=email',
      );
    }
    if (values.SMTP_URL !== undefined && values.KIWIMESH_MAIL_FROM === undefined) {
      faults.push(
        'KIWIMESH_MAIL_FROM is required with SMTP_URL: mail servers reject senders they do not know',
      );
    }
    return faults;
  },
  value: (values) => ({
    /** Null: the sandbox, which keeps mail and sends none. */
    smtpUrl: text(values.SMTP_URL),
    from: text(values.KIWIMESH_MAIL_FROM) ?? 'Kiwimesh <no-reply@kiwimesh.localhost>',
  }),
});
