/**
 * All that a push says. A lock screen is read by others, and push services keep what passes through them: a line says that
 * there is something and not what, so it has no name, no service and no word about health.
 */
const LINES = {
  news: {
    en: 'There is something new for you.',
    hi: 'आपके लिए कुछ नया है।',
    ar: 'لديك جديد.',
  },
  answer: {
    en: 'Your answer is needed.',
    hi: 'आपके जवाब की ज़रूरत है।',
    ar: 'ردك مطلوب.',
  },
  reminder: {
    en: 'A reminder for you.',
    hi: 'आपके लिए एक याद-दिलाना।',
    ar: 'تذكير لك.',
  },
  urgent: {
    en: 'You are needed now.',
    hi: 'अभी आपकी ज़रूरत है।',
    ar: 'أنت مطلوب الآن.',
  },
  test: {
    en: 'Notifications work on this device.',
    hi: 'इस उपकरण पर सूचनाएँ काम करती हैं।',
    ar: 'الإشعارات تعمل على هذا الجهاز.',
  },
} as const;

export type PushLine = keyof typeof LINES;

/** In the person's language, or in English. */
export function lineIn(line: PushLine, language: string | null): string {
  const texts: Readonly<Record<string, string>> = LINES[line];
  return texts[language?.split('-')[0] ?? 'en'] ?? LINES[line].en;
}
