import type { MessageWording } from '../../../ports/messaging.ts';

/** What the notices to the current and former addresses of a person are about. */
export type AddressNotice = 'requested' | 'changed' | 'removed';

export interface Text {
  readonly subject: string;
  readonly text: string;
  readonly wording: MessageWording;
}

interface Words {
  readonly code: (code: string, minutes: number) => string;
  readonly codeSubject: string;
  readonly requestedSubject: string;
  /** @param approvable from when an administrator may approve it; null if only the person can confirm it. */
  readonly requested: (what: AddressWord, approvable: string | null) => string;
  readonly changedSubject: string;
  readonly changed: (what: AddressWord) => string;
  readonly removedSubject: string;
  readonly removed: (what: AddressWord) => string;
}

type AddressWord = 'phone' | 'email';

const PHONE_OR_EMAIL = { phone: 'phone number', email: 'email address' };
const HI_PHONE_OR_EMAIL = { phone: 'फ़ोन नंबर', email: 'ईमेल पता' };

/** By language, with English as the fallback. The code comes first, because notifications show only the first words. */
const WORDS: Readonly<Record<string, Words>> = {
  en: {
    codeSubject: 'Your Kiwimesh code',
    code: (code, minutes) =>
      `${code} confirms this address for your Kiwimesh account. It is valid for ${minutes} minutes. Do not share it.`,
    requestedSubject: 'A new sign-in address was entered for your Kiwimesh account',
    requested: (what, approvable) =>
      `A new ${PHONE_OR_EMAIL[what]} was entered for your Kiwimesh account. Sign in to confirm or decline it.${
        approvable === null
          ? ''
          : ` If you do nothing, an administrator can put it into effect after ${approvable}.`
      } If you did not ask for this, decline it and tell your hospital or community office.`,
    changedSubject: 'The sign-in address of your Kiwimesh account was changed',
    changed: (what) =>
      `The ${PHONE_OR_EMAIL[what]} of your Kiwimesh account was changed. If you did not ask for this, tell your hospital or community office now.`,
    removedSubject: 'An address was removed from your Kiwimesh account',
    removed: (what) =>
      `The ${PHONE_OR_EMAIL[what]} of your Kiwimesh account was removed. No codes are sent there any more. If you did not ask for this, tell your hospital or community office now.`,
  },
  hi: {
    codeSubject: 'आपका Kiwimesh कोड',
    code: (code, minutes) =>
      `${code} आपके Kiwimesh खाते के लिए इस पते की पुष्टि करता है, ${minutes} मिनट तक मान्य। इसे किसी को न बताएँ।`,
    requestedSubject: 'आपके Kiwimesh खाते के लिए साइन-इन का नया पता दर्ज किया गया',
    requested: (what, approvable) =>
      `आपके Kiwimesh खाते के लिए नया ${HI_PHONE_OR_EMAIL[what]} दर्ज किया गया है। पुष्टि करने या अस्वीकार करने के लिए साइन इन कीजिए।${
        approvable === null ? '' : ` आप कुछ नहीं करते तो ${approvable} के बाद एडमिन इसे लागू कर सकता है।`
      } यह आपने नहीं माँगा तो अस्वीकार कीजिए और अपने अस्पताल या सोसाइटी कार्यालय को बताइए।`,
    changedSubject: 'आपके Kiwimesh खाते का साइन-इन पता बदल गया',
    changed: (what) =>
      `आपके Kiwimesh खाते का ${HI_PHONE_OR_EMAIL[what]} बदल गया है। यह आपने नहीं माँगा तो तुरंत अपने अस्पताल या सोसाइटी कार्यालय को बताइए।`,
    removedSubject: 'आपके Kiwimesh खाते से एक पता हटाया गया',
    removed: (what) =>
      `आपके Kiwimesh खाते का ${HI_PHONE_OR_EMAIL[what]} हटा दिया गया है। अब वहाँ कोड नहीं भेजे जाएँगे। यह आपने नहीं माँगा तो तुरंत अपने अस्पताल या सोसाइटी कार्यालय को बताइए।`,
  },
};

const EN = WORDS.en as Words;

function wordsIn(language: string): { readonly tag: string; readonly words: Words } {
  const base = language.split('-')[0] ?? '';
  const words = WORDS[base];
  return words === undefined ? { tag: 'en', words: EN } : { tag: base, words };
}

export function codeText(code: string, minutes: number, language: string): Text {
  const { tag, words } = wordsIn(language);
  const wording = { template: 'address_code', language: tag };
  return { subject: words.codeSubject, text: words.code(code, minutes), wording };
}

/** The texts about addresses, as they are for people of these languages. */
export function addressWordings(languages: readonly string[]): MessageWording[] {
  return languages.flatMap((one) =>
    (['code', 'requested', 'changed', 'removed'] as const).map((text) => ({
      template: `address_${text}`,
      language: wordsIn(one).tag,
    })),
  );
}

/** The notice contains no address, so that someone reading another person's phone does not learn the new one. */
export function noticeText(
  notice: AddressNotice,
  channel: AddressWord,
  approvableAt: Date | null,
  {
    language,
    timezone,
    country,
  }: { readonly language: string; readonly timezone: string; readonly country: string },
): Text {
  const { tag, words } = wordsIn(language);
  const wording = { template: `address_${notice}`, language: tag };
  if (notice === 'changed') return { subject: words.changedSubject, text: words.changed(channel), wording };
  if (notice === 'removed') return { subject: words.removedSubject, text: words.removed(channel), wording };
  const at =
    approvableAt === null
      ? null
      : new Intl.DateTimeFormat(`${tag}-${country}`, {
          dateStyle: 'medium',
          timeStyle: 'short',
          timeZone: timezone,
        }).format(approvableAt);
  return { subject: words.requestedSubject, text: words.requested(channel, at), wording };
}
