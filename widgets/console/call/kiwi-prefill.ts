import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Resident, ServiceType } from '../../src/domain/wire.ts';
import { icons } from '../../src/icons.ts';
import { str } from '../../src/locale/messages.ts';
import { define } from '../../src/parts/define.ts';
import type { CallContext, CallCorrection, ValueSource } from '../domain/wire.ts';
import { type ConsoleEvent, ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { placeWords, sourceWords } from '../parts/words.ts';
import type { PinGround } from '../where/kiwi-pin.ts';
import '../where/kiwi-where.ts';
import type { KiwiWhere } from '../where/kiwi-where.ts';
import { styles } from './kiwi-prefill.styles.ts';

type Field = 'service' | 'who' | 'where' | 'notes';

/** The booking as the call fills it in: each value with where it comes from, and a way to correct it. */
export class KiwiPrefill extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) context!: CallContext;
  @property({ attribute: false }) services: readonly ServiceType[] = [];
  /** Who was found; null before a search. */
  @property({ attribute: false }) residents: readonly Resident[] | null = null;
  /** Whether the person may correct it. */
  @property({ type: Boolean, attribute: false }) editable = false;
  @state() private editing: Field | null = null;
  /** Finds places by a text. */
  @property({ attribute: false }) find!: KiwiWhere['find'];
  /** What a pin's map shows besides. */
  @property({ attribute: false }) ground: PinGround | null = null;
  @query('kiwi-where') private where!: KiwiWhere | null;

  override render(): TemplateResult {
    const { prefill, resident, call } = this.context;
    const { serviceType, location, notes, residentId, saidPlace } = prefill;
    const service = this.services.find(({ id }) => id === serviceType.value);
    const who =
      resident?.name ??
      (call.residentId === null ? null : this.msg('A registered resident', { id: 'dispatch.who-hidden' }));
    return html`<section>
      <h3>${this.msg('Booking', { id: 'dispatch.booking' })}</h3>
      <ul class="entries">
        ${this.#row('service', this.msg('Service', { id: 'dispatch.service' }), service ? this.named(service.names) : serviceType.value, serviceType.source)}
        ${this.#row('who', this.msg('Who', { id: 'dispatch.who' }), who, residentId.source)}
        ${this.#row('where', this.msg('Where', { id: 'dispatch.where' }), location.value && placeWords(location.value), location.source)}
        ${
          saidPlace === null
            ? nothing
            : html`<li class="said small">${this.msg(str`Said: “${saidPlace.text}”`, { id: 'dispatch.said-place' })}</li>`
        }
        ${this.#row('notes', this.msg('For the crew', { id: 'dispatch.notes' }), notes.value, notes.source)}
      </ul>
    </section>`;
  }

  /** Opens the place, to be looked for by its name. @returns whether it may be corrected. */
  async correctPlace(): Promise<boolean> {
    if (!this.editable) return false;
    this.#edit('where');
    await this.updateComplete;
    await this.where?.updateComplete;
    this.where?.focusSearch();
    return true;
  }

  #row(field: Field, label: string, value: string | null, source: ValueSource | null): TemplateResult {
    const editing = this.editing === field;
    const edit = this.msg('Correct', { id: 'dispatch.correct' });
    return html`<li><div class="entry">
      <span class="label">${label}</span>
      <span class=${value === null ? 'none' : ''}>
        <span class="value">${value ?? this.msg('not known', { id: 'dispatch.where-missing' })}</span>
        ${source === null ? nothing : html`<span class="chip">${sourceWords(this.msg, source)}</span>`}
      </span>
      ${
        this.editable
          ? html`<button class="button quiet" type="button" aria-expanded=${editing} @click=${() => this.#edit(editing ? null : field)}>
              ${editing ? icons.cross : icons.note}<span class="hidden-text">${editing ? this.msg('Cancel', { id: 'account.cancel' }) : edit} ${label}</span>
            </button>`
          : nothing
      }
    </div>
    ${editing ? this.#form(field) : nothing}</li>`;
  }

  #form(field: Field): TemplateResult {
    switch (field) {
      case 'service':
        return this.#formOf(
          html`<select name="service" aria-label=${this.msg('Service', { id: 'dispatch.service' })}>
            ${this.services.map(
              ({ id, names }) =>
                html`<option value=${id} ?selected=${id === this.context.prefill.serviceType.value}>${this.named(names)}</option>`,
            )}
          </select>`,
          (data) => ({ serviceType: String(data.get('service')) }),
        );
      case 'notes':
        return this.#formOf(
          html`<textarea name="notes" rows="3" maxlength="2000" aria-label=${this.msg('For the crew', { id: 'dispatch.notes' })} .value=${this.context.prefill.notes.value ?? ''}></textarea>`,
          (data) => ({ notes: String(data.get('notes')).trim() || null }),
        );
      case 'who':
        return this.#whoForm();
      case 'where':
        return this.#whereForm();
    }
  }

  #formOf(content: TemplateResult, read: (data: FormData) => CallCorrection | null): TemplateResult {
    return html`<form
      class="edit"
      novalidate
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        const correction = read(new FormData(event.target as HTMLFormElement));
        if (correction === null) return;
        this.fire('correct', correction);
        this.#edit(null);
      }}
    >
      ${content}
      <button class="button primary" type="submit">${this.msg('Save', { id: 'dispatch.save' })}</button>
    </form>`;
  }

  #whoForm(): TemplateResult {
    const { residents } = this;
    return html`<form class="edit" role="search" novalidate @submit=${this.#search}>
        <input
          name="text"
          type="search"
          autocomplete="off"
          maxlength="100"
          aria-label=${this.msg('Name or telephone number', { id: 'dispatch.who-search' })}
          placeholder=${this.msg('Name or telephone number', { id: 'dispatch.who-search' })}
        />
        <button class="button secondary" type="submit">${this.msg('Search', { id: 'dispatch.search' })}</button>
      </form>
      <div role="status">
        ${
          residents === null
            ? nothing
            : residents.length === 0
              ? html`<p class="small muted found">${this.msg('Nobody was found.', { id: 'dispatch.who-none' })}</p>`
              : html`<ul class="found">
                  ${residents.map(
                    ({ id, name, phone }) => html`<li>
                      <button class="button secondary" type="button" @click=${() => this.#choose(id)}>
                        <span>${name}</span> <bdi class="small muted">${phone}</bdi>
                      </button>
                    </li>`,
                  )}
                </ul>`
        }
      </div>`;
  }

  #whereForm(): TemplateResult {
    const { locations, prefill } = this.context;
    return html`<kiwi-where
      .language=${this.language}
      .region=${this.region}
      .known=${locations}
      .value=${prefill.location.value}
      .said=${prefill.saidPlace?.text ?? null}
      .find=${this.find}
      .ground=${this.ground}
      @place-chosen=${({ detail }: ConsoleEvent<'place-chosen'>) => {
        this.fire('correct', detail);
        this.#edit(null);
      }}
    ></kiwi-where>`;
  }

  readonly #search = (event: SubmitEvent): void => {
    event.preventDefault();
    const text = String(new FormData(event.target as HTMLFormElement).get('text') ?? '').trim();
    if (text.length >= 2) this.fire('search-resident', text);
  };

  #choose(residentId: string): void {
    this.fire('correct', { residentId });
    this.#edit(null);
  }

  #edit(field: Field | null): void {
    this.editing = field;
  }
}

define('kiwi-prefill', KiwiPrefill);
