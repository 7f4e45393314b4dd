import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Announcement } from '../../domain/wire.ts';
import { dateTime } from '../../locale/format.ts';
import { define } from '../../parts/define.ts';
import { Part } from '../../parts/part.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { styles } from './kiwi-announcements.styles.ts';

/** How many are shown until the person asks for more. */
const SHOWN = 2;

/**
 * What the hospital announces to the communities it serves, and managers to theirs, newest first. Nothing where there is
 * nothing to announce.
 *
 * @internal
 */
export class KiwiAnnouncements extends Part {
  static override styles = [base, buttons, styles];

  @property({ attribute: false }) announcements: readonly Announcement[] = [];
  @property({ attribute: false }) timeZone: string | undefined;
  @state() private all = false;

  override render(): TemplateResult | typeof nothing {
    const { announcements } = this;
    if (announcements.length === 0) return nothing;
    const shown = this.all ? announcements : announcements.slice(0, SHOWN);
    return html`
      <section aria-labelledby="announcements">
        <h3 id="announcements">${this.msg('Announcements', { id: 'announcements.title' })}</h3>
        <ul>
          ${shown.map((one) => this.#announcement(one))}
        </ul>
        ${
          shown.length < announcements.length
            ? html`<button class="button quiet" part="button" type="button" @click=${this.#showAll}>
              ${this.msg('Show more', { id: 'list.more' })}
            </button>`
            : nothing
        }
      </section>
    `;
  }

  #announcement({ title, message, publishedAt }: Announcement): TemplateResult {
    return html`
      <li part="announcement">
        <p class="title">${title}</p>
        <p class="message">${message}</p>
        <p class="small muted">
          <time datetime=${publishedAt}>${dateTime(publishedAt, this.formats, this.timeZone)}</time>
        </p>
      </li>
    `;
  }

  /** The button goes: focus moves to the first announcement that was hidden. */
  readonly #showAll = async (): Promise<void> => {
    this.all = true;
    await this.updateComplete;
    const first = this.renderRoot.querySelectorAll<HTMLElement>('li')[SHOWN];
    if (!first) return;
    first.tabIndex = -1;
    first.focus();
  };
}

define('kiwi-announcements', KiwiAnnouncements);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-announcements': KiwiAnnouncements;
  }
}
