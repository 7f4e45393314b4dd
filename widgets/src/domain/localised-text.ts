import type { LocalisedText } from './wire.ts';

/** The text in the wanted language, else its base language (`hi` for `hi-IN`), else English, else whatever there is. */
export function inLanguage(text: LocalisedText, language: string): string {
  const base = language.split('-')[0] ?? 'en';
  return text[language] ?? text[base] ?? text.en ?? Object.values(text)[0] ?? '';
}
