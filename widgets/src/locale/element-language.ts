import type { TextSet } from './catalogues.ts';
import { declaredLanguage, ENGLISH, type Language, loadLanguage, supportedLanguage } from './language.ts';

/** The element whose language it is. */
interface LanguageHost extends Element {
  requestUpdate(): void;
}

/**
 * The language of one element: that of its `lang` attribute or of the nearest ancestor that has one, followed while the
 * element is on the page: a Lit element adds it as a controller, another one calls its methods. Another language is another object, so handing it to the elements inside renders them again.
 */
export class ElementLanguage {
  current: Language = ENGLISH;
  /** False until the first texts were loaded, or could not be: until then they are English, whatever is asked for. */
  settled = false;
  readonly #host: LanguageHost;
  readonly #observer = new MutationObserver(() => void this.#follow());
  /** The messages of what the element shows beside those that all screens share. A new array for each change. */
  #more: readonly TextSet[];

  constructor(host: LanguageHost, ...more: readonly TextSet[]) {
    this.#host = host;
    this.#more = more;
  }

  hostConnected(): void {
    void this.#follow();
    // Any ancestor may declare the language or the direction, also outside the shadow root that the element is in.
    for (let node: Node | null = this.#host; node; ) {
      if (node instanceof Element) this.#observer.observe(node, { attributeFilter: ['lang', 'dir'] });
      node = node instanceof ShadowRoot ? node.host : node.parentNode;
    }
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  /** Loads the messages of screens that are loaded later, in the present language and in any it changes to. */
  async add(texts: TextSet): Promise<void> {
    await loadLanguage(this.current.tag, [texts]);
    // Not before they are loaded, and beside those that another screen added in the meantime.
    this.#more = [...this.#more.filter((one) => one !== texts), texts];
    await this.#load(this.current.tag);
  }

  /** Texts stay in the language at hand until those of another one have arrived, also when they cannot be loaded. */
  async #follow(): Promise<void> {
    const tag = declaredLanguage(this.#host);
    // The direction of an ancestor may be what changed.
    this.#host.requestUpdate();
    if (tag !== this.current.tag || supportedLanguage(tag) !== this.current.texts) {
      this.#set({ ...this.current, tag });
      try {
        await this.#load(tag);
      } catch {
        // The chunk is out of reach: texts in the wrong language are better than none.
      }
    }
    this.settled = true;
    this.#host.requestUpdate();
  }

  async #load(tag: string): Promise<void> {
    const more = this.#more;
    const language = await loadLanguage(tag, more);
    // Another language, or more messages of this one, may have been asked for in the meantime.
    if (tag === this.current.tag && more === this.#more) this.#set(language);
  }

  #set(language: Language): void {
    this.current = language;
    this.#host.requestUpdate();
  }
}
