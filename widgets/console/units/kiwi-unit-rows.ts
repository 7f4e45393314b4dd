import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { str } from '../../src/locale/messages.ts';
import { define } from '../../src/parts/define.ts';
import type { Unit } from '../domain/wire.ts';
import { ConsolePart, type UnitDeed } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { clockTime } from '../parts/shift-time.ts';
import { Ticker } from '../parts/ticker.ts';
import { ageWords, OLD_POSITION_MS, unitRoleWords, unitStateWords, wayWords } from '../parts/unit-words.ts';
import { styles } from './kiwi-unit-rows.styles.ts';
import type { Way } from './unit-order.ts';

/** Units as rows, one of which has the focus. A row is drawn again only when something in it is another. */
export class KiwiUnitRows extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) units: readonly Unit[] = [];
  /** The ways to the booking that was chosen; null for none. */
  @property({ attribute: false }) ways: ReadonlyMap<string, Way> | null = null;
  /** The unit that keys act on. */
  @property({ attribute: false }) selected: string | null = null;
  /** Whether a view of the console opens bookings. */
  @property({ type: Boolean, attribute: false }) opensBookings = false;
  @property({ type: Boolean, attribute: false }) busy = false;
  /** What the person may do with a unit. */
  @property({ attribute: false }) may: (deed: UnitDeed, unit: Unit) => boolean = () => false;
  @property({ attribute: false }) now: () => number = () => 0;
  @property({ attribute: false }) timeZone: string | undefined;

  constructor() {
    super();
    new Ticker(this);
  }

  override render(): TemplateResult {
    const { units, ways } = this;
    const headings = [
      this.msg('Unit', { id: 'units.unit' }),
      this.msg('State', { id: 'units.state' }),
      this.msg('Last seen', { id: 'units.seen' }),
      this.msg('Now', { id: 'units.now' }),
      this.msg('Next', { id: 'units.next' }),
      ...(ways === null ? [] : [this.msg('Way', { id: 'units.way' })]),
    ];
    const now = this.now();
    const focusable = units.find(({ id }) => id === this.selected)?.id ?? units[0]?.id;
    return html`<div class="panel frame">
      <table role="grid" aria-label=${this.msg('Units', { id: 'units.title' })}>
        <thead>
          <tr>
            ${headings.map((words) => html`<th scope="col">${words}</th>`)}
            <th scope="col"><span class="hidden-text">${this.msg('Actions', { id: 'units.actions' })}</span></th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            units,
            ({ id }) => id,
            (unit) => {
              const { position } = unit;
              const age = position === null ? null : Math.max(0, now - Date.parse(position.recordedAt));
              const seen = age === null ? null : ageWords(this.msg, age);
              const old = age !== null && age > OLD_POSITION_MS;
              const chosen = unit.id === this.selected;
              const shown = [unit, seen, old, chosen, unit.id === focusable, ways?.get(unit.id), this.busy];
              return guard([...shown, ways === null, this.language], () =>
                this.#row(unit, headings, { seen, old, focusable: unit.id === focusable }),
              );
            },
          )}
        </tbody>
      </table>
    </div>`;
  }

  focusRow(id: string): void {
    this.renderRoot.querySelector<HTMLElement>(`tr[data-id="${id}"]`)?.focus();
  }

  #row(
    unit: Unit,
    [, , seenWords, now, next, way]: readonly string[],
    { seen, old, focusable }: { seen: string | null; old: boolean; focusable: boolean },
  ): TemplateResult {
    const { id, name, role, state: at, outOfService, currentBookingId, nextBookingId, nextBookingAt } = unit;
    const nextAt = nextBookingAt === null ? '' : clockTime(nextBookingAt, this.formats, this.timeZone);
    return html`<tr
      data-id=${id}
      tabindex=${focusable ? 0 : -1}
      aria-selected=${id === this.selected}
      @focusin=${() => this.fire('select-unit', id)}
      @click=${() => this.fire('select-unit', id)}
    >
      <td><span class="name">${name}</span><span class="small muted">${unitRoleWords(this.msg, role)}</span>${this.#unseen(unit)}</td>
      <td>
        <span class="state ${at}">${unitStateWords(this.msg, at)}</span>
        ${outOfService === null ? nothing : html`<span class="small muted">${outOfService.reason} · ${outOfService.by.name}</span>`}
      </td>
      <td data-label=${seenWords ?? ''} class=${old ? 'old' : ''}>
        ${seen ?? html`<span class="muted">${this.msg('not yet', { id: 'units.unseen' })}</span>`}
      </td>
      <td data-label=${now ?? ''}>${this.#job(currentBookingId)}</td>
      <td data-label=${next ?? ''}>${nextBookingId === null ? html`<span class="muted">–</span>` : html`${nextAt} ${this.#job(nextBookingId)}`}</td>
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
    const way = this.ways?.get(id);
    return html`${(way && wayWords(this.msg, this.formats, way)) ?? html`<span class="muted">–</span>`}`;
  }

  #acts(unit: Unit): TemplateResult {
    const { name, onDuty, state: at } = unit;
    const act = (deed: UnitDeed, words: string) =>
      this.may(deed, unit)
        ? html`<button
            class="button secondary"
            type="button"
            aria-disabled=${this.busy}
            aria-label=${`${words}: ${name}`}
            @click=${() => this.fire('unit-deed', { deed, unit })}
          >
            ${words}
          </button>`
        : nothing;
    return html`${act('message', this.msg('Write', { id: 'units.write' }))}
    ${act(
      'service',
      at === 'out_of_service'
        ? this.msg('Back in service', { id: 'units.back' })
        : this.msg('Out of service', { id: 'dispatch.unit-out' }),
    )}
    ${act(
      'duty',
      onDuty
        ? this.msg('Off duty', { id: 'dispatch.unit-off-duty' })
        : this.msg('On duty', { id: 'units.on-duty' }),
    )}`;
  }

  /** A new tab or window is the browser's. */
  #openBooking(event: MouseEvent, id: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.fire('go', { view: 'board', id, search: '' });
  }
}

define('kiwi-unit-rows', KiwiUnitRows);
