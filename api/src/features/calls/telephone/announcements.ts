import type { Announcement } from '../../../ports/telephony.ts';

/** What the gateway says to a caller in one language. `{number}` is read out digit by digit. */
export interface TelephoneTexts {
  readonly connecting: string;
  readonly recorded: string;
  readonly stillConnecting: string;
  readonly unavailable: string;
}

const EN: TelephoneTexts = {
  connecting:
    'You have reached the emergency desk. Stay on the line, and say what has happened and where you are.',
  recorded: 'This call is recorded.',
  stillConnecting: 'Please stay on the line. We are still trying to reach the desk.',
  unavailable: 'We cannot take your call at the moment. Please hang up and dial {number}.',
};

const SHIPPED: Readonly<Record<string, TelephoneTexts>> = {
  en: EN,
  hi: {
    connecting: 'आप आपातकालीन डेस्क से जुड़े हैं। लाइन पर बने रहें और बताएँ कि क्या हुआ है और आप कहाँ हैं।',
    recorded: 'यह कॉल रिकॉर्ड की जा रही है।',
    stillConnecting: 'कृपया लाइन पर बने रहें। हम डेस्क से संपर्क करने की कोशिश कर रहे हैं।',
    unavailable: 'अभी हम आपकी कॉल नहीं ले सकते। कृपया फ़ोन रखें और {number} डायल करें।',
  },
};

/** Says what is known in the languages of the region: its own texts come before the shipped ones. */
export class Announcements {
  readonly #texts: Readonly<Record<string, TelephoneTexts>>;
  readonly #region: AnnouncementRegion;

  constructor(region: AnnouncementRegion) {
    const own = Object.entries(region.messages).flatMap(([language, { telephone }]) =>
      telephone === undefined ? [] : [[language, telephone] as const],
    );
    this.#texts = { ...SHIPPED, ...Object.fromEntries(own) };
    this.#region = region;
  }

  /** @param language a language without texts is answered in English. */
  say(name: Exclude<keyof TelephoneTexts, 'unavailable'>, language: string): Announcement {
    const known = this.#texts[language];
    return known === undefined ? { text: EN[name], language: 'en' } : { text: known[name], language };
  }

  /** The number to dial instead, in every language of the region. */
  dialInstead(): readonly Announcement[] {
    const { emergencyNumber, languages } = this.#region;
    const known = languages.filter((language) => this.#texts[language] !== undefined);
    const digits = [...emergencyNumber].join(' ');
    return (known.length === 0 ? ['en'] : known).map((language) => ({
      text: (this.#texts[language] ?? EN).unavailable.replace('{number}', digits),
      language,
    }));
  }
}

interface AnnouncementRegion {
  readonly languages: readonly string[];
  readonly emergencyNumber: string;
  readonly messages: Readonly<Record<string, { readonly telephone?: TelephoneTexts }>>;
}
