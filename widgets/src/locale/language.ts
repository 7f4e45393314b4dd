import { templates as firstHindi } from './hi-first.ts';
import { type Catalogue, type Msg, messagesOf } from './messages.ts';

/** Languages the elements' own texts exist in. Service names come localised from the API and may have more. */
export const SOURCE_LANGUAGE = 'en';
export const TARGET_LANGUAGES = ['hi'] as const;

/** What an element speaks. It is never changed: see `ElementLanguage`. */
export interface Language {
  /** The language that was asked for, as a BCP 47 tag; service names may exist in it. */
  readonly tag: string;
  /** The language that the texts are in. */
  readonly texts: string;
  readonly msg: Msg;
}

/** The source language, which needs no loading. */
export const ENGLISH: Language = { tag: SOURCE_LANGUAGE, texts: SOURCE_LANGUAGE, msg: messagesOf() };

/**
 * Loads the messages of screens that have a chunk of their own, by language. The screens name them, not this module: what
 * the first paint waits for grows with none of them.
 */
export type MoreTexts = Readonly<
  Record<(typeof TARGET_LANGUAGES)[number], () => Promise<{ readonly templates: Catalogue }>>
>;

/**
 * The texts nearest to a tag. Each language is a chunk of its own: a page in English never downloads Hindi.
 * @param more messages beside those that all screens share.
 * @throws when a chunk cannot be loaded.
 */
export async function loadLanguage(tag: string, more: readonly MoreTexts[] = []): Promise<Language> {
  const texts = supportedLanguage(tag);
  if (texts === SOURCE_LANGUAGE) return { ...ENGLISH, tag };
  const chunks = await Promise.all([import('./hi.ts'), ...more.map(({ hi }) => hi())]);
  const catalogue: Catalogue = Object.assign({}, firstHindi, ...chunks.map(({ templates }) => templates));
  return { tag, texts, msg: messagesOf(catalogue) };
}

/** The few texts that are shown before any other is loaded: in their language from the first paint on. */
export const firstTexts = (tag: string): Msg => messagesOf(supportedLanguage(tag) === 'hi' ? firstHindi : {});

const RIGHT_TO_LEFT = /^(ar|fa|he|ks|ps|sd|ug|ur|yi)$/;

/** The writing direction of a language tag. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.test(baseOf(language)) ? 'rtl' : 'ltr';
}

/** The shipped language nearest to a tag: `hi-IN` is `hi`, an unknown one is English. */
export function supportedLanguage(tag: string): string {
  return TARGET_LANGUAGES.find((language) => language === baseOf(tag)) ?? SOURCE_LANGUAGE;
}

/** The language the element or the nearest ancestor declares, through shadow boundaries; English when none does. */
export function declaredLanguage(element: Element): string {
  for (let node: Node | null = element; node; ) {
    if (node instanceof Element) {
      const lang = node.getAttribute('lang');
      if (lang) return lang;
    }
    node = node instanceof ShadowRoot ? node.host : node.parentNode;
  }
  return SOURCE_LANGUAGE;
}

/** `hi` of `hi-IN`. */
export function baseOf(tag: string): string {
  return tag.split('-')[0]?.toLowerCase() ?? '';
}
