import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { placeCode } from '../../domain/place-code.ts';
import { icons } from '../../icons.ts';
import { callLink, callWords } from '../../parts/buttons.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import { Part } from '../../parts/part.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { fields } from '../../theme/fields.styles.ts';

/**
 * The code of a place, typed by who cannot scan it.
 *
 * @internal
 * @fires place-code - `detail` is the code as the service takes it.
 */
export class KiwiPlaceCode extends Part {
  static override styles = [base, buttons, fields, notices];

  /** A code that the service refused; empty for none. */
  @property() refused = '';

  @state() private code = '';
  /** What was typed is no code. */
  @state() private wrong = false;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('refused') && this.refused) this.code = this.refused;
  }

  override render(): TemplateResult {
    const { emergencyNumber } = this.region;
    return html`
      <form class="stack" novalidate @submit=${this.#submit}>
        <h2 tabindex="-1">${this.msg('Call for help', { id: 'desk.title' })}</h2>
        <p>
          ${this.msg(
            'Type the code that is printed at the gate, lift or hall where you are. The desk then sees where to send help.',
            { id: 'code.about' },
          )}
        </p>
        <div role="alert">
          ${
            this.refused
              ? html`<div class="notice bad" part="notice">
                ${icons.warning}
                <div class="body">
                  <p>
                    ${this.msg(
                      'This code does not work: it is mistyped, or was replaced. Check it, or call:',
                      {
                        id: 'code.refused',
                      },
                    )}
                  </p>
                  ${callLink(emergencyNumber, callWords(this.msg, emergencyNumber))}
                </div>
              </div>`
              : nothing
          }
        </div>
        <div class="field">
          <label for="code">${this.msg('Code of the place', { id: 'code.label' })}</label>
          <input
            id="code"
            name="code"
            part="input"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            maxlength="40"
            placeholder="4TZ9K-2M7QC"
            .value=${this.code}
            aria-invalid=${this.wrong || this.refused !== ''}
            aria-describedby="code-error"
            @input=${this.#typed}
          />
          <div id="code-error">
            ${
              this.wrong
                ? html`<p class="error">
                  ${icons.warning}${this.msg('A code has ten letters and digits. Type all of them.', { id: 'code.wrong' })}
                </p>`
                : nothing
            }
          </div>
        </div>
        <button class="button primary block" part="button button-primary" type="submit">
          ${this.msg('Go on', { id: 'code.submit' })}
        </button>
      </form>
    `;
  }

  readonly #typed = (event: Event): void => {
    this.code = (event.target as HTMLInputElement).value;
    this.wrong = false;
  };

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const code = placeCode(this.code);
    this.wrong = code === null;
    if (code !== null) {
      this.emit('place-code', code);
      return;
    }
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#code')?.focus();
  };
}

define('kiwi-place-code', KiwiPlaceCode);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-place-code': KiwiPlaceCode;
  }
}
