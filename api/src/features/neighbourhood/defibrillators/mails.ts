/** The reminder of overdue checks, in the languages of the elements. */
const WORDS = {
  en: {
    subject: 'Defibrillators to be checked',
    intro: 'The check of these defibrillators of your community is overdue:',
    what: 'Please look at each one (is its indicator green, are the pads in date, is the cabinet free?) and record the check in Kiwimesh. Nobody is sent for a defibrillator that was not checked for twice its interval.',
    footer: 'Sent by Kiwimesh. Replies to this address are not read.',
  },
  hi: {
    subject: 'डिफ़िब्रिलेटर की जाँच बाकी है',
    intro: 'आपके समुदाय के इन डिफ़िब्रिलेटर की जाँच का समय निकल चुका है:',
    what: 'कृपया हर एक को देखिए (संकेतक हरा है, पैड की तारीख़ बाकी है, अलमारी तक पहुँच है?) और जाँच Kiwimesh में दर्ज कीजिए। जिसकी जाँच दोगुने समय तक नहीं हुई, उसे लाने किसी को नहीं भेजा जाता।',
    footer: 'Kiwimesh से भेजा गया। इस पते पर आए उत्तर पढ़े नहीं जाते।',
  },
};

interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** @param language BCP 47; English for one that there are no words in. */
export function reminderMail(names: readonly string[], language: string): Mail {
  const words = language.split('-')[0] === 'hi' ? WORDS.hi : WORDS.en;
  const list = names.map((name) => `- ${name}`).join('\n');
  const items = names.map((name) => `<li>${escaped(name)}</li>`).join('');
  return {
    subject: words.subject,
    text: `${words.intro}\n\n${list}\n\n${words.what}\n\n${words.footer}\n`,
    html: `<p>${words.intro}</p><ul>${items}</ul><p>${words.what}</p><p>${words.footer}</p>`,
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
