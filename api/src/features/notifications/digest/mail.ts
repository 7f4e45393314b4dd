import { mailText } from '../delivery/mail.ts';

const WORDS = {
  en: {
    subject: (count: number) =>
      count === 1 ? 'Kiwimesh: 1 new notification' : `Kiwimesh: ${count} new notifications`,
    often: 'You get this mail once a day, when there is something that you have not read.',
  },
  hi: {
    subject: (count: number) => (count === 1 ? 'Kiwimesh: 1 नई सूचना' : `Kiwimesh: ${count} नई सूचनाएँ`),
    often: 'यह मेल दिन में एक बार आता है, जब कुछ ऐसा हो जो आपने नहीं पढ़ा है।',
  },
};

/** @param lines those for outside of each notification, which say nothing about health; what is said twice is listed once. */
export function digestMail(
  lines: readonly string[],
  language: string,
  url: string,
): { readonly subject: string; readonly text: string } {
  const words = language === 'hi' ? WORDS.hi : WORDS.en;
  const times = new Map<string, number>();
  for (const line of lines) times.set(line, (times.get(line) ?? 0) + 1);
  const list = [...times].map(([line, count]) => (count === 1 ? `- ${line}` : `- ${line} (${count})`));
  return {
    subject: words.subject(lines.length),
    text: mailText([list.join('\n'), words.often], language, url),
  };
}
