import type { Announcement } from '../../../ports/telephony.ts';

/** What the gateway says to a caller, by language. `{number}` is read out digit by digit. */
const TEXTS = {
  en: {
    connecting:
      'You have reached the emergency desk. Stay on the line, and say what has happened and where you are.',
    recorded: 'This call is recorded.',
    stillConnecting: 'Please stay on the line. We are still trying to reach the desk.',
    unavailable: 'We cannot take your call at the moment. Please hang up and dial {number}.',
  },
  hi: {
    connecting: 'आप आपातकालीन डेस्क से जुड़े हैं। लाइन पर बने रहें और बताएँ कि क्या हुआ है और आप कहाँ हैं।',
    recorded: 'यह कॉल रिकॉर्ड की जा रही है।',
    stillConnecting: 'कृपया लाइन पर बने रहें। हम डेस्क से संपर्क करने की कोशिश कर रहे हैं।',
    unavailable: 'अभी हम आपकी कॉल नहीं ले सकते। कृपया फ़ोन रखें और {number} डायल करें।',
  },
} as const;

type AnnouncementName = keyof (typeof TEXTS)['en'];

/** @param language any other than those above is answered in English. */
export function announce(name: AnnouncementName, language: string, number = ''): Announcement {
  const known = language in TEXTS ? (language as keyof typeof TEXTS) : 'en';
  return { text: TEXTS[known][name].replace('{number}', [...number].join(' ')), language: known };
}

/** The number to dial instead, in every language of the region. */
export function dialInstead(number: string, languages: readonly string[]): readonly Announcement[] {
  const known = languages.filter((language) => language in TEXTS);
  return (known.length === 0 ? ['en'] : known).map((language) => announce('unavailable', language, number));
}
