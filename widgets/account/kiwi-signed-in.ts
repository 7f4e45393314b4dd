import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { icons } from '../src/icons.ts';
import { FormElement, FormFault, inWords } from './form-element.ts';
import './kiwi-second-factor.ts';
import type { FactorTask } from './kiwi-second-factor.ts';
import { Refusal } from './service.ts';
import { type Place, type Session, SIGNED_OUT } from './session.ts';
import { styles } from './signed-in.styles.ts';
import type { Message } from './words.ts';

/** Characters, as `NewPassword` of the contract says; the service decides. */
const LEAST_LENGTH = 15;

/**
 * What somebody who is signed in does about the own account. A session that can only add a second factor shows nothing else.
 * @fires kiwi-signed-out - `detail`: whether the person wanted it.
 */
export class KiwiSignedIn extends FormElement {
  static override styles = [...FormElement.styles, styles];

  @property({ attribute: false }) session!: Session;
  @state() private at: 'loading' | 'home' | 'password' | FactorTask = 'loading';
  @state() private places: readonly Place[] = [];
  /** What was just done, in words. */
  @state() private said: Message | null = null;

  protected override async firstUpdated(): Promise<void> {
    await this.#home(null);
  }

  override render(): TemplateResult {
    switch (this.at) {
      case 'loading':
        return html`<p class="muted" role="status">${this.words.loading}</p>`;
      case 'home':
        return this.#overview();
      case 'password':
        return this.#password();
      default:
        return html`<kiwi-second-factor
          .session=${this.session}
          .language=${this.language}
          .task=${this.at}
          @kiwi-done=${this.#factorDone}
          @kiwi-cancel=${() => (this.session.secondFactor === 'owed' ? this.#leave() : this.#home(null))}
          @kiwi-over=${() => this.#left(false)}
        ></kiwi-second-factor>`;
    }
  }

  #overview(): TemplateResult {
    const { words, session } = this;
    return html`<div class="stack wide">
      <div class="stack">
        ${this.heading(words['home.title'])}
        <p class="account">
          <span class="muted small">${words['home.signedInAs']}</span><strong>${session.name}</strong
          ><span class="small">${session.email}</span>
        </p>
        <div class="said" role="status">
          ${this.said === null ? nothing : html`<p class="notice good">${icons.check}<span>${this.said(this.words)}</span></p>`}
        </div>
        ${this.faultLine()}
      </div>
      ${this.#factor()}
      <section>
        <h2>${words['password.title']}</h2>
        ${this.#button(words['password.change'], () => this.#to('password'))}
      </section>
      ${this.#signedInAt()}
      <button class="button secondary block" type="button" @click=${this.#leave}>${words.signOut}</button>
    </div>`;
  }

  #factor(): TemplateResult {
    const { words } = this;
    const on = this.session.secondFactor === 'on';
    return html`<section class=${on ? '' : 'offer'}>
      <h2>${words['factor.title']} <span class="state ${on ? 'on' : ''}">${words[on ? 'factor.on' : 'factor.off']}</span></h2>
      <p class="small">${words[on ? 'factor.onText' : 'factor.offText']}</p>
      ${
        on
          ? html`<div class="pair">
              ${this.#button(words['factor.newCodes'], () => this.#to('renew'))}
              ${this.#button(words['factor.switchOff'], () => this.#to('off'))}
            </div>`
          : html`<button class="button primary block" type="button" @click=${() => this.#to('enrol')}>
              ${words['factor.setUp']}
            </button>`
      }
    </section>`;
  }

  #signedInAt(): TemplateResult {
    const { words, places } = this;
    const when = new Intl.DateTimeFormat(`${this.language}-IN`, { dateStyle: 'medium', timeStyle: 'short' });
    return html`<section>
      <h2>${words['places.title']}</h2>
      <ul class="places">
        ${places.map(
          ({ id, device, lastUsedAt, current }) => html`<li>
            <span
              ><strong>${device}</strong>
              <span class="muted small"
                >${current ? words['places.here'] : words['places.used'](when.format(new Date(lastUsedAt)))}</span
              ></span
            >
            ${
              current
                ? nothing
                : html`<button
                    class="button quiet"
                    type="button"
                    aria-label=${words['places.endOf'](device)}
                    @click=${() => this.#end(() => this.session.endPlace(id))}
                  >
                    ${words['places.end']}
                  </button>`
            }
          </li>`,
        )}
      </ul>
      ${
        places.some(({ current }) => !current)
          ? this.#button(words['places.endOthers'], () => this.#end(() => this.session.endOthers()))
          : nothing
      }
    </section>`;
  }

  #button(text: string, act: () => void): TemplateResult {
    return html`<button class="button secondary" type="button" @click=${act}>${text}</button>`;
  }

  #password(): TemplateResult {
    const { words, session } = this;
    return html`<form class="stack" novalidate @submit=${this.#change}>
      ${this.heading(words['password.changeTitle'])}
      <input class="hidden-text" type="text" name="username" autocomplete="username" .value=${session.email} readonly tabindex="-1" aria-hidden="true" />
      <div class="field">${this.secret('current', words['password.current'], 'current-password')}</div>
      ${this.rules(LEAST_LENGTH)}
      <div class="field">
        ${this.secret('password', words.password, 'new-password', { describedBy: 'rules count fault' })}
        ${this.meter(LEAST_LENGTH)}
      </div>
      ${this.faultLine()}
      <p class="muted small">${words['password.others']}</p>
      ${this.submit(words.save)}
      <button class="button quiet" type="button" @click=${() => this.#home(null)}>${words.cancel}</button>
    </form>`;
  }

  readonly #change = (event: SubmitEvent): Promise<void> =>
    this.submitted(event, async (data) => {
      const current = String(data.get('current') ?? '');
      const password = String(data.get('password') ?? '');
      if (current === '') throw new FormFault('current', (words) => words.passwordMissing);
      if ([...password].length < LEAST_LENGTH)
        throw new FormFault('here', (words) => words.tooShort(LEAST_LENGTH));
      await this.#open(() => this.session.changePassword(current, password));
      await this.#home((words) => words['password.changed']);
    });

  readonly #factorDone = (): Promise<void> => {
    const on = this.session.secondFactor === 'on' ? 'factor.isOn' : 'factor.isOff';
    const done = this.at === 'renew' ? 'factor.codesNew' : on;
    return this.#home((words) => words[done]);
  };

  #end(work: () => Promise<unknown>): Promise<void> {
    return this.attempt(async () => {
      await this.#open(work);
      await this.#home((words) => words['places.ended']);
    });
  }

  /** Shows the overview as the service has it now. @param said what was just done. */
  async #home(said: Message | null): Promise<void> {
    let fault: Message | null = null;
    try {
      this.places = await this.#open(() => this.session.places());
    } catch (error) {
      fault = (words) => inWords(error, words);
    }
    this.said = said;
    this.at = this.session.secondFactor === 'owed' ? 'enrol' : 'home';
    await this.arrive();
    this.fault = fault;
  }

  #to(at: 'password' | FactorTask): void {
    this.at = at;
    void this.arrive();
  }

  readonly #leave = async (): Promise<void> => {
    await this.session.end();
    this.#left(true);
  };

  #left(wanted: boolean): void {
    this.dispatchEvent(new CustomEvent('kiwi-signed-out', { detail: wanted }));
  }

  /** Leaves when the session turns out to be over. */
  async #open<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal && error.code === SIGNED_OUT) this.#left(false);
      throw error;
    }
  }
}

customElements.define('kiwi-signed-in', KiwiSignedIn);
