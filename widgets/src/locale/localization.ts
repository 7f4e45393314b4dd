import { configureLocalization } from '@lit/localize';

/** Languages the element's own words exist in. Service names come localised from the API and may have more. */
export const SOURCE_LANGUAGE = 'en';
export const TARGET_LANGUAGES = ['hi'] as const;

const { setLocale, getLocale } = configureLocalization({
  sourceLocale: SOURCE_LANGUAGE,
  targetLocales: TARGET_LANGUAGES,
  // Each language is a chunk of its own: a page in English never downloads Hindi.
  loadLocale: async () => {
    const hindi = await import('./hi.ts');
    if (more) await addMore(hindi);
    return hindi;
  },
});

let more = false;

/** Once loaded, a language's words are one object: what is added to it is found when it is next asked for. */
async function addMore({ templates }: typeof import('./hi.ts')): Promise<void> {
  Object.assign(templates, (await import('./hi-my-data.ts')).templates);
}

/** Loads the words of the screens that are loaded later, in the present language and in any chosen from now on. */
export async function loadMoreWords(): Promise<void> {
  more = true;
  if (getLocale() !== SOURCE_LANGUAGE) await addMore(await import('./hi.ts'));
}

export { getLocale };

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** The writing direction of a language tag. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language.split('-')[0]?.toLowerCase() ?? '') ? 'rtl' : 'ltr';
}

/** The shipped language nearest to a tag: `hi-IN` is `hi`, an unknown one is English. */
export function supportedLanguage(tag: string): string {
  const base = tag.split('-')[0]?.toLowerCase() ?? '';
  return TARGET_LANGUAGES.find((language) => language === base) ?? SOURCE_LANGUAGE;
}

/**
 * Switches every element on the page (the words are one set for a page). When the language's chunk cannot be
 * loaded the present one stays: words in the wrong language beat no words.
 */
export async function useLanguage(tag: string): Promise<void> {
  const wanted = supportedLanguage(tag);
  if (wanted === getLocale()) return;
  try {
    await setLocale(wanted);
  } catch {
    // Unreachable chunk: stay in the language at hand.
  }
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
