import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { type Fix, type GeolocationFailure, locate } from '../../domain/geolocation.ts';
import type { Place, TypedPlace } from '../../domain/place.ts';
import type { Community } from '../../domain/wire.ts';
import { icons } from '../../icons.ts';
import { distance } from '../../locale/format.ts';
import { str } from '../../locale/messages.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import { Part } from '../../parts/part.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { fields } from '../../theme/fields.styles.ts';
import { styles } from './kiwi-place-picker.styles.ts';

/**
 * Where help should come: home, where the device is, or a place in the community told in words.
 *
 * @internal
 * @fires place-typed - `detail` is the TypedPlace, at each choice and each character.
 */
export class KiwiPlacePicker extends Part {
  static override styles = [base, buttons, fields, notices, styles];

  /**
   * Whether this is a screen of its own, so that its legend is the screen's heading. Otherwise it is part of asking
   * for help at once, and shows no field that is not needed.
   */
  @property({ type: Boolean }) heading = false;
  /** What was chosen before, when the person comes back. */
  @property({ attribute: false }) place: TypedPlace | null = null;
  /** The address of the person, as far as it is known. */
  @property({ attribute: false }) home: string | null = null;
  /** Where the person lives, when its location is known: then a place in it can be described. */
  @property({ attribute: false }) community: Pick<Community, 'name' | 'location'> | null = null;

  @state() private kind: Place['kind'] = 'home';
  @state() private words = '';
  @state() private fix: Fix | null = null;
  @state() private locating = false;
  @state() private problem: GeolocationFailure | null = null;
  @state() private wrong: 'words' | 'position' | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('place') || !this.place) return;
    this.kind = this.place.kind;
    this.words = this.place.words;
    this.fix = this.place.fix ?? this.fix;
    // Chosen before a reload: where the device is now is what counts.
    if (this.kind === 'position' && !this.fix && !this.locating && !this.problem) void this.#locate();
  }

  /** The place as chosen, or null after showing what is missing and putting focus there. */
  take(): Place | null {
    const words = this.words.trim();
    this.wrong = null;
    if (this.kind === 'community' && !words) this.wrong = 'words';
    if (this.kind === 'position' && !this.fix) this.wrong = 'position';
    if (this.wrong) {
      void this.#focusOn(this.wrong === 'words' ? '#words' : 'input[value=position]');
      return null;
    }
    if (this.kind === 'position') return { kind: 'position', fix: this.fix as Fix, words };
    return { kind: this.kind, words };
  }

  override render(): TemplateResult {
    const { home, community } = this;
    return html`
      <div class="stack">
        <fieldset>
          <legend>
            ${
              this.heading
                ? html`<h2 tabindex="-1">${this.msg('Where should we come?', { id: 'place.title' })}</h2>`
                : this.msg('Where should we come?', { id: 'place.title' })
            }
          </legend>
          <div class="choices">
            ${this.#choice(
              'home',
              this.msg('My home', { id: 'place.home' }),
              home ?? this.msg('The address on your record', { id: 'place.on-record' }),
              icons.home,
            )}
            ${this.#choice('position', this.msg('Where I am now', { id: 'place.position' }), this.#positionWords(), icons.position)}
            ${
              community?.location
                ? this.#choice(
                    'community',
                    this.msg(str`Somewhere else in ${community.name}`, { id: 'place.community' }),
                    this.msg('Tell us where below', { id: 'place.tell' }),
                    icons.pin,
                  )
                : nothing
            }
          </div>
        </fieldset>
        <div role="status">${this.#positionNotice()}</div>
        ${this.heading || this.kind !== 'home' ? this.#wordsField() : nothing}
      </div>
    `;
  }

  #wordsField(): TemplateResult {
    return html`
        <div class="field">
          <label for="words">
            ${
              this.kind === 'community'
                ? this.msg('Where exactly?', { id: 'place.where' })
                : html`${this.msg('How do we find you?', { id: 'place.find' })}
                    <span class="optional">(${this.msg('optional', { id: 'optional' })})</span>`
            }
          </label>
          <input
            id="words"
            name="words"
            part="input"
            maxlength="200"
            autocomplete="off"
            .value=${this.words}
            aria-invalid=${this.wrong === 'words'}
            aria-describedby="words-hint words-error"
            @input=${(event: InputEvent) => {
              this.words = (event.target as HTMLInputElement).value;
              this.#typed();
            }}
          />
          <p class="small muted" id="words-hint">
            ${this.msg('Floor, gate or a landmark, for example “club house, by the pool”.', { id: 'place.hint' })}
          </p>
          <div id="words-error">
            ${
              this.wrong === 'words'
                ? html`<p class="error">
                  ${icons.warning}${this.msg('Tell us where in the community.', { id: 'place.words-missing' })}
                </p>`
                : nothing
            }
          </div>
        </div>
    `;
  }

  #choice(kind: Place['kind'], name: string, about: string, icon: TemplateResult): TemplateResult {
    return html`
      <label class="choice">
        <input
          type="radio"
          name="place"
          value=${kind}
          .checked=${this.kind === kind}
          aria-describedby=${`about-${kind}`}
          @change=${() => this.#chose(kind)}
        />
        <span>
          <span class="name">${name}</span>
          <span class="small muted" id=${`about-${kind}`}>${about}</span>
        </span>
        ${icon}
      </label>
    `;
  }

  #positionWords(): string {
    if (this.locating) return this.msg('Finding you…', { id: 'place.locating' });
    if (this.fix)
      return this.msg(
        str`Found, to within ${distance(Math.max(10, this.fix.accuracyMetres), this.formats)}`,
        {
          id: 'place.found',
        },
      );
    return this.msg('Your device tells us; the browser asks you first', { id: 'place.position-about' });
  }

  #positionNotice(): TemplateResult | typeof nothing {
    if (this.kind !== 'position') return nothing;
    const failure = this.problem ?? (this.wrong === 'position' && !this.locating ? 'unavailable' : null);
    if (!failure) return nothing;
    return html`
      <div class="notice warn">
        ${icons.warning}
        <div class="body">
          <p>
            ${
              failure === 'refused'
                ? this.msg(
                    'Your browser does not let this page know where you are. Allow it in the browser’s settings for this site, or choose another place.',
                    { id: 'place.refused' },
                  )
                : failure === 'timeout'
                  ? this.msg(
                      'Your position could not be found in time. Try again near a window, or choose another place.',
                      {
                        id: 'place.timeout',
                      },
                    )
                  : this.msg('Your position is not available here. Please choose another place.', {
                      id: 'place.unavailable',
                    })
            }
          </p>
          <button class="button secondary" type="button" @click=${() => this.#locate()}>
            ${this.msg('Try again', { id: 'try-again' })}
          </button>
        </div>
      </div>
    `;
  }

  #chose(kind: Place['kind']): void {
    this.kind = kind;
    this.wrong = null;
    this.#typed();
    if (kind === 'position' && !this.fix) void this.#locate();
  }

  async #locate(): Promise<void> {
    this.problem = null;
    this.wrong = null;
    this.locating = true;
    try {
      this.fix = await locate();
      this.#typed();
    } catch (reason) {
      this.problem = reason as GeolocationFailure;
    } finally {
      this.locating = false;
    }
  }

  #typed(): void {
    const { kind, words, fix } = this;
    this.emit('place-typed', { kind, words, ...(fix && { fix }) });
  }

  async #focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}

define('kiwi-place-picker', KiwiPlacePicker);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-place-picker': KiwiPlacePicker;
  }
}
