import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Location } from '../../src/domain/wire.ts';
import { icons } from '../../src/icons.ts';
import { str } from '../../src/locale/messages.ts';
import { Action } from '../../src/parts/action.ts';
import { busyWords } from '../../src/parts/buttons.ts';
import { define } from '../../src/parts/define.ts';
import { coordinatesIn, type Point, pointWords } from '../domain/coordinates.ts';
import type { CallContext, FoundPlace } from '../domain/wire.ts';
import { ConsolePart, type PlaceSource } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { consoleFailureWords, placeWords, sourceWords } from '../parts/words.ts';
import type { PinGround } from './kiwi-pin.ts';
import './kiwi-pin.ts';
import { styles } from './kiwi-where.styles.ts';

/** Which of the places that are offered: one that is known, the one that was found, or the one of the coordinates. */
type Choice = number | 'found' | 'other';

/**
 * Says where help is needed: one of the places that are known, one that a search finds, or a point, typed or set as a pin
 * on a map. Directions for people go with each.
 */
export class KiwiWhere extends ConsolePart {
  static override styles = [consoleBase, styles];

  /** Where they may be, the most trustworthy first. */
  @property({ attribute: false }) known: CallContext['locations'] = [];
  @property({ attribute: false }) value: Location | null = null;
  /** What was said of the place. */
  @property({ attribute: false }) said: string | null = null;
  /** Finds places by a text. */
  @property({ attribute: false }) find!: (text: string) => Promise<readonly FoundPlace[]>;
  /** What the map of the pin shows besides. */
  @property({ attribute: false }) ground: PinGround | null = null;
  @property({ type: Boolean, attribute: false }) busy = false;
  @state() private results: readonly FoundPlace[] | null = null;
  @state() private found: FoundPlace | null = null;
  @state() private choice: Choice = 'other';
  @state() private coordinates = '';
  @state() private address = '';
  @state() private pinned: string | null = null;
  @state() private mapped = false;
  /** Whether the coordinates could not be read. */
  @state() private wrong = false;
  @query('[type=search]') private field!: HTMLInputElement | null;
  /** Whether the directions are the person's own words: those are not replaced. */
  #worded = false;
  readonly #searching = new Action(this);

  protected override willUpdate(): void {
    if (this.hasUpdated) return;
    const { value, known, said } = this;
    this.address = value?.address ?? said ?? '';
    if (known.length > 0) this.choice = 0;
    else if (value !== null) this.coordinates = pointWords(value);
  }

  focusSearch(): void {
    this.field?.focus();
  }

  override render(): TemplateResult {
    return html`${this.#search()}
      <form novalidate @submit=${this.#submit}>
        <fieldset>
          <legend class="hidden-text">${this.msg('Where', { id: 'dispatch.where' })}</legend>
          ${this.known.map(({ source, location }, index) =>
            this.#option(
              index,
              html`${placeWords(location)} <span class="chip">${sourceWords(this.msg, source)}</span>`,
            ),
          )}
          ${
            this.found === null
              ? nothing
              : this.#option(
                  'found',
                  html`${this.found.location.address} <span class="chip">${sourceWords(this.msg, 'search')}</span>`,
                )
          }
          ${this.#option('other', this.msg('Another place', { id: 'dispatch.where-other' }))} ${this.#other()}
        </fieldset>
        ${
          this.mapped
            ? html`<kiwi-pin
                .language=${this.language}
                .region=${this.region}
                .at=${this.#at}
                .ground=${this.ground}
                .others=${this.#others}
                @pin-moved=${({ detail }: CustomEvent<Point>) => this.#pin(detail)}
              ></kiwi-pin>`
            : nothing
        }
        <label class="field">
          <span class="small">${this.msg('Directions', { id: 'dispatch.where-directions' })}</span>
          <input
            name="address"
            maxlength="500"
            autocomplete="off"
            .value=${this.address}
            @input=${(event: InputEvent) => {
              this.address = (event.target as HTMLInputElement).value;
              this.#worded = true;
            }}
          />
        </label>
        <button class="button primary" type="submit" aria-disabled=${this.busy}>
          ${busyWords(this.busy, this.msg('Save', { id: 'dispatch.save' }))}
        </button>
      </form>`;
  }

  #search(): TemplateResult {
    const label = this.msg('Gate, community, address or code', { id: 'where.search' });
    const { failure, busy } = this.#searching;
    return html`<form class="search" role="search" novalidate @submit=${this.#searched}>
        <input name="text" type="search" autocomplete="off" maxlength="100" aria-label=${label} placeholder=${label} />
        <button class="button secondary" type="submit" aria-disabled=${busy}>
          ${this.msg('Search', { id: 'dispatch.search' })}
        </button>
      </form>
      <div role="status">
        ${failure === null ? this.#results() : html`<p class="error">${icons.warning}<span>${consoleFailureWords(this.msg, failure)}</span></p>`}
      </div>`;
  }

  #results(): TemplateResult | typeof nothing {
    const { results } = this;
    if (results === null) return nothing;
    if (results.length === 0)
      return html`<p class="small muted">${this.msg('Nothing is known by these words. Set a pin, or write the coordinates.', { id: 'where.none' })}</p>`;
    return html`<ul class="found">
      ${results.map(
        (one) => html`<li>
          <button class="button secondary" type="button" aria-pressed=${this.found?.id === one.id} @click=${() => this.#take(one)}>
            <span><strong>${one.name}</strong>${one.kind === 'place' && one.communityName !== null ? html`<br /><span class="small muted">${one.communityName}</span>` : nothing}</span>
            <span class="small muted">${this.#kindWords(one)}${one.distanceMetres === null ? nothing : html`<br />${this.#far(one.distanceMetres)}`}</span>
          </button>
        </li>`,
      )}
    </ul>`;
  }

  #option(choice: Choice, words: TemplateResult | string): TemplateResult {
    return html`<label class="option">
      <input
        type="radio"
        name="place"
        .checked=${this.choice === choice}
        @change=${() => {
          this.choice = choice;
        }}
      />
      <span>${words}</span>
    </label>`;
  }

  #other(): TemplateResult {
    return html`<div class="other">
        <input
          name="coordinates"
          inputmode="decimal"
          autocomplete="off"
          dir="ltr"
          aria-label=${this.msg('Coordinates of another place', { id: 'dispatch.where-coordinates' })}
          aria-invalid=${this.wrong}
          placeholder="12.9716, 77.5946"
          .value=${this.coordinates}
          @focus=${() => {
            this.choice = 'other';
          }}
          @input=${(event: InputEvent) => {
            this.coordinates = (event.target as HTMLInputElement).value;
          }}
        />
        <button
          class="button secondary"
          type="button"
          aria-expanded=${this.mapped}
          @click=${() => {
            this.mapped = !this.mapped;
          }}
        >
          ${icons.pin}${this.msg('Pin on a map', { id: 'where.pin' })}
        </button>
      </div>
      ${this.wrong ? html`<p class="error" role="alert">${icons.warning}<span>${this.msg('Write latitude and longitude, as in 12.9716, 77.5946.', { id: 'dispatch.where-wrong' })}</span></p>` : nothing}`;
  }

  #kindWords({ kind }: FoundPlace): string {
    switch (kind) {
      case 'place':
        return this.msg('place', { id: 'where.kind-place' });
      case 'community':
        return this.msg('community', { id: 'dispatch.source-community' });
      case 'hospital':
        return this.msg('hospital', { id: 'where.kind-hospital' });
    }
  }

  #far(metres: number): string {
    const km = new Intl.NumberFormat(this.formats, {
      style: 'unit',
      unit: 'kilometer',
      maximumFractionDigits: 1,
    }).format(metres / 1_000);
    return this.msg(str`${km} away`, { id: 'where.away' });
  }

  /** The place that is chosen now; null where there is none, or the coordinates cannot be read. */
  get #at(): Location | null {
    if (this.choice === 'found') return this.found?.location ?? null;
    if (this.choice === 'other') return coordinatesIn(this.coordinates);
    return this.known[this.choice]?.location ?? null;
  }

  /** What the map shows by name besides the pin. */
  get #others(): readonly { readonly name: string; readonly location: Point }[] {
    return [
      ...this.known.map(({ source, location }) => ({ name: sourceWords(this.msg, source), location })),
      ...(this.results ?? []),
    ];
  }

  readonly #searched = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const text = String(new FormData(event.target as HTMLFormElement).get('text') ?? '').trim();
    if (text === '') return;
    const results = await this.#searching.run(() => this.find(text));
    if (results === undefined) return;
    this.results = results;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.found .button')?.focus();
  };

  #take(found: FoundPlace): void {
    this.found = found;
    this.choice = 'found';
    if (!this.#worded) this.address = found.location.address ?? '';
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[type=submit].primary')?.focus(),
    );
  }

  #pin(at: Point): void {
    this.coordinates = pointWords(at);
    this.pinned = this.coordinates;
    this.choice = 'other';
    this.wrong = false;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.busy) return;
    const at = this.#at;
    this.wrong = at === null;
    if (at === null) return;
    const { latitude, longitude, accuracyMetres } = at;
    const address = this.address.trim();
    this.fire('place-chosen', {
      location: {
        latitude,
        longitude,
        ...(accuracyMetres === undefined ? {} : { accuracyMetres }),
        ...(address === '' ? {} : { address }),
      },
      locationSource: this.#source,
    });
  };

  get #source(): PlaceSource {
    if (this.choice === 'found') return 'search';
    return this.choice === 'other' && this.coordinates === this.pinned ? 'pin' : 'operator';
  }
}

define('kiwi-where', KiwiWhere);
