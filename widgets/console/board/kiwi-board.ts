import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Booking } from '../../src/domain/wire.ts';
import { str } from '../../src/locale/messages.ts';
import { define } from '../../src/parts/define.ts';
import {
  type BoardView,
  EVERYTHING,
  type Held,
  heldBack,
  inOrder,
  isFound,
  isShown,
  isUnacknowledged,
  searchOf,
  viewOfSearch,
} from '../bookings/board-view.ts';
import { OpenBookings } from '../bookings/open-bookings.ts';
import { SavedViews } from '../bookings/saved-views.ts';
import type { Place } from '../domain/place.ts';
import { type BoardDeed, type ConsoleEvent, ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { type ConsoleSession, PLATFORM } from '../sources/console-session.ts';
import { BOARD_KEYS, type BoardCommand } from './board-keys.ts';
import { BookingDeeds, type DeedsHost } from './deeds/booking-deeds.ts';
import { emptyBoard } from './empty-board.ts';
import { styles } from './kiwi-board.styles.ts';
import './kiwi-board-filters.ts';
import type { KiwiBoardFilters } from './kiwi-board-filters.ts';
import './kiwi-board-notes.ts';
import './kiwi-board-rows.ts';
import type { KiwiBoardRows } from './kiwi-board-rows.ts';
import './kiwi-booking-page.ts';
import type { KiwiBookingPage } from './kiwi-booking-page.ts';

/** The board: all open bookings of the scope as rows, and beside them the page of the one that is open. */
export class KiwiBoard extends ConsolePart implements DeedsHost {
  static override styles = [consoleBase, styles];

  readonly shortcuts = BOARD_KEYS;
  @property({ attribute: false }) session!: ConsoleSession;
  /** Whose bookings: a hospital's or the platform's. */
  @property({ attribute: false }) desk = '';
  @property({ attribute: false }) place!: Place;
  @state() private source: OpenBookings | null = null;
  @state() private text = '';
  @state() private held: Held = { ids: [], added: 0, moved: false };
  @state() private selected: ReadonlySet<string> = new Set();
  @state() private active: string | null = null;
  @query('kiwi-board-rows') private rowsElement!: KiwiBoardRows | null;
  @query('kiwi-board-filters') private filters!: KiwiBoardFilters | null;
  @query('kiwi-booking-page') private page!: KiwiBookingPage | null;
  readonly #deeds = new BookingDeeds(this);
  #saved: SavedViews | null = null;
  #view: BoardView = { filter: EVERYTHING, sort: 'urgency', columns: [] };
  #pointed = false;
  readonly #changed = (): void => this.#arrange();
  readonly #viewsChanged = (): void => this.requestUpdate();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
    this.#saved?.removeEventListener('change', this.#viewsChanged);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.#saved === null) {
      this.#saved = new SavedViews(this.session.me?.id ?? '');
      this.#saved.addEventListener('change', this.#viewsChanged);
    }
    if (changed.has('desk')) this.#open();
    const before = changed.get('place') as Place | undefined;
    if (changed.has('place') && before?.search !== this.place.search) this.#look();
  }

  override render(): TemplateResult {
    const { source, place } = this;
    if (source === null) return html``;
    const { rows, loaded } = source;
    const { id } = place;
    const shown = this.held.ids.filter((one) => rows.has(one)).length;
    const escalations = [...rows.values()].filter(isUnacknowledged).length;
    return html`<main class="board ${id === null ? '' : 'opened'}">
        <p class="hidden-text" role="status">${this.#deeds.said === null ? nothing : this.#deeds.said(this.msg)}</p>
        <div class="top">
          <h2 tabindex="-1">${this.msg('Board', { id: 'board.title' })}</h2>
          <span class="count muted">${
            loaded
              ? this.msg(str`${shown} of ${rows.size} open`, { id: 'board.count' })
              : this.msg('Loading…', { id: 'loading' })
          }</span>
          <kiwi-board-filters
            .language=${this.language}
            .region=${this.region}
            .view=${this.#view}
            .saved=${this.#saved}
            .services=${this.session.services}
            .communities=${source.communities}
            .hospitals=${this.desk === PLATFORM ? this.session.hospitals : []}
            .text=${this.text}
            .escalations=${escalations}
            @board-view=${({ detail }: ConsoleEvent<'board-view'>) => this.#choose(detail)}
            @board-search=${({ detail }: ConsoleEvent<'board-search'>) => this.#search(detail)}
            @leave-search=${() => this.#step(0)}
          ></kiwi-board-filters>
        </div>
        <kiwi-board-notes
          .language=${this.language}
          .region=${this.region}
          .line=${() => source.line}
          .currentAt=${source.currentAt}
          .failure=${loaded ? null : source.failure}
          .held=${this.held}
          .selected=${this.selected.size}
          .acknowledges=${this.session.acknowledges}
          .partly=${this.#deeds.partly}
          .timeZone=${this.session.region?.timezone}
          @board-update=${() => this.#arrange(true)}
          @board-deed=${({ detail }: ConsoleEvent<'board-deed'>) => this.#deed(detail)}
          @drop-selection=${() => this.dropSelection()}
          @close-failure=${() => this.#deeds.forget()}
        ></kiwi-board-notes>
        <div class="main ${id === null ? '' : 'split'}">
          <div class="panel list">${this.#list(source)}</div>
          ${id === null ? nothing : this.#page(source, id)}
        </div>
      </main>
      ${this.#deeds.render()}`;
  }

  get openBookings(): ReadonlyMap<string, Booking> {
    return this.source?.rows ?? new Map();
  }

  showBooking(booking: Booking): void {
    this.source?.show(booking);
  }

  /** @returns whether the key meant something here. */
  command(command: BoardCommand): boolean {
    switch (command) {
      case 'next':
        return this.#step(1);
      case 'previous':
        return this.#step(-1);
      case 'open':
        // Elsewhere Enter presses what has the focus.
        if (this.active === null || !this.#isInRows) return false;
        this.#go(this.active);
        return true;
      case 'select':
        if (this.active === null) return false;
        this.#select(this.active);
        return true;
      case 'assign':
      case 'acknowledge':
      case 'cancel':
      case 'relocate':
        return this.#deed(command);
      case 'message':
        return this.page?.writeMessage() ?? false;
      case 'update':
        this.#arrange(true);
        return true;
      case 'search':
        this.filters?.focusSearch();
        return true;
      case 'filter':
        this.filters?.openFilters();
        return true;
      case 'close':
        return this.#close();
    }
  }

  #list(source: OpenBookings): TemplateResult {
    const { loaded, rows } = source;
    if (this.held.ids.length === 0) {
      if (!loaded)
        return html`<p class="empty" role="status">${
          source.failure === null ? this.msg('Loading…', { id: 'loading' }) : nothing
        }</p>`;
      return emptyBoard(this.msg, rows.size, () => {
        this.text = '';
        this.#choose({ filter: EVERYTHING });
      });
    }
    return html`<kiwi-board-rows
      .language=${this.language}
      .region=${this.region}
      .ids=${this.held.ids}
      .bookings=${rows}
      .changes=${source.changes}
      .services=${this.session.services}
      .communities=${source.communities}
      .columns=${this.#columns}
      .selected=${this.selected}
      .opened=${this.place.id}
      .active=${this.active}
      .now=${() => this.session.clock.now()}
      @open-booking=${({ detail }: ConsoleEvent<'open-booking'>) => this.#go(detail)}
      @select-row=${({ detail }: ConsoleEvent<'select-row'>) => this.#select(detail)}
      @activate-row=${({ detail }: ConsoleEvent<'activate-row'>) => {
        this.active = detail;
      }}
      @move-row=${({ detail }: ConsoleEvent<'move-row'>) => this.#step(detail)}
      @pointerenter=${() => {
        this.#pointed = true;
      }}
      @pointerleave=${() => {
        this.#pointed = false;
        this.#arrange();
      }}
    ></kiwi-board-rows>`;
  }

  #page(source: OpenBookings, id: string): TemplateResult {
    return html`<div class="panel page">
      <kiwi-booking-page
        .language=${this.language}
        .region=${this.region}
        .session=${this.session}
        .bookingId=${id}
        .known=${source.rows.get(id) ?? null}
        .communities=${source.communities}
        .acknowledges=${this.session.acknowledges}
        .busy=${this.#deeds.busy}
        @close-booking=${() => this.#close()}
        @board-deed=${({ detail }: ConsoleEvent<'board-deed'>) => this.#deed(detail, true)}
      ></kiwi-booking-page>
    </div>`;
  }

  get #columns(): BoardView['columns'] {
    const { columns } = this.#view;
    // Beside a page there is room for what one chooses by.
    return this.place.id === null ? columns : columns.filter((one) => one === 'place' || one === 'clock');
  }

  /** Whether somebody points at the rows, is in them, or is asked about one of them. */
  get #isUsed(): boolean {
    return this.#pointed || this.#isInRows || this.#deeds.asks;
  }

  get #isInRows(): boolean {
    return this.rowsElement?.matches(':focus-within') ?? false;
  }

  #open(): void {
    this.#leave();
    this.selected = new Set();
    this.active = null;
    const source = new OpenBookings(this.session);
    source.addEventListener('change', this.#changed);
    this.source = source;
    void source.open();
  }

  #leave(): void {
    this.source?.removeEventListener('change', this.#changed);
    this.source?.close();
    this.source = null;
  }

  /** Follows the address, and the columns that the person chose. */
  #look(): void {
    this.#view = { ...viewOfSearch(this.place.search), columns: this.#saved?.columns ?? [] };
    this.#arrange(true);
  }

  /**
   * Which rows are shown in which order. While somebody points at them or is in them they stay where they are.
   * @param now even while somebody is in them.
   */
  #arrange(now = false): void {
    const { source } = this;
    if (source === null) return;
    const { filter, sort } = this.#view;
    const { services, me } = this.session;
    const community = (id: string) => source.communities.get(id)?.name ?? '';
    const beside = { me: me?.id ?? '', services, community };
    const found = [...source.rows.values()].filter(
      (booking) => isShown(booking, filter, beside.me) && isFound(booking, this.text, beside),
    );
    const wanted = inOrder(found, sort, services);
    const holds = !now && source.loaded && this.held.ids.length > 0 && this.#isUsed;
    this.held = holds ? heldBack(this.held.ids, wanted) : { ids: wanted, added: 0, moved: false };
    const open = [...this.selected].filter((id) => source.rows.has(id));
    if (open.length !== this.selected.size) this.selected = new Set(open);
    if (this.active !== null && !this.held.ids.includes(this.active)) this.active = null;
  }

  #choose(change: Partial<BoardView>): void {
    if (change.columns !== undefined) this.#saved?.chooseColumns(change.columns);
    this.#view = { ...this.#view, ...change };
    this.#arrange(true);
    this.requestUpdate();
    this.fire('go', { ...this.place, search: searchOf(this.#view) });
  }

  #search(text: string): void {
    this.text = text;
    this.#arrange(true);
  }

  #go(id: string): void {
    this.active = id;
    this.fire('go', { ...this.place, id });
  }

  #close(): boolean {
    const { id } = this.place;
    if (id !== null) {
      this.fire('go', { ...this.place, id: null });
      if (this.held.ids.includes(id)) void this.rowsElement?.focusRow(id);
      return true;
    }
    if (this.selected.size === 0) return false;
    this.dropSelection();
    return true;
  }

  dropSelection(): void {
    this.selected = new Set();
  }

  #select(id: string): void {
    const selected = new Set(this.selected);
    if (!selected.delete(id)) selected.add(id);
    this.selected = selected;
    this.active = id;
  }

  /** So many rows on from the one that keys act on; 0 only puts the focus there. */
  #step(by: number): boolean {
    const { ids } = this.held;
    if (ids.length === 0) return false;
    const at = this.active === null ? -1 : ids.indexOf(this.active);
    const to = at < 0 ? 0 : Math.min(Math.max(at + by, 0), ids.length - 1);
    const next = ids[to] ?? '';
    this.active = next;
    void this.rowsElement?.focusRow(next);
    if (this.place.id !== null && this.place.id !== next) this.#go(next);
    return true;
  }

  /** @param ofPage whether it was asked for on the page that is open, whatever is selected in the rows. */
  #deed(deed: BoardDeed, ofPage = false): boolean {
    return this.#deeds.begin(deed, this.#targetsOf(ofPage));
  }

  #targetsOf(ofPage: boolean): readonly Booking[] {
    const of = (id: string | null) => (id === null ? undefined : this.source?.rows.get(id));
    const chosen = ofPage ? [] : [...this.selected].map(of).filter((one) => one !== undefined);
    if (chosen.length > 0) return chosen;
    const one = this.place.id === null ? of(this.active) : (of(this.place.id) ?? this.page?.booking);
    return one ? [one] : [];
  }
}

define('kiwi-board', KiwiBoard);
