import type { Notice } from '../jobs.ts';

/** An email without its recipient. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The text of an email: paragraphs before and after its link, if it has one. */
interface Words {
  readonly subject: string;
  readonly before: readonly string[];
  readonly button?: string;
  readonly after: readonly string[];
}

interface Language {
  invitation(until: string): Words;
  password_reset(minutes: number): Words;
  /** For a person who requests a reset but has never set a password. */
  not_set_up(): Words;
  notice(notice: Notice, at: string): Words;
  /** At the end of every email. */
  readonly footer: string;
}

const EN: Language = {
  invitation: (until) => ({
    subject: 'You are invited to Kiwimesh: choose your password',
    before: ['An account has been created for you on Kiwimesh. Choose a password to get started.'],
    button: 'Choose a password',
    after: [
      `The link works once, until ${until}. If it has expired, ask your administrator to invite you again.`,
      'If you did not expect an invitation, ignore this email.',
    ],
  }),
  password_reset: (minutes) => ({
    subject: 'Reset your Kiwimesh password',
    before: ['We received a request to reset the password of your Kiwimesh account.'],
    button: 'Choose a new password',
    after: [
      `The link works once, for ${minutes} minutes. Setting a new password signs you out everywhere.`,
      'If you did not request this, ignore this email: your password stays the same.',
    ],
  }),
  not_set_up: () => ({
    subject: 'Your Kiwimesh account has no password yet',
    before: [
      'We received a request to reset the password of your Kiwimesh account. The account has no password yet.',
      'Open the link in your invitation to choose one. If you cannot find it or it has expired, ask your administrator to invite you again.',
    ],
    after: [],
  }),
  notice: (notice, at) => {
    const what = {
      password_changed: ['Your Kiwimesh password was changed', 'The password of your account was changed'],
      second_factor_enrolled: [
        'A second factor was added to your Kiwimesh account',
        'An authenticator app was added to your account',
      ],
      second_factor_removed: [
        'The second factor of your Kiwimesh account was removed',
        'The authenticator app was removed from your account',
      ],
      recovery_code_used: [
        'A recovery code of your Kiwimesh account was used',
        'A recovery code of your account was used',
      ],
    }[notice] as [string, string];
    return {
      subject: what[0],
      before: [
        `${what[1]} (${at}).`,
        'If this was you, you do not need to do anything. If not, reset your password immediately and tell your administrator.',
      ],
      after: [],
    };
  },
  footer: 'Sent by Kiwimesh. Replies to this address are not read.',
};

const HI: Language = {
  invitation: (until) => ({
    subject: 'Kiwimesh में आपका स्वागत है: अपना पासवर्ड चुनिए',
    before: ['आपके लिए Kiwimesh पर एक खाता बनाया गया है। शुरू करने के लिए पासवर्ड चुनिए।'],
    button: 'पासवर्ड चुनिए',
    after: [
      `यह लिंक एक ही बार और ${until} तक काम करता है। समय बीत गया हो तो अपने कर्मचारियों का प्रबंधन करने वाले से फिर से आमंत्रण माँगिए।`,
      'आपको आमंत्रण की अपेक्षा नहीं थी तो कुछ न कीजिए: इस लिंक के बिना कोई भीतर नहीं आ सकता।',
    ],
  }),
  password_reset: (minutes) => ({
    subject: 'अपना Kiwimesh पासवर्ड बदलिए',
    before: ['किसी ने, आशा है आपने ही, आपके Kiwimesh खाते का पासवर्ड बदलने के लिए कहा है।'],
    button: 'नया पासवर्ड चुनिए',
    after: [
      `यह लिंक एक ही बार और ${minutes} मिनट तक काम करता है। नया पासवर्ड आपको हर जगह से साइन आउट कर देता है।`,
      'यह आपने नहीं कहा तो कुछ न कीजिए: आपका पासवर्ड वैसा ही रहेगा।',
    ],
  }),
  not_set_up: () => ({
    subject: 'आपके Kiwimesh खाते का अभी कोई पासवर्ड नहीं है',
    before: [
      'किसी ने, आशा है आपने ही, आपके Kiwimesh खाते का पासवर्ड बदलने के लिए कहा है। उसका अभी कोई पासवर्ड नहीं है।',
      'पासवर्ड चुनने के लिए अपने आमंत्रण का लिंक खोलिए। वह खो गया हो या उसका समय बीत गया हो तो अपने कर्मचारियों का प्रबंधन करने वाले से फिर से आमंत्रण माँगिए।',
    ],
    after: [],
  }),
  notice: (notice, at) => {
    const what = {
      password_changed: ['आपका Kiwimesh पासवर्ड बदल गया', 'आपके खाते का पासवर्ड बदला गया'],
      second_factor_enrolled: ['आपके Kiwimesh खाते में दूसरा कारक जोड़ा गया', 'आपके खाते में एक ऑथेंटिकेटर ऐप जोड़ा गया'],
      second_factor_removed: ['आपके Kiwimesh खाते का दूसरा कारक हटाया गया', 'आपके खाते से ऑथेंटिकेटर ऐप हटाया गया'],
      recovery_code_used: [
        'आपके Kiwimesh खाते का एक रिकवरी कोड काम में लिया गया',
        'आपके खाते के लिए आपका एक रिकवरी कोड काम में लिया गया',
      ],
    }[notice] as [string, string];
    return {
      subject: what[0],
      before: [
        `${what[1]} (${at})।`,
        'यह आपने किया है तो कुछ करना नहीं है। नहीं तो तुरंत अपना पासवर्ड बदलिए और अपने कर्मचारियों का प्रबंधन करने वाले को बताइए।',
      ],
      after: [],
    };
  },
  footer: 'Kiwimesh की ओर से। इस पते पर भेजे उत्तर कोई नहीं पढ़ता।',
};

const LANGUAGES: Readonly<Record<string, Language>> = { en: EN, hi: HI };

export type LinkMail =
  | { readonly kind: 'invitation'; readonly expiresAt: Date }
  | { readonly kind: 'password_reset'; readonly minutes: number }
  | { readonly kind: 'not_set_up' };

export interface MailSetting {
  /** BCP 47; English is the fallback. */
  readonly language: string;
  /** IANA, for times in the text. */
  readonly timezone: string;
  /** ISO 3166; times are written as there. */
  readonly country: string;
}

/** The email with a link. It names no one: neither the administrator nor the hospital nor the recipient. */
export function linkMail(mail: LinkMail, url: string | null, setting: MailSetting): MailText {
  const language = languageOf(setting.language);
  if (mail.kind === 'invitation') {
    return compose(language, language.words.invitation(timeOf(mail.expiresAt, setting)), url);
  }
  if (mail.kind === 'password_reset')
    return compose(language, language.words.password_reset(mail.minutes), url);
  return compose(language, language.words.not_set_up(), null);
}

/** The email that notifies the owner of an account of a change to it. */
export function noticeMail(notice: Notice, at: Date, setting: MailSetting): MailText {
  const language = languageOf(setting.language);
  return compose(language, language.words.notice(notice, timeOf(at, setting)), null);
}

function languageOf(tag: string): { readonly tag: string; readonly words: Language } {
  const base = tag.split('-')[0] ?? '';
  return LANGUAGES[base] === undefined ? { tag: 'en', words: EN } : { tag: base, words: LANGUAGES[base] };
}

function timeOf(at: Date, { language, timezone, country }: MailSetting): string {
  return new Intl.DateTimeFormat(`${languageOf(language).tag}-${country}`, {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: timezone,
  }).format(at);
}

function compose(
  { tag, words }: { readonly tag: string; readonly words: Language },
  { subject, before, button, after }: Words,
  url: string | null,
): MailText {
  const text = [...before, ...(url === null ? [] : [url]), ...after, `-- \n${words.footer}`].join('\n\n');
  const paragraph = (one: string) => `<p style="margin:0 0 16px">${escaped(one)}</p>`;
  const link =
    url === null
      ? ''
      : `<p style="margin:24px 0"><a href="${escaped(url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#0b6e4f;color:#ffffff;text-decoration:none;font-weight:600">${escaped(button ?? url)}</a></p>`;
  const html = `<!doctype html><html lang="${tag}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;background:#f4f6f5;color:#1b2420;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:32em;margin:0 auto;padding:24px;background:#ffffff;border-radius:12px">
${before.map(paragraph).join('\n')}
${link}
${after.map(paragraph).join('\n')}
<p style="margin:24px 0 0;color:#55615b;font-size:14px">${escaped(words.footer)}</p>
</div></body></html>
`;
  return { subject, text, html };
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
