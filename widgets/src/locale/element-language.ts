import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { declaredLanguage, ENGLISH, type Language, loadLanguage, supportedLanguage } from './language.ts';

/**
 * The language of one element: that of its `lang` attribute or of the nearest ancestor that has one, followed while the
 * element is on the page. Another language is another object, so handing it to the elements inside renders them again.
 */
export class ElementLanguage implements ReactiveController {
  current: Language = ENGLISH;
  readonly #host: ReactiveControllerHost & Element;
  readonly #observer = new MutationObserver(() => void this.#follow());
  /** Whether the element shows screens whose messages are in a chunk of their own. */
  #withLater = false;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
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

  /** Loads the messages of the screens that are loaded later, in the present language and in any it changes to. */
  async loadLater(): Promise<void> {
    await loadLanguage(this.current.tag, true);
    this.#withLater = true;
    await this.#load(this.current.tag);
  }

  /** Texts stay in the language at hand until those of another one have arrived, also when they cannot be loaded. */
  async #follow(): Promise<void> {
    const tag = declaredLanguage(this.#host);
    // The direction of an ancestor may be what changed.
    this.#host.requestUpdate();
    if (tag === this.current.tag && supportedLanguage(tag) === this.current.texts) return;
    this.#set({ ...this.current, tag });
    try {
      await this.#load(tag);
    } catch {
      // The chunk is out of reach: texts in the wrong language are better than none.
    }
  }

  async #load(tag: string): Promise<void> {
    const later = this.#withLater;
    const language = await loadLanguage(tag, later);
    // Another language, or more messages of this one, may have been asked for in the meantime.
    if (tag === this.current.tag && later === this.#withLater) this.#set(language);
  }

  #set(language: Language): void {
    this.current = language;
    this.#host.requestUpdate();
  }
}
