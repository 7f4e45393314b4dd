import { LitElement, type PropertyDeclarations } from 'lit';
import { inLanguage } from '../domain/localised-text.ts';
import type { Region } from '../domain/region.ts';
import type { LocalisedText } from '../domain/wire.ts';
import { ENGLISH, type Language } from '../locale/language.ts';
import type { Msg } from '../locale/messages.ts';
import type { PartEvents } from './part-events.ts';

/** What the elements inside `<kiwi-booking>` share: the language, the region, and where focus goes when one opens. */
export abstract class Part extends LitElement {
  static override properties: PropertyDeclarations = {
    language: { attribute: false },
    region: { attribute: false },
  };

  language: Language = ENGLISH;
  region!: Region;

  /** The text of a message in the present language. Call it when rendering: a text that is kept stays in its language. */
  get msg(): Msg {
    return this.language.msg;
  }

  /** The locale of dates, numbers and money: the words' language as written in the region. */
  get formats(): string {
    return `${this.language.texts}-${this.region.phoneCountry}`;
  }

  named(text: LocalisedText): string {
    return inLanguage(text, this.language.tag);
  }

  /** Puts focus on the screen's heading, so that keyboard and screen reader continue where the eye does. */
  async focusHeading(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }

  /** Fires an event for the element around this one; it does not leave its shadow root. */
  protected emit<Name extends keyof PartEvents>(
    type: Name,
    ...[detail]: undefined extends PartEvents[Name] ? [] : [detail: PartEvents[Name]]
  ): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: false }));
  }
}
