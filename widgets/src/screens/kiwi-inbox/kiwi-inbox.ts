import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { Notification } from '../../domain/wire.ts';
import { icons } from '../../icons.ts';
import { dateTime } from '../../locale/format.ts';
import { Action } from '../../parts/action.ts';
import { busyWords } from '../../parts/buttons.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import { failureNotice } from '../../parts/notice.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { Screen } from '../screen.ts';
import { styles } from './kiwi-inbox.styles.ts';

/**
 * What the person was notified of, newest first. What is shown counts as read; what was unread when it came stays marked as long as
 * the list is open.
 *
 * @internal
 * @fires open-booking - `detail` is the booking's id.
 * @fires open-helping - What a neighbour asks of the person is to be shown.
 * @fires done - An announcement was chosen: they stand below the services.
 */
export class KiwiInbox extends Screen {
  static override styles = [base, buttons, notices, styles];

  @state() private shown: readonly Notification[] | null = null;
  @state() private cursor: string | null = null;
  readonly #load = new Action(this);
  readonly #new = new Set<string>();
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.sources.notifications.follow(() => void this.#catchUp());
    void this.#more();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  override render(): TemplateResult {
    const { shown } = this;
    return html`
      <div class="stack wide">
        <h2 tabindex="-1">${this.msg('Notifications', { id: 'inbox.title' })}</h2>
        ${shown && shown.length > 0 ? html`<ul class="rows">${shown.map((one) => this.#row(one))}</ul>` : nothing}
        ${
          shown && shown.length === 0
            ? html`<div class="empty">
              ${icons.bell}
              <p>${this.msg('Nothing yet. What happens with your bookings shows up here.', { id: 'inbox.empty' })}</p>
            </div>`
            : nothing
        }
        ${shown === null && this.#load.busy ? html`<p class="muted" role="status">${this.msg('Loading…', { id: 'loading' })}</p>` : nothing}
        ${failureNotice(this.msg, this.#load, this.region.emergencyNumber)}
        ${
          (shown && this.cursor) || this.#load.failure
            ? html`<button
              class="button secondary"
              part="button"
              type="button"
              aria-disabled=${this.#load.busy}
              @click=${() => this.#more()}
            >
              ${busyWords(this.#load.busy, this.#load.failure ? this.msg('Try again', { id: 'try-again' }) : this.msg('Show more', { id: 'list.more' }))}
            </button>`
            : nothing
        }
      </div>
    `;
  }

  #row(notification: Notification): TemplateResult {
    const { id, title, body, createdAt } = notification;
    const isNew = this.#new.has(id);
    return html`<li>
      <button class="row ${isNew ? 'new' : ''}" type="button" part="notification" @click=${() => this.#open(notification)}>
        <span class="dot" aria-hidden="true"></span>
        <span>
          <span class="title">${isNew ? html`<span class="hidden-text">${this.msg('New:', { id: 'inbox.new' })} </span>` : nothing}${title}</span>
          <span class="text">${body}</span>
          <time class="small muted" datetime=${createdAt}>${dateTime(createdAt, this.formats, this.sources.places.timeZone)}</time>
        </span>
        <span class="forward">${icons.forward}</span>
      </button>
    </li>`;
  }

  #open({ class: of, record }: Notification): void {
    if (record.type !== 'booking') {
      this.sources.announcements.refresh();
      this.emit('done');
    } else if (of === 'dispatch') {
      // Of a booking that is not the person’s own: what neighbours ask is shown with the answers to it.
      this.emit('open-helping');
    } else this.emit('open-booking', record.id);
  }

  async #more(): Promise<void> {
    const { notifications } = this.sources;
    const page = await this.#load.run(() => notifications.page({ cursor: this.cursor ?? undefined }));
    if (!page) return;
    this.#show([...(this.shown ?? []), ...page.data]);
    this.cursor = page.nextCursor;
  }

  /** Puts what has come meanwhile before what is shown. Not reached, it is asked for with the next change. */
  async #catchUp(): Promise<void> {
    if (this.shown === null) return;
    const page = await this.sources.notifications.page().catch(() => null);
    if (!page || !this.isConnected) return;
    const known = new Set(this.shown.map(({ id }) => id));
    const added = page.data.filter(({ id }) => !known.has(id));
    if (added.length > 0) this.#show([...added, ...this.shown]);
  }

  #show(all: readonly Notification[]): void {
    for (const { id, readAt } of all) if (readAt === null) this.#new.add(id);
    this.shown = all;
    const [newest] = all;
    // What is not marked now is marked when the list is opened again.
    if (newest && this.#new.size > 0) void this.sources.notifications.markRead(newest).catch(() => undefined);
  }
}

define('kiwi-inbox', KiwiInbox);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-inbox': KiwiInbox;
  }
}
