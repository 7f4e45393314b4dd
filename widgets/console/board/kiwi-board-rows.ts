import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Booking, Community, ServiceType } from '../../src/domain/wire.ts';
import { icons } from '../../src/icons.ts';
import { stateWords } from '../../src/locale/words.ts';
import { define } from '../../src/parts/define.ts';
import { type Column, isUnacknowledged, OPEN_STATES } from '../bookings/board-view.ts';
import { clockSpoken, clockWords, columnWords, escalationWords, shortId } from '../bookings/booking-words.ts';
import { runningClock, standingOf } from '../bookings/clock.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { lasting } from '../parts/shift-time.ts';
import { Ticker } from '../parts/ticker.ts';
import { urgencyWords } from '../parts/words.ts';
import { styles } from './kiwi-board-rows.styles.ts';

/** Rows that are drawn above and below what is seen. */
const OVERSCAN = 6;
/** Of one row, in times the unit: as the styles have it. */
const ROW_UNITS = { wide: 3, narrow: 7.5 };
const NARROW = '(max-width: 56rem)';

/** How wide a column is. With the first three, all of them fit into the narrowest window that has columns (56rem). */
const WIDTHS: Readonly<Record<Column, string>> = {
  place: 'minmax(6rem, 2fr)',
  community: 'minmax(4.5rem, 1fr)',
  assignee: 'minmax(4.5rem, 1fr)',
  clock: '5.25rem',
  age: '3.75rem',
  id: '5rem',
};
const FIRST = ['2rem', 'minmax(7.5rem, 1.3fr)', 'minmax(7.25rem, 0.9fr)'];

/**
 * The rows of the board. Only those that are seen are drawn, each by its booking, so that thousands scroll and a change draws
 * one row again. One of them has the focus: it keeps it whatever changes.
 */
export class KiwiBoardRows extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) ids: readonly string[] = [];
  @property({ attribute: false }) bookings: ReadonlyMap<string, Booking> = new Map();
  /** Another number when something in them is another. */
  @property({ attribute: false }) changes = 0;
  @property({ attribute: false }) services: readonly ServiceType[] = [];
  @property({ attribute: false }) communities: ReadonlyMap<string, Community> = new Map();
  @property({ attribute: false }) columns: readonly Column[] = [];
  @property({ attribute: false }) selected: ReadonlySet<string> = new Set();
  /** The booking whose page is open beside. */
  @property({ attribute: false }) opened: string | null = null;
  /** The row that keys act on. */
  @property({ attribute: false }) active: string | null = null;
  @property({ attribute: false }) now: () => number = () => 0;
  @state() private top = 0;
  @state() private seen = 0;
  @query('.rows') private rows!: HTMLElement;
  /** What is shown of a booking that is over, while its row stays. */
  readonly #last = new Map<string, Booking>();
  readonly #sizes = new ResizeObserver(() => this.#measure());
  readonly #narrow = matchMedia(NARROW);
  #rowHeight = 45;

  constructor() {
    super();
    new Ticker(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  protected override firstUpdated(): void {
    this.#sizes.observe(this.rows);
    this.#measure();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('changes') && !changed.has('ids')) return;
    for (const id of this.ids) {
      const booking = this.bookings.get(id);
      if (booking !== undefined) this.#last.set(id, booking);
    }
    if (this.#last.size > this.ids.length * 2 + 100) {
      const there = new Set(this.ids);
      for (const id of this.#last.keys()) if (!there.has(id)) this.#last.delete(id);
    }
  }

  /** What is laid out by numbers is set as a property: the page's policy refuses styles that are written into it. */
  override render(): TemplateResult {
    const { ids } = this;
    const first = Math.max(0, Math.floor(this.top / this.#rowHeight) - OVERSCAN);
    const last = Math.min(ids.length, Math.ceil((this.top + this.seen) / this.#rowHeight) + OVERSCAN);
    const drawn = ids.slice(first, last).map((id, index) => ({ id, index: first + index }));
    // The row with the focus stays, wherever one has scrolled to.
    const activeAt = this.active === null ? -1 : ids.indexOf(this.active);
    if (activeAt >= 0 && (activeAt < first || activeAt >= last))
      drawn.push({ id: this.active ?? '', index: activeAt });
    const now = this.now();
    const names = this.columns.map((column) => columnWords(this.msg, column));
    const widths = [...FIRST, ...this.columns.map((one) => WIDTHS[one])];
    return html`<div
      class="grid"
      role="grid"
      aria-label=${this.msg('Open bookings', { id: 'board.rows' })}
      aria-multiselectable="true"
      aria-rowcount=${ids.length + 1}
      .style=${`--columns: ${widths.join(' ')}`}
    >
      <div role="rowgroup">
        <div class="heads" role="row" aria-rowindex="1">
          <span role="columnheader"><span class="hidden-text">${this.msg('Urgency', { id: 'dispatch.urgency' })}</span></span>
          <span role="columnheader">${this.msg('Service', { id: 'dispatch.service' })}</span>
          <span role="columnheader">${this.msg('State', { id: 'board.state' })}</span>
          ${names.map((name) => html`<span role="columnheader">${name}</span>`)}
        </div>
      </div>
      <div class="rows" role="rowgroup" tabindex="-1" @scroll=${this.#scrolled} @keydown=${this.#keydown}>
        <div class="space" role="presentation" .style=${`block-size: ${ids.length * this.#rowHeight}px`}>
          ${repeat(
            drawn,
            ({ id }) => id,
            ({ id, index }) => this.#row(id, index, activeAt, now),
          )}
        </div>
      </div>
    </div>`;
  }

  /** Gives the focus to a row, which comes into view for it. */
  async focusRow(id: string): Promise<void> {
    this.reveal(id);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus({ preventScroll: true });
  }

  /** The rows between the top and the bottom of what is seen. */
  get pageRows(): number {
    return Math.max(1, Math.floor(this.seen / this.#rowHeight) - 1);
  }

  reveal(id: string): void {
    const at = this.ids.indexOf(id) * this.#rowHeight;
    if (at < 0) return;
    if (at < this.rows.scrollTop) this.rows.scrollTop = at;
    else if (at + this.#rowHeight > this.rows.scrollTop + this.rows.clientHeight)
      this.rows.scrollTop = at + this.#rowHeight - this.rows.clientHeight;
    this.top = this.rows.scrollTop;
  }

  #row(id: string, index: number, activeAt: number, now: number): TemplateResult | typeof nothing {
    const present = this.bookings.get(id);
    const booking = present ?? this.#last.get(id);
    if (booking === undefined) return nothing;
    const over = present === undefined;
    const service = this.services.find((one) => one.id === booking.serviceType);
    const tabStop = activeAt < 0 ? index === 0 : index === activeAt;
    return html`<div
      class="row ${over ? 'over' : ''} ${id === this.opened ? 'current' : ''}"
      role="row"
      data-id=${id}
      aria-rowindex=${index + 2}
      aria-selected=${this.selected.has(id)}
      tabindex=${tabStop ? 0 : -1}
      .style=${`transform: translateY(${index * this.#rowHeight}px)`}
      @click=${(event: MouseEvent) => this.#clicked(event, id)}
      @focus=${() => this.fire('activate-row', id)}
    >
      <span class="cell urgent" role="gridcell">
        <span class="urgency u${booking.urgency ?? 0}" aria-hidden="true">${this.selected.has(id) ? icons.check : (booking.urgency ?? '–')}</span>
        <span class="hidden-text">${urgencyWords(this.msg, booking.urgency)}</span>
      </span>
      <span class="cell what" role="gridcell">
        <strong>${service === undefined ? booking.serviceType : this.named(service.names)}</strong>
        ${
          isUnacknowledged(booking)
            ? html`<span class="chip flag">${icons.warning}${escalationWords(this.msg, booking)}</span>`
            : booking.sla.breached
              ? html`<span class="chip" title=${escalationWords(this.msg, booking) || nothing}>${this.msg('Missed', { id: 'board.missed' })}</span>`
              : nothing
        }
      </span>
      <span class="cell at" role="gridcell"><span class="state">
        <span class="steps" aria-hidden="true">${OPEN_STATES.map((_, step) => html`<i class=${step <= OPEN_STATES.indexOf(booking.state) ? 'done' : ''}></i>`)}</span>
        ${over ? this.msg('Over', { id: 'board.over' }) : stateWords(this.msg, booking.state)}
      </span></span>
      ${this.columns.map((column) => this.#cell(column, booking, over, now))}
    </div>`;
  }

  #cell(column: Column, booking: Booking, over: boolean, now: number): TemplateResult {
    const none = html`<span class="none" aria-hidden="true">–</span>`;
    switch (column) {
      case 'place': {
        const { location } = booking;
        const words =
          location?.address ??
          (location && `${location.latitude.toFixed(4)}, ${location.longitude.toFixed(4)}`);
        return html`<span class="cell place" role="gridcell" title=${words ?? nothing}><bdi>${words ?? none}</bdi></span>`;
      }
      case 'community':
        return html`<span class="cell community" role="gridcell"><bdi>${this.communities.get(booking.communityId)?.name ?? none}</bdi></span>`;
      case 'assignee':
        return html`<span class="cell assignee" role="gridcell"><bdi>${booking.assignee?.name ?? none}</bdi></span>`;
      case 'clock': {
        const clock = over ? null : runningClock(booking);
        if (clock === null) return html`<span class="cell clock" role="gridcell">${none}</span>`;
        const late = now >= clock.due;
        return html`<span class="cell clock ${standingOf(clock, now)}" role="gridcell">
          <b aria-hidden="true">${late ? '+' : ''}${lasting(Math.abs(clock.due - now), this.formats)}</b>
          <small aria-hidden="true">${late ? this.msg('late', { id: 'board.late' }) : clockWords(this.msg, clock.clock)}</small>
          <span class="hidden-text">${clockSpoken(this.msg, clock, now, (ms) => lasting(ms, this.formats))}</span>
        </span>`;
      }
      case 'age':
        return html`<span class="cell age" role="gridcell">${lasting(now - Date.parse(booking.createdAt), this.formats)}</span>`;
      case 'id':
        return html`<span class="cell id" role="gridcell"><bdi>${shortId(booking.id)}</bdi></span>`;
    }
  }

  #clicked(event: MouseEvent, id: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) this.fire('select-row', id);
    else this.fire('open-booking', id);
  }

  readonly #scrolled = (): void => {
    this.top = this.rows.scrollTop;
  };

  /** Letters are shortcuts of the view; these keys mean something to a grid alone. */
  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: this.pageRows,
      PageUp: -this.pageRows,
      Home: Number.NEGATIVE_INFINITY,
      End: Number.POSITIVE_INFINITY,
    };
    const by = moves[event.key];
    if (by === undefined) return;
    event.preventDefault();
    this.fire('move-row', by);
  };

  #measure(): void {
    const unit = Number.parseFloat(getComputedStyle(this).fontSize);
    this.#rowHeight = unit * (this.#narrow.matches ? ROW_UNITS.narrow : ROW_UNITS.wide);
    this.seen = this.rows.clientHeight;
    this.requestUpdate();
  }
}

define('kiwi-board-rows', KiwiBoardRows);
