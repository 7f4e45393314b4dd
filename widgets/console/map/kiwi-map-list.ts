import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Booking, ServiceType } from '../../src/domain/wire.ts';
import { str } from '../../src/locale/messages.ts';
import { define } from '../../src/parts/define.ts';
import { inOrder } from '../bookings/board-view.ts';
import type { Unit } from '../domain/wire.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { Ticker } from '../parts/ticker.ts';
import { ageWords, OLD_POSITION_MS, unitStateWords } from '../parts/unit-words.ts';
import { urgencyWords } from '../parts/words.ts';
import { keepPlaces, unitsInOrder } from '../units/unit-order.ts';
import { styles } from './kiwi-map-list.styles.ts';
import type { Chosen } from './map-data.ts';

/** Of each kind so many are listed, and as many more when they are asked for: thousands of elements would slow the page. */
const LISTED = 100;

/** What the map shows, as a list: for keys, for screen readers, and where no map can be drawn. */
export class KiwiMapList extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) bookings: ReadonlyMap<string, Booking> = new Map();
  /** Another number when something in them is another. */
  @property({ attribute: false }) changes = 0;
  @property({ attribute: false }) units: ReadonlyMap<string, Unit> = new Map();
  @property({ attribute: false }) loaded = false;
  @property({ attribute: false }) services: readonly ServiceType[] = [];
  @property({ attribute: false }) chosen: Chosen | null = null;
  @property({ attribute: false }) now: () => number = () => 0;
  @state() private listed: Readonly<Record<Chosen['kind'], number>> = { booking: LISTED, unit: LISTED };
  #bookingIds: readonly string[] = [];
  #unitIds: readonly string[] = [];
  #pointed = false;
  /** Whether the order was kept for somebody who was in the list. */
  #kept = false;

  constructor() {
    super();
    new Ticker(this);
    this.addEventListener('focusout', () => this.requestUpdate());
    this.addEventListener('pointerenter', () => {
      this.#pointed = true;
    });
    this.addEventListener('pointerleave', () => {
      this.#pointed = false;
      this.requestUpdate();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Nothing moves under the hands of who points at the list or is in it.
    const used = this.#pointed || this.matches(':focus-within');
    const leaves = this.#kept && !used;
    const arranged = (before: readonly string[], wanted: readonly string[]) =>
      used ? keepPlaces(before, wanted) : wanted;
    if (leaves || changed.has('changes') || changed.has('bookings') || changed.has('services')) {
      const { bookings, services } = this;
      this.#bookingIds = arranged(this.#bookingIds, inOrder([...bookings.values()], 'urgency', services));
      this.#kept = used;
    }
    if (leaves || changed.has('units')) {
      const wanted = unitsInOrder(this.units.values()).map(({ id }) => id);
      this.#unitIds = arranged(this.#unitIds, wanted);
      this.#kept = used;
    }
  }

  override render(): TemplateResult {
    const [bookings, units] = [this.#bookingIds.length, this.#unitIds.length];
    const none = (words: string) => html`<p class="small muted">${words}</p>`;
    return html`<h3>${this.msg(str`Bookings (${bookings})`, { id: 'map.bookings' })}</h3>
      ${bookings === 0 && this.loaded ? none(this.msg('No booking is open.', { id: 'map.no-bookings' })) : nothing}
      <ul class="bookings">
        ${repeat(
          this.#bookingIds.slice(0, this.listed.booking),
          (id) => id,
          (id) => this.#bookingItem(id),
        )}
      </ul>
      ${this.#more('booking', bookings)}
      <h3>${this.msg(str`Units (${units})`, { id: 'map.units' })}</h3>
      ${units === 0 && this.loaded ? none(this.msg('Nobody who can be sent is on duty.', { id: 'units.none' })) : nothing}
      <ul class="units">
        ${repeat(
          this.#unitIds.slice(0, this.listed.unit),
          (id) => id,
          (id) => this.#unitItem(id),
        )}
      </ul>
      ${this.#more('unit', units)}`;
  }

  /** So many on from what is chosen, which gets the focus; null where there is nothing. */
  step(by: number): Chosen | null {
    const things: Chosen[] = [
      ...this.#bookingIds.map((id) => ({ kind: 'booking', id }) as const),
      ...this.#unitIds.map((id) => ({ kind: 'unit', id }) as const),
    ];
    const at = things.findIndex((thing) => this.#isChosen(thing));
    const next = things[at < 0 ? 0 : Math.min(Math.max(at + by, 0), things.length - 1)];
    if (next === undefined) return null;
    void this.#focusThing(next);
    return next;
  }

  async #focusThing({ kind, id }: Chosen): Promise<void> {
    const at = (kind === 'booking' ? this.#bookingIds : this.#unitIds).indexOf(id);
    if (at >= this.listed[kind]) this.listed = { ...this.listed, [kind]: at + LISTED };
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-thing="${kind} ${id}"]`)?.focus();
  }

  #isChosen({ kind, id }: Chosen): boolean {
    return this.chosen?.kind === kind && this.chosen.id === id;
  }

  #more(kind: Chosen['kind'], all: number): TemplateResult | typeof nothing {
    if (all <= this.listed[kind]) return nothing;
    return html`<button
      class="button quiet"
      type="button"
      @click=${() => {
        this.listed = { ...this.listed, [kind]: this.listed[kind] + LISTED };
      }}
    >
      ${this.msg('Show more', { id: 'map.more' })}
    </button>`;
  }

  #bookingItem(id: string): unknown {
    const booking = this.bookings.get(id);
    if (booking === undefined) return nothing;
    const thing = { kind: 'booking', id } as const;
    const pressed = this.#isChosen(thing);
    return guard([booking, pressed, this.language, this.services], () => {
      const { serviceType, urgency, assignee, location } = booking;
      const service = this.services.find((one) => one.id === serviceType);
      const name = service === undefined ? serviceType : this.named(service.names);
      const where =
        location === null
          ? this.msg('without a place', { id: 'map.no-place' })
          : (location.address ?? id.slice(-8));
      return this.#item(
        thing,
        pressed,
        html`<span class="urgency u${urgency ?? 0}" aria-hidden="true">${urgency ?? '–'}</span>
          <span class="words">
            <span>${name}<span class="hidden-text">, ${urgencyWords(this.msg, urgency)}</span></span>
            <span class="small muted">${where}</span>
          </span>
          <span class="small muted">${assignee?.name ?? '–'}</span>`,
      );
    });
  }

  #unitItem(id: string): unknown {
    const unit = this.units.get(id);
    if (unit === undefined) return nothing;
    const thing = { kind: 'unit', id } as const;
    const pressed = this.#isChosen(thing);
    const { name, state: at, position } = unit;
    const age = position === null ? null : Math.max(0, this.now() - Date.parse(position.recordedAt));
    const seen = age === null ? this.msg('no position', { id: 'map.no-position' }) : ageWords(this.msg, age);
    const old = age !== null && age > OLD_POSITION_MS;
    return guard([name, at, seen, old, pressed, this.language], () =>
      this.#item(
        thing,
        pressed,
        html`<span class="mark ${at}" aria-hidden="true"></span>
          <span class="words"><span>${name}</span><span class="small muted">${unitStateWords(this.msg, at)}</span></span>
          <span class="small ${old ? 'old' : 'muted'}">${seen}</span>`,
      ),
    );
  }

  #item(thing: Chosen, pressed: boolean, content: TemplateResult): TemplateResult {
    return html`<li>
      <button
        class="thing"
        type="button"
        data-thing="${thing.kind} ${thing.id}"
        aria-pressed=${pressed}
        @click=${() => this.fire('choose-thing', pressed ? null : thing)}
      >
        ${content}
      </button>
    </li>`;
  }
}

define('kiwi-map-list', KiwiMapList);
