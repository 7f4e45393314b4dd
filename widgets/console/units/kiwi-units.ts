import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Booking } from '../../src/domain/wire.ts';
import { icons } from '../../src/icons.ts';
import { type Message, str } from '../../src/locale/messages.ts';
import { Action } from '../../src/parts/action.ts';
import { define } from '../../src/parts/define.ts';
import type { Place } from '../domain/place.ts';
import type { Unit } from '../domain/wire.ts';
import type { ConsoleEvent } from '../parts/console-part.ts';
import '../messages/kiwi-message-dialog.ts';
import type { KiwiMessageDialog } from '../messages/kiwi-message-dialog.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { Ticker } from '../parts/ticker.ts';
import { ageWords, OLD_POSITION_MS, unitRoleWords, unitStateWords, wayWords } from '../parts/unit-words.ts';
import { consoleFailureWords } from '../parts/words.ts';
import { type ConsoleSession, PLATFORM } from '../sources/console-session.ts';
import './kiwi-nearby.ts';
import './kiwi-out-of-service.ts';
import type { KiwiOutOfService } from './kiwi-out-of-service.ts';
import { styles } from './kiwi-units.styles.ts';
import { UNIT_KEYS, type UnitCommand } from './unit-keys.ts';
import { Units } from './units-source.ts';

/** Bookings whose units one looks for. */
const OPEN_BOOKINGS = 50;
/** Milliseconds: the ways of units that move are asked for again. */
const WAYS_EVERY_MS = 30_000;
const MOST = 25;
const ORDER: readonly Unit['state'][] = [
  'available',
  'assigned',
  'en_route',
  'on_scene',
  'out_of_service',
  'off_duty',
];

type Way = Pick<Unit, 'distanceMetres' | 'travelMinutes'>;

/** The units of a desk: what each does, where it was and how far from a booking; their duty and whether they are in service. */
export class KiwiUnits extends ConsolePart {
  static override styles = [consoleBase, styles];

  readonly shortcuts = UNIT_KEYS;
  @property({ attribute: false }) session!: ConsoleSession;
  @property({ attribute: false }) place!: Place;
  /** Whether a view of the console opens bookings. */
  @property({ type: Boolean, attribute: false }) opensBookings = false;
  @state() private units: Units | null = null;
  @state() private bookings: readonly Booking[] = [];
  @state() private ways: ReadonlyMap<string, Way> = new Map();
  @state() private estimated = false;
  @state() private selected: string | null = null;
  /** Whom the dialog asks about. */
  @state() private asking: Unit | null = null;
  /** What was just done, for who cannot see it. */
  @state() private said: Message | null = null;
  @query('kiwi-message-dialog') private messages!: KiwiMessageDialog;
  @query('kiwi-out-of-service') private dialog!: KiwiOutOfService;
  readonly #acting = new Action(this);
  readonly #finding = new Action(this);
  readonly #changed = (): void => this.requestUpdate();
  #waysTimer: ReturnType<typeof setInterval> | undefined;
  /** Whose units and bookings are shown. */
  #of = '';

  constructor() {
    super();
    new Ticker(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#waysTimer = setInterval(() => void this.#findWays(), WAYS_EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#waysTimer);
    this.#leave();
    this.#of = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const of = `${this.session.desk} ${this.#showsOffDuty}`;
    if (of !== this.#of) {
      this.#of = of;
      this.#leave();
      this.units = new Units(this.session, this.#showsOffDuty);
      this.units.addEventListener('change', this.#changed);
      this.units.open();
      void this.#findBookings();
    }
    if (changed.has('place')) void this.#findWays();
  }

  override render(): TemplateResult {
    const all = this.#sorted;
    return html`<main class="page">
        <p class="hidden-text" role="status">${this.said === null ? nothing : this.said(this.msg)}</p>
        <div class="head">
          <h2 tabindex="-1">${this.msg('Units', { id: 'units.title' })}</h2>
          ${this.#bookingField()}
          <label class="row">
            <input type="checkbox" .checked=${this.#showsOffDuty} @change=${this.#toggleOffDuty} />
            <span>${this.msg('Also those off duty', { id: 'units.also-off' })}</span>
          </label>
        </div>
        ${this.#counts(all)} ${this.#failed()} ${this.#table(all)}
      </main>
      <kiwi-out-of-service
        .language=${this.language}
        .region=${this.region}
        .unit=${this.asking}
        .busy=${this.#acting.busy}
        .failure=${this.#acting.failure}
        @take-out=${({ detail }: ConsoleEvent<'take-out'>) => this.#takeOut(detail)}
      ></kiwi-out-of-service>
      <kiwi-message-dialog .language=${this.language} .region=${this.region} .session=${this.session}></kiwi-message-dialog>`;
  }

  /** @returns whether the key meant something here. */
  command(command: UnitCommand): boolean {
    const unit = this.#selectedUnit;
    switch (command) {
      case 'next':
        return this.#step(1);
      case 'previous':
        return this.#step(-1);
      case 'service':
        if (unit === null || !this.#maySetService(unit)) return false;
        void this.#toggleService(unit);
        return true;
      case 'duty':
        if (unit === null || !this.#maySetDuty(unit)) return false;
        void this.#toggleDuty(unit);
        return true;
      case 'message':
        if (unit === null) return false;
        void this.#write(unit);
        return true;
    }
  }

  get #query(): URLSearchParams {
    return new URLSearchParams(this.place.search);
  }

  get #bookingId(): string | null {
    return this.#query.get('booking');
  }

  get #showsOffDuty(): boolean {
    return this.#query.get('off') === '1';
  }

  get #selectedUnit(): Unit | null {
    return this.units?.all.get(this.selected ?? '') ?? null;
  }

  /** By the way to the booking that was chosen, else by what they do. */
  get #sorted(): readonly Unit[] {
    const far = ({ id }: Unit) => {
      const way = this.ways.get(id);
      return way === undefined ? Number.MAX_VALUE : (way.travelMinutes ?? Number.MAX_SAFE_INTEGER);
    };
    return [...(this.units?.all.values() ?? [])].sort(
      (a, b) =>
        far(a) - far(b) ||
        ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
        a.name.localeCompare(b.name) ||
        (a.id < b.id ? -1 : 1),
    );
  }

  #bookingField(): TemplateResult {
    const chosen = this.#bookingId ?? '';
    return html`<div class="field">
      <label for="booking" class="small muted">${this.msg('Distance to', { id: 'units.distance-to' })}</label>
      <select id="booking" @change=${(event: Event) => this.#keep('booking', (event.target as HTMLSelectElement).value)}>
        <option value="" .selected=${chosen === ''}>${this.msg('No booking', { id: 'units.no-booking' })}</option>
        ${this.bookings.map(
          (booking) =>
            html`<option value=${booking.id} .selected=${booking.id === chosen}>${this.#bookingWords(booking)}</option>`,
        )}
      </select>
    </div>`;
  }

  #bookingWords({ serviceType, urgency, location, id }: Booking): string {
    const service = this.session.services.find((one) => one.id === serviceType);
    const name = service === undefined ? serviceType : this.named(service.names);
    const where = location?.address ?? id.slice(-8);
    return urgency === null ? `${name} · ${where}` : `${urgency} · ${name} · ${where}`;
  }

  #counts(all: readonly Unit[]): TemplateResult | typeof nothing {
    if (all.length === 0) return nothing;
    const of = (state: Unit['state']) => all.filter((unit) => unit.state === state).length;
    return html`<p class="counts">
      ${ORDER.filter((state) => of(state) > 0).map(
        (state) =>
          html`<span class="chip">${unitStateWords(this.msg, state)}: <strong>${of(state)}</strong></span>`,
      )}
      ${
        this.estimated && this.#bookingId !== null
          ? html`<span class="chip">${this.msg('Ways are estimated from the straight line', { id: 'units.estimated' })}</span>`
          : nothing
      }
      <kiwi-nearby .language=${this.language} .region=${this.region} .session=${this.session} .bookingId=${this.#bookingId}></kiwi-nearby>
    </p>`;
  }

  #failed(): TemplateResult {
    const failure = this.asking === null ? (this.#acting.failure ?? this.#finding.failure) : null;
    const old = this.units?.failure ?? null;
    const lost = this.units?.up === false;
    return html`<div role="alert">
        ${failure === null ? nothing : html`<p class="notice bad">${icons.warning}<span>${consoleFailureWords(this.msg, failure)}</span></p>`}
      </div>
      <div role="status">
        ${
          old === null && !lost
            ? nothing
            : html`<p class="notice warn">${icons.offline}<span>${this.msg('Positions and states may be out of date.', { id: 'units.old' })}</span></p>`
        }
      </div>`;
  }

  #table(all: readonly Unit[]): TemplateResult {
    const { units } = this;
    if (units === null || !units.loaded) {
      if (units?.failure) return html`<p class="empty">${consoleFailureWords(this.msg, units.failure)}</p>`;
      return html`<p class="empty" role="status">${this.msg('Loading…', { id: 'loading' })}</p>`;
    }
    if (all.length === 0) {
      return html`<p class="panel empty">${this.msg('Nobody who can be sent is on duty.', { id: 'units.none' })}</p>`;
    }
    const headings = [
      this.msg('Unit', { id: 'units.unit' }),
      this.msg('State', { id: 'units.state' }),
      this.msg('Last seen', { id: 'units.seen' }),
      this.msg('Now', { id: 'units.now' }),
      this.msg('Next', { id: 'units.next' }),
      ...(this.#bookingId === null ? [] : [this.msg('Way', { id: 'units.way' })]),
    ];
    const focusable = this.#selectedUnit?.id ?? all[0]?.id;
    return html`<div class="panel frame">
      <table role="grid" aria-label=${this.msg('Units', { id: 'units.title' })}>
        <thead>
          <tr>
            ${headings.map((words) => html`<th scope="col">${words}</th>`)}
            <th scope="col"><span class="hidden-text">${this.msg('Actions', { id: 'units.actions' })}</span></th>
          </tr>
        </thead>
        <tbody>
          ${all.map((unit) => this.#row(unit, headings, unit.id === focusable))}
        </tbody>
      </table>
    </div>`;
  }

  #row(unit: Unit, [, , seen, now, next, way]: readonly string[], focusable: boolean): TemplateResult {
    const {
      id,
      name,
      role,
      state: at,
      outOfService,
      position,
      currentBookingId,
      nextBookingId,
      nextBookingAt,
    } = unit;
    const age =
      position === null ? null : Math.max(0, this.session.clock.now() - Date.parse(position.recordedAt));
    return html`<tr
      data-id=${id}
      tabindex=${focusable ? 0 : -1}
      aria-selected=${id === this.selected}
      @focusin=${() => this.#select(id)}
      @click=${() => this.#select(id)}
    >
      <td><span class="name">${name}</span><span class="small muted">${unitRoleWords(this.msg, role)}</span>${this.#unseen(unit)}</td>
      <td>
        <span class="state ${at}">${unitStateWords(this.msg, at)}</span>
        ${outOfService === null ? nothing : html`<span class="small muted">${outOfService.reason} · ${outOfService.by.name}</span>`}
      </td>
      <td data-label=${seen ?? ''} class=${age !== null && age > OLD_POSITION_MS ? 'old' : ''}>
        ${age === null ? html`<span class="muted">${this.msg('not yet', { id: 'units.unseen' })}</span>` : ageWords(this.msg, age)}
      </td>
      <td data-label=${now ?? ''}>${this.#job(currentBookingId)}</td>
      <td data-label=${next ?? ''}>${nextBookingId === null ? html`<span class="muted">–</span>` : html`${this.#time(nextBookingAt)} ${this.#job(nextBookingId)}`}</td>
      ${way === undefined ? nothing : html`<td data-label=${way} class="way">${this.#way(id)}</td>`}
      <td class="acts-cell"><div class="acts">${this.#acts(unit)}</div></td>
    </tr>`;
  }

  #unseen({ unseenMessages }: Unit): TemplateResult | typeof nothing {
    if (unseenMessages === 0) return nothing;
    return html`<span class="chip">${this.msg(str`${unseenMessages} not seen`, { id: 'units.unseen-messages' })}</span>`;
  }

  #job(id: string | null): TemplateResult {
    if (id === null) return html`<span class="muted">–</span>`;
    const words = id.slice(-6);
    if (!this.opensBookings) return html`${words}`;
    return html`<a href="/console/bookings/${id}" @click=${(event: MouseEvent) => this.#openBooking(event, id)}
      ><span class="hidden-text">${this.msg('Booking', { id: 'units.booking' })} </span>${words}</a
    >`;
  }

  #way(id: string): TemplateResult {
    const way = this.ways.get(id);
    return html`${(way && wayWords(this.msg, this.formats, way)) ?? html`<span class="muted">–</span>`}`;
  }

  #time(iso: string | null): string {
    if (iso === null) return '';
    const timeZone = this.session.region?.timezone;
    return new Intl.DateTimeFormat(this.formats, {
      hour: '2-digit',
      minute: '2-digit',
      ...(timeZone === undefined ? {} : { timeZone }),
    }).format(new Date(iso));
  }

  #acts(unit: Unit): TemplateResult {
    const { busy } = this.#acting;
    const act = (words: string, spoken: string, run: () => void) => html`<button
      class="button secondary"
      type="button"
      aria-disabled=${busy}
      aria-label=${spoken}
      @click=${run}
    >
      ${words}
    </button>`;
    const { name, onDuty, state: at } = unit;
    const duty = onDuty
      ? this.msg('Off duty', { id: 'dispatch.unit-off-duty' })
      : this.msg('On duty', { id: 'units.on-duty' });
    const service =
      at === 'out_of_service'
        ? this.msg('Back in service', { id: 'units.back' })
        : this.msg('Out of service', { id: 'dispatch.unit-out' });
    const write = this.msg('Write', { id: 'units.write' });
    return html`${act(write, `${write}: ${name}`, () => void this.#write(unit))}
    ${this.#maySetService(unit) ? act(service, `${service}: ${name}`, () => void this.#toggleService(unit)) : nothing}
    ${this.#maySetDuty(unit) ? act(duty, `${duty}: ${name}`, () => void this.#toggleDuty(unit)) : nothing}`;
  }

  #maySetService({ id, onDuty, state: at }: Unit): boolean {
    const decides = this.session.dispatches || this.#administers || id === this.session.me?.id;
    return decides && (onDuty || at === 'out_of_service');
  }

  /** Their own duty; that of others is their administrators'. */
  #maySetDuty({ id }: Unit): boolean {
    return this.#administers || id === this.session.me?.id;
  }

  get #administers(): boolean {
    const role = this.session.me?.role;
    return role === 'super_admin' || role === 'hospital_admin';
  }

  async #write(unit: Unit): Promise<void> {
    this.#select(unit.id);
    await this.messages.open(unit);
  }

  async #toggleService(unit: Unit): Promise<void> {
    this.#select(unit.id);
    this.#acting.clear();
    if (unit.state !== 'out_of_service') {
      this.asking = unit;
      await this.updateComplete;
      await this.dialog.open();
      return;
    }
    this.asking = null;
    const path = { unitId: unit.id };
    const back = await this.#acting.run(() =>
      this.session.kiwi.post('/v1/units/{unitId}/in-service', { path }),
    );
    if (back !== undefined) this.#done(back);
  }

  async #takeOut(reason: string): Promise<void> {
    const { asking } = this;
    if (asking === null) return;
    const path = { unitId: asking.id };
    const out = await this.#acting.run(() =>
      this.session.kiwi.post('/v1/units/{unitId}/out-of-service', { path, body: { reason } }),
    );
    if (out === undefined) return;
    this.dialog.close();
    this.asking = null;
    this.#done(out);
  }

  async #toggleDuty(unit: Unit): Promise<void> {
    this.#select(unit.id);
    this.asking = null;
    const { kiwi, me } = this.session;
    const body = { onDuty: !unit.onDuty };
    const path = { staffId: unit.id };
    const set = await this.#acting.run(async () => {
      if (unit.id === me?.id) await this.session.setOnDuty(body.onDuty);
      else await kiwi.patch('/v1/staff/{staffId}', { path, body });
      return kiwi.get('/v1/units/{unitId}', { path: { unitId: unit.id } });
    });
    if (set !== undefined) this.#done(set);
  }

  #done(unit: Unit): void {
    this.units?.show(unit);
    this.said = (msg) => `${unit.name}: ${unitStateWords(msg, unit.state)}`;
  }

  async #findBookings(): Promise<void> {
    const { kiwi, desk } = this.session;
    const of = desk === PLATFORM ? {} : { hospitalId: desk };
    const state: Booking['state'][] = ['requested', 'assigned', 'en_route', 'in_service'];
    const query = { ...of, state, sort: 'dispatch', limit: OPEN_BOOKINGS } as const;
    const page = await this.#finding.run(() => kiwi.get('/v1/bookings', { query }));
    if (page !== undefined) this.bookings = page.data.filter(({ location }) => location !== null);
  }

  async #findWays(): Promise<void> {
    const bookingId = this.#bookingId;
    if (bookingId === null) {
      this.ways = new Map();
      return;
    }
    const body = { bookingId, available: false, limit: MOST };
    const found = await this.session.kiwi.post('/v1/units/nearest', { body }).catch(() => null);
    // Those that were found before stay: the ages of the positions say how old they are.
    if (found === null || bookingId !== this.#bookingId) return;
    this.ways = new Map(found.data.map((unit) => [unit.id, unit]));
    this.estimated = found.source === 'estimate';
  }

  #select(id: string): void {
    this.selected = id;
  }

  #step(by: number): boolean {
    const ids = this.#sorted.map(({ id }) => id);
    const at = this.selected === null ? -1 : ids.indexOf(this.selected);
    const next = ids[at < 0 ? 0 : Math.min(Math.max(at + by, 0), ids.length - 1)];
    if (next === undefined) return false;
    this.#select(next);
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`tr[data-id="${next}"]`)?.focus(),
    );
    return true;
  }

  readonly #toggleOffDuty = (event: Event): void => {
    this.#keep('off', (event.target as HTMLInputElement).checked ? '1' : '');
  };

  /** In the address, so that it can be linked to. */
  #keep(name: string, value: string): void {
    const query = this.#query;
    if (value === '') query.delete(name);
    else query.set(name, value);
    const text = query.toString();
    this.fire('go', { ...this.place, search: text === '' ? '' : `?${text}` });
  }

  /** A new tab or window is the browser's. */
  #openBooking(event: MouseEvent, id: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.fire('go', { view: 'board', id, search: '' });
  }

  #leave(): void {
    this.units?.removeEventListener('change', this.#changed);
    this.units?.close();
    this.units = null;
  }
}

define('kiwi-units', KiwiUnits);
