import { css, html, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Community, Hospital, ServiceType } from '../../src/domain/wire.ts';
import { icons } from '../../src/icons.ts';
import { str } from '../../src/locale/messages.ts';
import { stateWords } from '../../src/locale/words.ts';
import { define } from '../../src/parts/define.ts';
import {
  type BoardFilter,
  type BoardSort,
  type BoardView,
  COLUMNS,
  conditionsOf,
  EVERYTHING,
  FIRST_VIEW,
  OPEN_STATES,
  SORTS,
} from '../bookings/board-view.ts';
import { columnWords, sortWords } from '../bookings/booking-words.ts';
import type { NamedView, SavedViews } from '../bookings/saved-views.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { urgencyWords } from '../parts/words.ts';

const styles = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--u) * 0.5);
  }
  input[type='search'] {
    inline-size: clamp(9rem, 18vw, 16rem);
  }
  select.sort {
    inline-size: auto;
  }
  details {
    position: relative;
  }
  summary {
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  details > .panel {
    position: absolute;
    inset-inline-start: 0;
    inset-block-start: calc(100% + 0.375rem);
    z-index: 15;
    inline-size: min(32rem, calc(100vw - 1.5rem));
    max-block-size: min(34rem, 70dvh);
    overflow-y: auto;
    display: grid;
    gap: calc(var(--u) * 1);
    padding: calc(var(--u) * 1);
    box-shadow: 0 12px 40px rgb(0 0 0 / 22%);
  }
  details.small-menu > .panel {
    inline-size: min(17rem, calc(100vw - 1.5rem));
  }
  .checks {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--u) * 0.25) calc(var(--u) * 1);
  }
  .checks label,
  .view {
    font-weight: 500;
    min-block-size: 1.75rem;
  }
  .view .button:first-child {
    flex: 1;
  }
  .badge {
    min-inline-size: 1.5em;
    padding-inline: 0.35em;
    border-radius: 1em;
    background: var(--_primary);
    color: var(--_on-primary);
    font-size: 0.8em;
    text-align: center;
  }
  .toggle[aria-pressed='true'] {
    border-color: var(--_primary);
    background: color-mix(in srgb, var(--_primary) 14%, var(--_surface));
  }
  form.row {
    flex-wrap: nowrap;
  }
  @media (max-width: 56rem) {
    input[type='search'] {
      flex: 1 1 8rem;
    }
    .wide {
      display: none;
    }
    details {
      position: static;
    }
    .bar {
      position: relative;
    }
  }
`;

/** What of the board is shown, in which order and columns, and the views that the person keeps by a name. */
export class KiwiBoardFilters extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) view: BoardView = FIRST_VIEW;
  @property({ attribute: false }) saved!: SavedViews;
  @property({ attribute: false }) services: readonly ServiceType[] = [];
  @property({ attribute: false }) communities: ReadonlyMap<string, Community> = new Map();
  /** Those to choose from: none where one sees a single one. */
  @property({ attribute: false }) hospitals: readonly Hospital[] = [];
  @property({ attribute: false }) text = '';
  /** How many wait to be acknowledged. */
  @property({ attribute: false }) escalations = 0;
  @query('input[type="search"]') private field!: HTMLInputElement;
  @query('details.filters') private filters!: HTMLDetailsElement;

  focusSearch(): void {
    this.field.focus();
    this.field.select();
  }

  openFilters(): void {
    this.filters.open = true;
    this.filters.querySelector<HTMLElement>('input')?.focus();
  }

  override render(): TemplateResult {
    const { filter, sort } = this.view;
    return html`<div class="bar" role="search" aria-label=${this.msg('What is shown', { id: 'board.shown' })}>
      <input
        type="search"
        autocomplete="off"
        aria-label=${this.msg('Search', { id: 'board.key-search' })}
        placeholder=${this.msg('Search', { id: 'board.key-search' })}
        .value=${this.text}
        @input=${(event: Event) => this.fire('board-search', (event.target as HTMLInputElement).value)}
        @keydown=${this.#leaveSearch}
      />
      ${this.#filterMenu(filter)}
      ${this.#toggle('unassigned', this.msg('Unassigned', { id: 'board.unassigned' }))}
      ${this.#toggle(
        'escalated',
        this.escalations > 0
          ? this.msg(str`Escalated (${this.escalations})`, { id: 'board.escalated-count' })
          : this.msg('Escalated', { id: 'board.escalated' }),
      )}
      <select
        class="sort wide"
        aria-label=${this.msg('Order', { id: 'board.order' })}
        @change=${(event: Event) => this.fire('board-view', { sort: (event.target as HTMLSelectElement).value as BoardSort })}
      >
        ${SORTS.map((one) => html`<option value=${one} ?selected=${one === sort}>${sortWords(this.msg, one)}</option>`)}
      </select>
      ${this.#columnMenu()} ${this.#viewMenu()}
    </div>`;
  }

  #toggle(flag: 'unassigned' | 'escalated' | 'breached' | 'mine', words: string): TemplateResult {
    const on = this.view.filter[flag];
    return html`<button
      class="button secondary toggle wide"
      type="button"
      aria-pressed=${on}
      @click=${() => this.#change({ [flag]: !on })}
    >
      ${words}
    </button>`;
  }

  #filterMenu(filter: BoardFilter): TemplateResult {
    const count = conditionsOf(filter);
    return html`<details class="filters" @keydown=${this.#escape} @focusout=${this.#left}>
      <summary class="button secondary">
        ${this.msg('Filters', { id: 'board.key-filter' })}${count > 0 ? html` <span class="badge">${count}</span>` : nothing}
      </summary>
      <div class="panel">
        ${this.#checks(
          this.msg('State', { id: 'board.state' }),
          OPEN_STATES.map((state) => [state, stateWords(this.msg, state)] as const),
          filter.states,
          (states) => ({ states }),
        )}
        ${this.#checks(
          this.msg('Urgency', { id: 'dispatch.urgency' }),
          [1, 2, 3, 4, 5, 0].map(
            (urgency) => [urgency, `${urgency || '–'} ${urgencyWords(this.msg, urgency)}`] as const,
          ),
          filter.urgencies,
          (urgencies) => ({ urgencies }),
        )}
        ${this.#checks(
          this.msg('Service', { id: 'dispatch.service' }),
          this.services.map(({ id, names }) => [id, this.named(names)] as const),
          filter.services,
          (services) => ({ services }),
        )}
        <div class="checks">
          ${this.#check(this.msg('Unassigned', { id: 'board.unassigned' }), filter.unassigned, (unassigned) => ({ unassigned }))}
          ${this.#check(this.msg('Escalated', { id: 'board.escalated' }), filter.escalated, (escalated) => ({ escalated }))}
          ${this.#check(this.msg('A clock was missed', { id: 'board.entry-breached' }), filter.breached, (breached) => ({ breached }))}
          ${this.#check(this.msg('Mine', { id: 'board.mine' }), filter.mine, (mine) => ({ mine }))}
        </div>
        ${this.#choice(
          this.msg('Community', { id: 'board.community' }),
          [...this.communities.values()].map(({ id, name }) => ({ id, name })),
          filter.communityId,
          (communityId) => ({ communityId }),
        )}
        ${this.#choice(this.msg('Hospital', { id: 'board.hospital' }), this.hospitals, filter.hospitalId, (hospitalId) => ({ hospitalId }))}
        <button class="button secondary" type="button" @click=${() => this.fire('board-view', { filter: EVERYTHING })}>
          ${this.msg('Show everything', { id: 'board.everything' })}
        </button>
      </div>
    </details>`;
  }

  #columnMenu(): TemplateResult {
    const { columns } = this.view;
    return html`<details class="small-menu wide" @keydown=${this.#escape} @focusout=${this.#left}>
      <summary class="button secondary">${this.msg('Columns', { id: 'board.columns' })}</summary>
      <div class="panel">
        ${COLUMNS.map(
          (column) => html`<label class="row">
            <input
              type="checkbox"
              .checked=${columns.includes(column)}
              @change=${() =>
                this.fire('board-view', {
                  columns: COLUMNS.filter((one) => columns.includes(one) !== (one === column)),
                })}
            />
            <span>${columnWords(this.msg, column)}</span>
          </label>`,
        )}
      </div>
    </details>`;
  }

  #viewMenu(): TemplateResult {
    const { views } = this.saved;
    return html`<details class="small-menu" @keydown=${this.#escape} @focusout=${this.#left}>
      <summary class="button secondary">${this.msg('Saved views', { id: 'board.views' })}</summary>
      <div class="panel">
        ${
          views.length === 0
            ? html`<p class="small muted">${this.msg('None yet. What you see now can be kept by a name.', { id: 'board.views-none' })}</p>`
            : views.map((view) => this.#savedView(view))
        }
        <form class="row" novalidate @submit=${this.#save}>
          <input
            name="name"
            autocomplete="off"
            maxlength="40"
            aria-label=${this.msg('Name of the view', { id: 'board.view-name' })}
            placeholder=${this.msg('Name of the view', { id: 'board.view-name' })}
          />
          <button class="button primary" type="submit">${this.msg('Save', { id: 'dispatch.save' })}</button>
        </form>
      </div>
    </details>`;
  }

  #savedView({ name, filter, sort, columns }: NamedView): TemplateResult {
    return html`<div class="row view">
      <button class="button quiet plain" type="button" @click=${() => this.fire('board-view', { filter, sort, columns })}>
        <bdi>${name}</bdi>
      </button>
      <button
        class="button quiet plain"
        type="button"
        aria-label=${this.msg(str`Remove ${name}`, { id: 'board.view-remove' })}
        @click=${() => this.saved.remove(name)}
      >
        ${icons.cross}
      </button>
    </div>`;
  }

  #checks<Value>(
    title: string,
    options: readonly (readonly [Value, string])[],
    chosen: readonly Value[],
    change: (values: readonly Value[]) => Partial<BoardFilter>,
  ): TemplateResult {
    const values = options.map(([value]) => value);
    return html`<fieldset>
      <legend>${title}</legend>
      <div class="checks">
        ${options.map(([value, words]) =>
          this.#check(words, chosen.includes(value), () =>
            change(values.filter((one) => chosen.includes(one) !== (one === value))),
          ),
        )}
      </div>
    </fieldset>`;
  }

  #check(words: string, on: boolean, change: (on: boolean) => Partial<BoardFilter>): TemplateResult {
    return html`<label class="row">
      <input
        type="checkbox"
        .checked=${on}
        @change=${(event: Event) => this.#change(change((event.target as HTMLInputElement).checked))}
      />
      <span>${words}</span>
    </label>`;
  }

  #choice(
    title: string,
    options: readonly { readonly id: string; readonly name: string }[],
    chosen: string | null,
    change: (id: string | null) => Partial<BoardFilter>,
  ): TemplateResult | typeof nothing {
    if (options.length < 2) return nothing;
    return html`<label class="field">
      <span class="small">${title}</span>
      <select @change=${(event: Event) => this.#change(change((event.target as HTMLSelectElement).value || null))}>
        <option value="">${this.msg('All', { id: 'board.all' })}</option>
        ${options.map(({ id, name }) => html`<option value=${id} ?selected=${id === chosen}>${name}</option>`)}
      </select>
    </label>`;
  }

  #change(change: Partial<BoardFilter>): void {
    this.fire('board-view', { filter: { ...this.view.filter, ...change } });
  }

  readonly #save = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    this.saved.save(String(new FormData(form).get('name') ?? ''), this.view);
    form.reset();
  };

  readonly #leaveSearch = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    if (event.key === 'Escape') this.fire('board-search', '');
    this.fire('leave-search');
  };

  readonly #escape = (event: KeyboardEvent): void => {
    const menu = event.currentTarget as HTMLDetailsElement;
    if (event.key !== 'Escape' || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector('summary')?.focus();
  };

  /** The menu closes when what has focus is somewhere else. */
  readonly #left = (event: FocusEvent): void => {
    const menu = event.currentTarget as HTMLDetailsElement;
    if (event.relatedTarget !== null && !menu.contains(event.relatedTarget as Node)) menu.open = false;
  };
}

define('kiwi-board-filters', KiwiBoardFilters);
