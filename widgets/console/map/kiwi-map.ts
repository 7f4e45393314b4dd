import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { ifThere } from '../../src/domain/failure.ts';
import type { Booking } from '../../src/domain/wire.ts';
import { icons } from '../../src/icons.ts';
import { str } from '../../src/locale/messages.ts';
import { define } from '../../src/parts/define.ts';
import { OpenBookings } from '../bookings/open-bookings.ts';
import type { Place } from '../domain/place.ts';
import type { BookingRoute, Unit } from '../domain/wire.ts';
import { type ConsoleEvent, ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { clockTime } from '../parts/shift-time.ts';
import { Ticker } from '../parts/ticker.ts';
import { ageWords, OLD_POSITION_MS, unitRoleWords, unitStateWords, wayWords } from '../parts/unit-words.ts';
import { urgencyWords } from '../parts/words.ts';
import type { ConsoleSession } from '../sources/console-session.ts';
import { Units } from '../units/units-source.ts';
import './kiwi-map-list.ts';
import { styles } from './kiwi-map.styles.ts';
import type { KiwiMapList } from './kiwi-map-list.ts';
import type { MapCanvas } from './map-canvas.ts';
import { bookingFeatures, type Chosen, siteFeatures, unitFeatures } from './map-data.ts';
import { MAP_KEYS, type MapCommand } from './map-keys.ts';
import { paletteOf } from './map-palette.ts';
import type { MapPalette } from './map-style.ts';

/** Milliseconds: the way of a booking that is chosen is asked for again. */
const ROUTE_EVERY_MS = 20_000;
const STATES: readonly Unit['state'][] = ['available', 'assigned', 'en_route', 'on_scene', 'out_of_service'];
const NO_BOOKINGS: ReadonlyMap<string, Booking> = new Map();
const NO_UNITS: ReadonlyMap<string, Unit> = new Map();

/** The map of a desk: its hospitals and communities, units as they move, open bookings; and a list of the same things. */
export class KiwiMap extends ConsolePart {
  static override styles = [consoleBase, styles];

  readonly shortcuts = MAP_KEYS;
  @property({ attribute: false }) session!: ConsoleSession;
  @property({ attribute: false }) place!: Place;
  /** Whether a view of the console opens bookings. */
  @property({ type: Boolean, attribute: false }) opensBookings = false;
  /** `drawing` until its first picture, `shown`, or `none` where the browser cannot draw it. */
  @state() private picture: 'drawing' | 'shown' | 'none' = 'drawing';
  @state() private route: BookingRoute | null = null;
  @query('.canvas') private container!: HTMLElement | null;
  @query('kiwi-map-list') private list!: KiwiMapList | null;
  @query('.probe') private probe!: HTMLElement | null;
  #units: Units | null = null;
  #records: OpenBookings | null = null;
  #canvas: MapCanvas | null = null;
  #fitted = false;
  #of = '';
  #routeOf: string | null = null;
  #routeTimer: ReturnType<typeof setInterval> | undefined;
  readonly #sized = new ResizeObserver(() => this.#canvas?.resize());
  readonly #unitsChanged = (): void => {
    this.#drawUnits();
    this.requestUpdate();
  };
  readonly #recordsChanged = (): void => {
    this.#drawRecords();
    this.requestUpdate();
  };

  constructor() {
    super();
    new Ticker(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#routeTimer = setInterval(() => void this.#findRoute(), ROUTE_EVERY_MS);
    if (this.hasUpdated) void this.#openPicture();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#routeTimer);
    this.#sized.disconnect();
    this.#closePicture();
    this.#leave();
    this.#of = '';
  }

  protected override firstUpdated(): void {
    void this.#openPicture();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.session.desk !== this.#of) {
      this.#leave();
      this.#of = this.session.desk;
      this.#fitted = false;
      this.#units = new Units(this.session);
      this.#units.addEventListener('change', this.#unitsChanged);
      this.#units.open();
      this.#records = new OpenBookings(this.session);
      this.#records.addEventListener('change', this.#recordsChanged);
      void this.#records.open();
    }
    if (changed.has('place')) this.#arrived(changed.get('place') !== undefined);
  }

  protected override updated(): void {
    const palette = this.#palette();
    if (palette !== null) this.#canvas?.paint(palette);
  }

  override render(): TemplateResult {
    return html`<main class="page">
      <span class="probe"></span>
      <div class="panel picture">
        ${
          this.picture === 'none'
            ? html`<div class="no-picture">${icons.position}<p>${this.msg(
                'This browser cannot draw the map. The list has everything that is on it.',
                { id: 'map.no-picture' },
              )}</p></div>`
            : html`<div class="canvas"></div>${this.#drawing()}${this.#buttons()} ${this.#legend()}`
        }
      </div>
      <section class="panel side">
        <h2 tabindex="-1">${this.msg('On the map', { id: 'map.list' })}</h2>
        ${this.#old()} ${this.#chosenPanel()} ${this.#everything()}
      </section>
    </main>`;
  }

  /** @returns whether the key meant something here. */
  command(command: MapCommand): boolean {
    switch (command) {
      case 'next':
        return this.#step(1);
      case 'previous':
        return this.#step(-1);
      case 'none':
        this.#choose(null);
        return true;
      case 'all':
        this.#canvas?.fit();
        return this.#canvas !== null;
      case 'closer':
        this.#canvas?.zoom(1);
        return this.#canvas !== null;
      case 'wider':
        this.#canvas?.zoom(-1);
        return this.#canvas !== null;
    }
  }

  get #chosen(): Chosen | null {
    const query = new URLSearchParams(this.place.search);
    for (const kind of ['booking', 'unit'] as const) {
      const id = query.get(kind);
      if (id !== null) return { kind, id };
    }
    return null;
  }

  /** What screen readers call the picture. */
  get #title(): string {
    return this.msg('Map', { id: 'map.title' });
  }

  /** Without a graphics card the first picture takes seconds. */
  #drawing(): TemplateResult | typeof nothing {
    if (this.picture !== 'drawing') return nothing;
    return html`<p class="drawing" role="status">${this.msg(
      'The map is being drawn. The list has the same things already.',
      { id: 'map.drawing-list' },
    )}</p>`;
  }

  #buttons(): TemplateResult {
    const button = (words: string, sign: string, run: () => void) => html`<button
      class="button secondary"
      type="button"
      aria-label=${words}
      @click=${run}
    >
      ${sign}
    </button>`;
    return html`<div class="zoom">
      ${button(this.msg('Closer', { id: 'map.closer' }), '+', () => this.#canvas?.zoom(1))}
      ${button(this.msg('Wider', { id: 'map.wider' }), '−', () => this.#canvas?.zoom(-1))}
      ${button(this.msg('Show everything', { id: 'map.all' }), '⤢', () => this.#canvas?.fit())}
    </div>`;
  }

  #legend(): TemplateResult {
    return html`<div class="legend" aria-hidden="true">
      ${STATES.map((at) => html`<span><span class="mark ${at}"></span>${unitStateWords(this.msg, at)}</span>`)}
    </div>`;
  }

  #old(): TemplateResult | typeof nothing {
    const old =
      (this.#units?.failure ?? this.#records?.failure ?? null) !== null || this.#units?.up === false;
    if (!old) return nothing;
    return html`<p class="notice warn" role="status">${icons.offline}<span>${this.msg(
      'Positions and states may be out of date.',
      { id: 'units.old' },
    )}</span></p>`;
  }

  #chosenPanel(): TemplateResult | typeof nothing {
    const chosen = this.#chosen;
    if (chosen === null) return nothing;
    const unit = chosen.kind === 'unit' ? this.#units?.all.get(chosen.id) : undefined;
    const booking = chosen.kind === 'booking' ? this.#records?.rows.get(chosen.id) : undefined;
    if (unit === undefined && booking === undefined) {
      const known = this.#units?.loaded && this.#records?.loaded;
      if (!known) return nothing;
      return html`<p class="notice" role="status">${this.msg('What was chosen is no longer on the map.', { id: 'map.gone' })}</p>`;
    }
    return html`<div class="chosen" role="status">
      ${unit === undefined ? this.#bookingFacts(booking as Booking) : this.#unitFacts(unit)}
    </div>`;
  }

  #unitFacts(unit: Unit): TemplateResult {
    const { name, role, state: at, outOfService, currentBookingId } = unit;
    return html`<strong>${name}</strong>
      <span>${unitRoleWords(this.msg, role)} · ${unitStateWords(this.msg, at)}${outOfService === null ? nothing : `: ${outOfService.reason}`}</span>
      <span>${this.#age(unit)}</span>
      ${currentBookingId === null ? nothing : this.#bookingLink(currentBookingId)}`;
  }

  #bookingFacts(booking: Booking): TemplateResult {
    const { id, assignee, location } = booking;
    return html`<strong>${this.#service(booking)}</strong>
      <span>${urgencyWords(this.msg, booking.urgency)}${location?.address ? html` · <bdi>${location.address}</bdi>` : nothing}</span>
      <span>${assignee === null ? this.msg('Nobody is assigned yet.', { id: 'map.unassigned' }) : assignee.name}</span>
      ${this.#arrival()} ${this.#bookingLink(id)}`;
  }

  #arrival(): TemplateResult | typeof nothing {
    const { route } = this;
    if (route?.route == null) return nothing;
    const { travelMinutes, distanceMetres, arrivesAt } = route.route;
    const words = wayWords(this.msg, this.formats, { travelMinutes, distanceMetres }) ?? '';
    const at = this.#time(arrivesAt);
    return html`<span>${words}</span>
      <strong>${this.msg(str`Expected at ${at}`, { id: 'map.arrival' })}</strong>
      ${
        route.route.source === 'estimate'
          ? html`<span class="small muted">${this.msg('Estimated from the straight line', { id: 'dispatch.way-estimate' })}</span>`
          : nothing
      }`;
  }

  #bookingLink(id: string): TemplateResult | typeof nothing {
    if (!this.opensBookings) return nothing;
    return html`<a href="/console/bookings/${id}" @click=${(event: MouseEvent) => this.#openBooking(event, id)}
      >${this.msg('Open the booking', { id: 'map.open-booking' })}</a
    >`;
  }

  #everything(): TemplateResult {
    return html`<kiwi-map-list
      .language=${this.language}
      .region=${this.region}
      .bookings=${this.#records?.rows ?? NO_BOOKINGS}
      .changes=${this.#records?.changes ?? 0}
      .units=${this.#units?.all ?? NO_UNITS}
      .loaded=${this.#units?.loaded === true && this.#records?.loaded === true}
      .services=${this.session.services}
      .chosen=${this.#chosen}
      .now=${this.#now}
      @choose-thing=${({ detail }: ConsoleEvent<'choose-thing'>) => this.#choose(detail)}
    ></kiwi-map-list>`;
  }

  readonly #now = (): number => this.session.clock.now();

  #age({ position }: Unit): TemplateResult {
    if (position === null)
      return html`<span class="muted">${this.msg('no position', { id: 'map.no-position' })}</span>`;
    const age = Math.max(0, this.session.clock.now() - Date.parse(position.recordedAt));
    return html`<span class=${age > OLD_POSITION_MS ? 'old' : 'muted'}>${ageWords(this.msg, age)}</span>`;
  }

  #service({ serviceType }: Booking): string {
    const service = this.session.services.find(({ id }) => id === serviceType);
    return service === undefined ? serviceType : this.named(service.names);
  }

  #time(iso: string): string {
    return clockTime(iso, this.formats, this.session.region?.timezone);
  }

  async #openPicture(): Promise<void> {
    const { MapCanvas } = await import('./map-canvas.ts').catch(() => ({ MapCanvas: null }));
    const { container } = this;
    const palette = this.#palette();
    if (!this.isConnected || this.#canvas !== null || container === null || palette === null) return;
    try {
      if (MapCanvas === null) throw new Error('the map did not load');
      const styleUrl = this.session.region?.mapStyleUrl ?? null;
      this.#canvas = new MapCanvas(container, this.#title, palette, styleUrl, {
        onChoose: (chosen) => this.#choose(chosen),
        onDrawn: () => {
          this.picture = 'shown';
        },
        onLost: () => this.#closePicture('none'),
      });
    } catch {
      this.picture = 'none';
      return;
    }
    this.#sized.observe(container);
    this.#drawUnits();
    this.#drawRecords();
    this.#drawRoute();
  }

  #closePicture(next: 'drawing' | 'none' = 'drawing'): void {
    this.#canvas?.close();
    this.#canvas = null;
    this.picture = next;
  }

  /** The colours of the page as they are now; null before it is drawn. */
  #palette(): MapPalette | null {
    return this.probe === null ? null : paletteOf(this.probe);
  }

  #drawUnits(): void {
    const canvas = this.#canvas;
    if (canvas === null || this.#units === null) return;
    canvas.show('units', unitFeatures(this.#units.all.values(), this.session.clock.now(), this.#chosen));
    this.#fitOnce();
  }

  #drawRecords(): void {
    const canvas = this.#canvas;
    if (canvas === null || this.#records === null) return;
    canvas.show('bookings', bookingFeatures(this.#records.rows.values(), this.#chosen));
    canvas.show('sites', siteFeatures(this.#shownHospitals, this.#records.communities.values()));
    this.#fitOnce();
  }

  get #shownHospitals() {
    const { hospitals, desk } = this.session;
    const own = hospitals.filter(({ id }) => id === desk);
    return own.length > 0 ? own : hospitals;
  }

  #drawRoute(): void {
    const route = this.route?.route ?? null;
    const path = route?.path.map(({ latitude, longitude }) => [longitude, latitude] as const) ?? null;
    this.#canvas?.showRoute(path, route?.source === 'estimate');
  }

  /** Once everything is known; later the picture stays where a person put it. */
  #fitOnce(): void {
    if (this.#fitted || !this.#units?.loaded || !this.#records?.loaded) return;
    this.#fitted = true;
    if (this.#chosen === null) this.#canvas?.fit();
    else this.#goToChosen();
  }

  #choose(chosen: Chosen | null): void {
    const search = chosen === null ? '' : `?${chosen.kind}=${chosen.id}`;
    if (search !== this.place.search) this.fire('go', { ...this.place, search });
  }

  /** @param later whether the map was there before. */
  #arrived(later: boolean): void {
    const chosen = this.#chosen;
    const bookingId = chosen?.kind === 'booking' ? chosen.id : null;
    if (bookingId !== this.#routeOf) {
      this.#routeOf = bookingId;
      this.route = null;
      this.#drawRoute();
      void this.#findRoute();
    }
    this.#drawUnits();
    this.#drawRecords();
    if (later) this.#goToChosen();
  }

  #goToChosen(): void {
    const chosen = this.#chosen;
    if (chosen === null) return;
    const at =
      chosen.kind === 'unit'
        ? this.#units?.all.get(chosen.id)?.position
        : this.#records?.rows.get(chosen.id)?.location;
    if (at != null) this.#canvas?.goTo(at);
  }

  async #findRoute(): Promise<void> {
    const bookingId = this.#routeOf;
    if (bookingId === null) return;
    const path = { bookingId };
    const asked = this.session.kiwi.get('/v1/bookings/{bookingId}/route', { path });
    // Without a way only the two places are shown.
    const route = await ifThere(asked).catch(() => null);
    if (bookingId !== this.#routeOf || route === null) return;
    this.route = route;
    this.#drawRoute();
  }

  #step(by: number): boolean {
    const next = this.list?.step(by) ?? null;
    if (next !== null) this.#choose(next);
    return next !== null;
  }

  /** A new tab or window is the browser's. */
  #openBooking(event: MouseEvent, id: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.fire('go', { view: 'board', id, search: '' });
  }

  #leave(): void {
    this.#units?.removeEventListener('change', this.#unitsChanged);
    this.#units?.close();
    this.#units = null;
    this.#records?.removeEventListener('change', this.#recordsChanged);
    this.#records?.close();
    this.#records = null;
  }
}

define('kiwi-map', KiwiMap);
