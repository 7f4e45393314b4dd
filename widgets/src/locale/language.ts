import type { TextSet } from './catalogues.ts';
import { templates as firstHindi } from './hi-first.ts';
import { type Msg, messagesOf } from './messages.ts';

/** Languages the elements' own texts exist in. Service names come localised from the API and may have more. */
export const SOURCE_LANGUAGE = 'en';
const TARGET_LANGUAGE = /^(ar|hi)$/;

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
 * The texts nearest to a tag.
 * @param more messages beside those that all screens share.
 * @throws when a chunk cannot be loaded.
 */
export async function loadLanguage(tag: string, more: readonly TextSet[] = []): Promise<Language> {
  const texts = supportedLanguage(tag);
  if (texts !== SOURCE_LANGUAGE) {
    const { loadTexts } = await import('./catalogues.ts');
    const catalogue = await loadTexts(texts, ['shared', ...more]);
    if (catalogue) return { tag, texts, msg: messagesOf(catalogue) };
  }
  return { ...ENGLISH, tag };
}

/**
 * What the first paint says, before other texts are loaded. Hindi is there from the start; in a further language its few words would
 * take what all pages load first beyond its limit, and they are English until its texts are there.
 */
export const firstTexts = (language: Language): Language =>
  language.texts === SOURCE_LANGUAGE && baseOf(language.tag) === 'hi'
    ? { ...language, texts: 'hi', msg: messagesOf(firstHindi) }
    : language;

const RIGHT_TO_LEFT = /^(ar|fa|he|ks|ps|sd|ug|ur|yi)$/;

/** The writing direction of a language tag. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.test(baseOf(language)) ? 'rtl' : 'ltr';
}

/** The shipped language nearest to a tag: `hi-IN` is `hi`, an unknown one is English. */
export function supportedLanguage(tag: string): string {
  return TARGET_LANGUAGE.test(baseOf(tag)) ? baseOf(tag) : SOURCE_LANGUAGE;
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
