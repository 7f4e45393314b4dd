import { firstTexts, type Language } from '../locale/language.ts';
import { str } from '../locale/messages.ts';
import { PHONE_PATH } from '../theme/phone-icon.ts';

const SVG = 'http://www.w3.org/2000/svg';

function node<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Node[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function setText(element: Element, text: string): void {
  element.textContent = text;
}

function phoneIcon(): SVGElement {
  const icon = document.createElementNS(SVG, 'svg');
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PHONE_PATH);
  icon.append(path);
  return icon;
}

/** What the first frame shows. */
export interface FirstFrameState {
  /** What the element is, for screen readers; booking where it is not said. */
  readonly name?: string | undefined;
  /** Of everything; the frame itself may already have the texts of the one that is asked for. */
  readonly language: Language;
  readonly dir: string;
  readonly theme: string;
  readonly emergencyNumber: string;
  /** Whether the strip with the emergency number is shown: a screen that shows the number larger replaces it. */
  readonly strip: boolean;
  /** What stands below the strip until the rest is there. */
  readonly below: 'loading' | 'unreachable' | 'nothing';
}

/**
 * The surface of the element, with the emergency number on it and grey bars below: what is painted while everything
 * else is on its way. It is made without Lit, and stays: the strip is never made again, so it cannot move or flash.
 */
export class FirstFrame {
  readonly #word = node('span');
  readonly #number = node('span');
  readonly #call = node(
    'a',
    { class: 'button emergency', part: 'button emergency-call' },
    phoneIcon(),
    this.#number,
  );
  readonly #strip = node('div', { class: 'sos', part: 'emergency' }, this.#word, this.#call);
  readonly #status = node('p', { class: 'hidden-text', role: 'status' });
  readonly #failure = node('p');
  readonly #loading = node(
    'div',
    { class: 'body loading' },
    this.#status,
    this.#failure,
    ...['skeleton title', 'skeleton', 'skeleton', 'skeleton'].map((name) => node('div', { class: name })),
  );
  readonly #card = node('section', { class: 'card', part: 'card' }, this.#strip, this.#loading);
  readonly #root = node('div', { class: 'root' }, this.#card);

  constructor(shadow: ShadowRoot) {
    const widths = node('div', { class: 'widths', 'aria-hidden': 'true' }, node('span'), node('span'));
    shadow.append(widths, this.#root);
  }

  /** Adds what is shown below the strip. */
  append(element: Element): void {
    this.#card.append(element);
  }

  show({ name, language, dir, theme, emergencyNumber, strip, below }: FirstFrameState): void {
    this.#root.lang = language.texts;
    this.#root.dir = dir;
    if (theme) this.#root.dataset.theme = theme;
    else delete this.#root.dataset.theme;
    const { texts, msg } = firstTexts(language);
    this.#strip.lang = this.#loading.lang = texts;
    this.#card.setAttribute('aria-label', name ?? msg('Book care', { id: 'title' }));
    this.#strip.hidden = !strip;
    setText(this.#word, msg('Life in danger?', { id: 'emergency.strip' }));
    this.#call.href = `tel:${emergencyNumber.replace(/[\s-]/g, '')}`;
    setText(this.#number, msg(str`Call ${emergencyNumber}`, { id: 'call' }));
    this.#loading.hidden = below === 'nothing';
    setText(this.#status, msg('Loading…', { id: 'loading' }));
    const failed = below === 'unreachable';
    setText(
      this.#failure,
      failed
        ? msg('We cannot reach the service just now. Nothing you entered is lost.', {
            id: 'failure.unreachable',
          })
        : '',
    );
    if (failed) this.#failure.setAttribute('role', 'alert');
  }
}
