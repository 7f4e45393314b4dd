/** What is around the line of a notification in a mail, in the languages of the texts. */
const WORDS = {
  en: {
    open: 'Open Kiwimesh to read it:',
    footer: 'Sent by Kiwimesh. Replies to this address are not read.',
  },
  hi: {
    open: 'पढ़ने के लिए Kiwimesh खोलें:',
    footer: 'Kiwimesh से भेजा गया। इस पते पर आए उत्तर पढ़े नहीं जाते।',
  },
};

/** @param line says nothing about health. */
export function notificationMail(
  line: string,
  language: string,
  url: string,
): { readonly subject: string; readonly text: string } {
  return { subject: line, text: mailText([line], language, url) };
}

/** @param paragraphs say nothing about health. */
export function mailText(paragraphs: readonly string[], language: string, url: string): string {
  const words = language === 'hi' ? WORDS.hi : WORDS.en;
  return `${[...paragraphs, `${words.open} ${url}`, words.footer].join('\n\n')}\n`;
}
