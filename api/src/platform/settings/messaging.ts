import { channelsOf, type Gateway, gatewayIds, loadGateway } from '../../adapters/messaging/gateway/load.ts';
import { asksWith } from '../../adapters/messaging/gateway/template.ts';
import { faultsOfFile, OperatorFileError } from '../../kernel/ground/operator-file.ts';
import { defineSettings, type SettingsContext, type SettingValues, text } from '../../kernel/settings.ts';
import { loadPrices, type PriceEntry } from '../prices/read.ts';
import { loadRegister, type MessageRegister } from '../registration/read.ts';

export type MessagingSettings =
  | { readonly provider: 'sandbox' }
  | {
      readonly provider: 'twilio';
      readonly from: string;
      readonly whatsappFrom: string | null;
      /** Whether people can answer messages. */
      readonly replies: boolean;
    }
  | {
      readonly provider: 'gateway';
      readonly gateway: Gateway;
      /** The ids of texts; null where there are none. */
      readonly register: MessageRegister | null;
    };

const WITH_TWILIO = { when: { setting: 'KIWIMESH_MESSAGING', value: 'twilio' } } as const;
const WITH_GATEWAY = { when: { setting: 'KIWIMESH_MESSAGING', value: 'gateway' } } as const;

/** The provider of SMS and WhatsApp. */
export const messagingSettings = defineSettings({
  title: 'SMS and WhatsApp',
  declared: {
    KIWIMESH_MESSAGING: {
      schema: { enum: ['sandbox', 'twilio', 'gateway'], default: 'sandbox' },
      means:
        'the provider of SMS and WhatsApp, where gateway is one that a file describes; production accepts the sandbox, which sends nothing, only where KIWIMESH_ALLOW_SANDBOX names messaging',
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
    TWILIO_REPLIES: {
      schema: { enum: ['off', 'on'], default: 'off' },
      means:
        'whether messages that people send to the numbers reach /v1/webhooks/messages/twilio/incoming: then offers say how to answer by SMS',
    },
    KIWIMESH_MESSAGE_GATEWAY: {
      schema: { type: 'string', maxLength: 4096 },
      means: `the gateway: ${gatewayIds().join(' or ')}, or the path of a file of your own that ends in .yaml; what it needs beside, such as keys, it names itself`,
      required: WITH_GATEWAY,
    },
    KIWIMESH_SMS_TEMPLATES: {
      schema: { type: 'string', maxLength: 4096, pattern: '\\.ya?ml$' },
      means: 'the YAML file of the ids that texts have in the register of carriers, where the region has one',
      otherwise: 'no text has one; where the region demands one, nothing is sent by SMS through a gateway',
    },
  },
  check(values, context) {
    const { environment, allowsSandbox } = context;
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
    for (const name of ['KIWIMESH_MESSAGE_GATEWAY', 'KIWIMESH_SMS_TEMPLATES'] as const) {
      if (values[name] !== undefined && values.KIWIMESH_MESSAGING !== 'gateway')
        faults.push(`${name} is not used without KIWIMESH_MESSAGING=gateway`);
    }
    const { KIWIMESH_MESSAGING, KIWIMESH_MESSAGE_GATEWAY: gateway, KIWIMESH_SMS_TEMPLATES: file } = values;
    if (KIWIMESH_MESSAGING === 'gateway' && gateway !== undefined) {
      const load = () => loadGateway(String(gateway), context.variable);
      faults.push(...faultsOfFile('KIWIMESH_MESSAGE_GATEWAY', load));
    }
    if (file !== undefined)
      faults.push(...faultsOfFile('KIWIMESH_SMS_TEMPLATES', () => loadRegister(String(file))));
    return faults;
  },
  value(values, context): MessagingSettings {
    if (values.KIWIMESH_MESSAGING === 'gateway') {
      const file = text(values.KIWIMESH_SMS_TEMPLATES);
      return {
        provider: 'gateway',
        gateway: loadGateway(String(values.KIWIMESH_MESSAGE_GATEWAY), context.variable),
        register: file === null ? null : loadRegister(file),
      };
    }
    if (values.KIWIMESH_MESSAGING === 'twilio') {
      return {
        provider: 'twilio',
        from: String(values.TWILIO_FROM),
        whatsappFrom: text(values.TWILIO_WHATSAPP_FROM),
        replies: values.TWILIO_REPLIES === 'on',
      };
    }
    return { provider: 'sandbox' };
  },
});

/** A provider as region packs name it. */
export interface NamedProvider {
  readonly name: string;
  /** What it carries. */
  readonly channels: readonly ('sms' | 'whatsapp')[];
  /** Whether it passes on the ids of texts in a register; null where it needs none, because it sends from abroad. */
  readonly registers: boolean | null;
}

/** The provider of the settings; null where the file of a gateway has faults, which are named elsewhere. */
export function messagingProvider(
  values: SettingValues<string>,
  { variable }: Pick<SettingsContext, 'variable'>,
): NamedProvider | null {
  if (values.KIWIMESH_MESSAGING !== 'gateway') {
    // The sandbox speaks the protocol of Twilio, which sends to India from numbers abroad: that needs no registration
    // (https://docs.aws.amazon.com/sns/latest/dg/channels-sms-senderid-india.html says so of the same kind of route).
    return { name: String(values.KIWIMESH_MESSAGING), channels: ['sms', 'whatsapp'], registers: null };
  }
  if (values.KIWIMESH_MESSAGE_GATEWAY === undefined) return null;
  try {
    const gateway = loadGateway(String(values.KIWIMESH_MESSAGE_GATEWAY), variable);
    const { id, send } = gateway.template;
    return { name: id, channels: channelsOf(gateway), registers: asksWith(send, 'template') };
  } catch (error) {
    if (error instanceof OperatorFileError) return null;
    throw error;
  }
}

/** What messages cost. */
export const messagePriceSettings = defineSettings({
  title: 'Prices of messages',
  declared: {
    KIWIMESH_MESSAGE_PRICES: {
      schema: { type: 'string', maxLength: 4096, pattern: '\\.ya?ml$' },
      means: 'the YAML file of what providers charge for a message, by channel and country',
      otherwise: 'messages are counted without their cost',
    },
  },
  check(values) {
    const file = text(values.KIWIMESH_MESSAGE_PRICES);
    return file === null ? [] : faultsOfFile('KIWIMESH_MESSAGE_PRICES', () => loadPrices(file));
  },
  value(values): readonly PriceEntry[] {
    const file = text(values.KIWIMESH_MESSAGE_PRICES);
    return file === null ? [] : loadPrices(file);
  },
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
