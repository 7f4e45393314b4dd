import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Booking } from '../../src/domain/wire.ts';
import { icons } from '../../src/icons.ts';
import { define } from '../../src/parts/define.ts';
import type { Place } from '../domain/place.ts';
import type { Unit } from '../domain/wire.ts';
import { type ConsoleEvent, ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { unitStateWords } from '../parts/unit-words.ts';
import { consoleFailureWords } from '../parts/words.ts';
import type { ConsoleSession } from '../sources/console-session.ts';
import './kiwi-nearby.ts';
import './kiwi-unit-rows.ts';
import type { KiwiUnitRows } from './kiwi-unit-rows.ts';
import { styles } from './kiwi-units.styles.ts';
import { NearBooking } from './near-booking.ts';
import { UnitDeeds, type UnitDeedsHost } from './unit-deeds.ts';
import { UNIT_KEYS, type UnitCommand } from './unit-keys.ts';
import { keepPlaces, UNIT_STATES, unitsInOrder } from './unit-order.ts';
import { Units } from './units-source.ts';

/** The units of a desk: what each does, where it was and how far from a booking; their duty and whether they are in service. */
export class KiwiUnits extends ConsolePart implements UnitDeedsHost {
  static override styles = [consoleBase, styles];

  readonly shortcuts = UNIT_KEYS;
  @property({ attribute: false }) session!: ConsoleSession;
  @property({ attribute: false }) place!: Place;
  /** Whether a view of the console opens bookings. */
  @property({ type: Boolean, attribute: false }) opensBookings = false;
  @state() private selected: string | null = null;
  @query('kiwi-unit-rows') private rows!: KiwiUnitRows | null;
  readonly #deeds = new UnitDeeds(this);
  readonly #changed = (): void => this.requestUpdate();
  #units: Units | null = null;
  #near: NearBooking | null = null;
  /** Whose units and bookings are shown. */
  #of = '';
  #order: readonly string[] = [];
  #pointed = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
    this.#of = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const of = `${this.session.desk} ${this.#showsOffDuty}`;
    if (of !== this.#of) {
      this.#of = of;
      this.#leave();
      this.#units = new Units(this.session, this.#showsOffDuty);
      this.#near = new NearBooking(this.session, this.#bookingId);
      for (const source of [this.#units, this.#near]) source.addEventListener('change', this.#changed);
      this.#units.open();
    }
    if (changed.has('place')) this.#near?.choose(this.#bookingId);
    this.#arrange(changed.has('place'));
  }

  override render(): TemplateResult {
    const { said } = this.#deeds;
    return html`<main class="page">
        <p class="hidden-text" role="status">${said === null ? nothing : said(this.msg)}</p>
        <div class="head">
          <h2 tabindex="-1">${this.msg('Units', { id: 'units.title' })}</h2>
          ${this.#bookingField()}
          <label class="row">
            <input type="checkbox" .checked=${this.#showsOffDuty} @change=${this.#toggleOffDuty} />
            <span>${this.msg('Also those off duty', { id: 'units.also-off' })}</span>
          </label>
        </div>
        ${this.#counts()} ${this.#failed()} ${this.#list()}
      </main>
      ${this.#deeds.render()}`;
  }

  /** @returns whether the key meant something here. */
  command(command: UnitCommand): boolean {
    switch (command) {
      case 'next':
        return this.#step(1);
      case 'previous':
        return this.#step(-1);
      default: {
        const unit = this.#units?.all.get(this.selected ?? '');
        return unit !== undefined && this.#deeds.begin(command, unit);
      }
    }
  }

  showUnit(unit: Unit): void {
    this.#units?.show(unit);
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

  /** Nothing moves under the hands of who points at the rows or is in them. */
  #arrange(now: boolean): void {
    const wanted = unitsInOrder(this.#units?.all.values() ?? [], this.#near?.ways).map(({ id }) => id);
    const used = this.#pointed || this.rows?.matches(':focus-within') === true;
    this.#order = used && !now ? keepPlaces(this.#order, wanted) : wanted;
  }

  #bookingField(): TemplateResult {
    const chosen = this.#bookingId ?? '';
    return html`<div class="field">
      <label for="booking" class="small muted">${this.msg('Distance to', { id: 'units.distance-to' })}</label>
      <select id="booking" @change=${(event: Event) => this.#keep('booking', (event.target as HTMLSelectElement).value)}>
        <option value="" .selected=${chosen === ''}>${this.msg('No booking', { id: 'units.no-booking' })}</option>
        ${this.#near?.bookings.map(
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

  #counts(): TemplateResult | typeof nothing {
    const all = [...(this.#units?.all.values() ?? [])];
    if (all.length === 0) return nothing;
    const of = (state: Unit['state']) => all.filter((unit) => unit.state === state).length;
    return html`<p class="counts">
      ${UNIT_STATES.filter((state) => of(state) > 0).map(
        (state) =>
          html`<span class="chip">${unitStateWords(this.msg, state)}: <strong>${of(state)}</strong></span>`,
      )}
      ${
        this.#near?.estimated && this.#bookingId !== null
          ? html`<span class="chip">${this.msg('Ways are estimated from the straight line', { id: 'units.estimated' })}</span>`
          : nothing
      }
      <kiwi-nearby .language=${this.language} .region=${this.region} .session=${this.session} .bookingId=${this.#bookingId}></kiwi-nearby>
    </p>`;
  }

  #failed(): TemplateResult {
    const failure = this.#deeds.failure ?? this.#near?.failure ?? null;
    const old = this.#units?.failure ?? null;
    const lost = this.#units?.up === false;
    return html`<div class="said">
      <div role="alert">
        ${failure === null ? nothing : html`<p class="notice bad">${icons.warning}<span>${consoleFailureWords(this.msg, failure)}</span></p>`}
      </div>
      <div role="status">
        ${
          old === null && !lost
            ? nothing
            : html`<p class="notice warn">${icons.offline}<span>${this.msg('Positions and states may be out of date.', { id: 'units.old' })}</span></p>`
        }
      </div>
    </div>`;
  }

  #list(): TemplateResult {
    const units = this.#units;
    if (units === null || !units.loaded) {
      if (units?.failure) return html`<p class="empty">${consoleFailureWords(this.msg, units.failure)}</p>`;
      return html`<p class="empty" role="status">${this.msg('Loading…', { id: 'loading' })}</p>`;
    }
    if (units.all.size === 0) {
      return html`<p class="panel empty">${this.msg('Nobody who can be sent is on duty.', { id: 'units.none' })}</p>`;
    }
    return html`<kiwi-unit-rows
      .language=${this.language}
      .region=${this.region}
      .units=${this.#order.map((id) => units.all.get(id)).filter((unit) => unit !== undefined)}
      .ways=${this.#bookingId === null ? null : (this.#near?.ways ?? null)}
      .selected=${this.selected}
      .opensBookings=${this.opensBookings}
      .busy=${this.#deeds.busy}
      .may=${this.#may}
      .now=${this.#now}
      .timeZone=${this.session.region?.timezone}
      @select-unit=${({ detail }: ConsoleEvent<'select-unit'>) => {
        this.selected = detail;
      }}
      @unit-deed=${({ detail: { deed, unit } }: ConsoleEvent<'unit-deed'>) => this.#deeds.begin(deed, unit)}
      @focusout=${this.#changed}
      @pointerenter=${() => {
        this.#pointed = true;
      }}
      @pointerleave=${() => {
        this.#pointed = false;
        this.requestUpdate();
      }}
    ></kiwi-unit-rows>`;
  }

  readonly #may: UnitDeeds['may'] = (deed, unit) => this.#deeds.may(deed, unit);
  readonly #now = (): number => this.session.clock.now();

  #step(by: number): boolean {
    const ids = this.#order;
    const at = this.selected === null ? -1 : ids.indexOf(this.selected);
    const next = ids[at < 0 ? 0 : Math.min(Math.max(at + by, 0), ids.length - 1)];
    if (next === undefined) return false;
    this.selected = next;
    this.rows?.focusRow(next);
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

  #leave(): void {
    for (const source of [this.#units, this.#near]) {
      source?.removeEventListener('change', this.#changed);
      source?.close();
    }
    this.#units = null;
    this.#near = null;
  }
}

define('kiwi-units', KiwiUnits);
