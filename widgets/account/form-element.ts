import { oneTimeCode, secondFactorProof } from '@kiwimesh/sdk';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { icons } from '../src/icons.ts';
import { ENGLISH, type Language } from '../src/locale/language.ts';
import { type Message, type Msg, str } from '../src/locale/messages.ts';
import { busyWords } from '../src/parts/buttons.ts';
import { notices } from '../src/parts/notice.styles.ts';
import { pastedCode } from '../src/parts/pasted-code.ts';
import { base, buttons } from '../src/theme/base.styles.ts';
import { fields } from '../src/theme/fields.styles.ts';
import { tokens } from '../src/theme/tokens.ts';
import { failureText, fieldOfFailure } from './failures.ts';
import { styles } from './kiwi-account.styles.ts';

/** What the screens of the account page share: language, fields, one submission at a time, failures in words. */
export abstract class FormElement extends LitElement {
  static override styles = [tokens, base, buttons, fields, notices, styles];

  @property({ attribute: false }) language: Language = ENGLISH;
  @state() protected busy = false;
  /** What is wrong with the form. */
  @state() protected fault: Message | null = null;
  /** The id of the field that it is about. */
  @state() protected faultAt: string | null = null;
  @state() private shown = false;
  /** Characters of the new password. */
  @state() protected length = 0;

  constructor() {
    super();
    // What was wrong may be right now; the form is checked again when it is sent.
    this.addEventListener('input', () => {
      this.fault = null;
      this.faultAt = null;
    });
  }

  /** The text of a message in the present language. Call it when rendering: a text that is kept stays in its language. */
  get msg(): Msg {
    return this.language.msg;
  }

  protected heading(text: string): TemplateResult {
    return html`<h1 tabindex="-1">${text}</h1>`;
  }

  protected loading(): TemplateResult {
    return html`<p class="muted" role="status">${this.msg('Loading…', { id: 'loading' })}</p>`;
  }

  /** A password field with a button that shows the password. @param describedBy the ids of what explains it. */
  protected passwordField(
    id: string,
    label: string,
    autocomplete: 'new-password' | 'current-password',
    { maxLength = 128, describedBy = 'fault' } = {},
  ): TemplateResult {
    const { shown } = this;
    const toggle = shown
      ? this.msg('Hide', { id: 'account.hide' })
      : this.msg('Show', { id: 'account.show' });
    return html`<label for=${id}>${label}</label>
      <div class="secret">
        <input
          id=${id}
          name=${id}
          type=${shown ? 'text' : 'password'}
          autocomplete=${autocomplete}
          autocapitalize="none"
          spellcheck="false"
          maxlength=${maxLength}
          required
          aria-invalid=${this.faultAt === id}
          aria-describedby=${describedBy}
          @input=${(event: Event) => {
            if (autocomplete === 'new-password') {
              this.length = [...(event.target as HTMLInputElement).value].length;
            }
          }}
        />
        <button
          class="button quiet"
          type="button"
          aria-pressed=${shown}
          aria-controls=${id}
          @click=${() => {
            this.shown = !shown;
          }}
        >
          ${toggle}<span class="hidden-text"> ${label}</span>
        </button>
      </div>`;
  }

  /** The length of the new password beside the required one. */
  protected meter(minLength: number): TemplateResult {
    const { length } = this;
    const text =
      length < minLength
        ? this.msg(str`${length} of at least ${minLength} characters`, { id: 'account.counter' })
        : this.msg(str`${length} characters`, { id: 'account.counter-enough' });
    return html`<div class="meter ${length >= minLength ? 'enough' : ''}" aria-hidden="true">
        <span data-share=${Math.min(1, length / minLength)}></span>
      </div>
      <p class="muted small" id="count">${text}</p>`;
  }

  protected rules(minLength: number): TemplateResult {
    const title = this.msg('What makes a good password', { id: 'account.rules' });
    return html`<section class="rules" id="rules" aria-label=${title}>
      <h2>${title}</h2>
      <ul>
        <li>
          ${this.msg(str`At least ${minLength} characters. Four unrelated words are easy to remember.`, {
            id: 'account.rule-length',
          })}
        </li>
        <li>
          ${this.msg('Not common, not leaked, and not based on your name or email.', { id: 'account.rule-common' })}
        </li>
        <li>
          ${this.msg('Any characters, including spaces. Capitals and digits are not required.', {
            id: 'account.rule-free',
          })}
        </li>
      </ul>
    </section>`;
  }

  /** @param appOnly whether only a code from the app is accepted, no recovery code. */
  protected codeField(appOnly = false): TemplateResult {
    return html`<div class="field">
      <label for="code">
        ${appOnly ? this.msg('6-digit code', { id: 'account.app-code' }) : this.msg('Code', { id: 'sign-in.code' })}
      </label>
      <input
        id="code"
        name="code"
        class=${appOnly ? 'digits' : ''}
        inputmode=${appOnly ? 'numeric' : 'text'}
        autocomplete="one-time-code"
        autocapitalize="none"
        spellcheck="false"
        dir="ltr"
        required
        aria-invalid=${this.faultAt === 'code'}
        aria-describedby=${appOnly ? 'fault' : 'code-hint fault'}
        @input=${pastedCode(appOnly ? oneTimeCode : proofText)}
      />
      ${
        appOnly
          ? nothing
          : html`<p class="muted small" id="code-hint">
              ${this.msg('Enter the six digits from your authenticator app, or a recovery code.', {
                id: 'account.code-hint',
              })}
            </p>`
      }
    </div>`;
  }

  protected faultLine(): TemplateResult {
    return html`<div id="fault" role="alert">
      ${this.fault === null ? nothing : html`<p class="error">${icons.warning}<span>${this.fault(this.msg)}</span></p>`}
    </div>`;
  }

  protected submit(text: string, look = 'primary'): TemplateResult {
    return html`<button class="button ${look} block" type="submit" aria-disabled=${this.busy}>
      ${busyWords(this.busy, text)}
    </button>`;
  }

  protected quietButton(text: string, act: () => unknown): TemplateResult {
    return html`<button class="button quiet" type="button" @click=${act}>${text}</button>`;
  }

  /** The width is set by script: the page's policy does not allow style attributes. */
  protected override updated(): void {
    const bar = this.renderRoot.querySelector<HTMLElement>('.meter span');
    if (bar !== null) bar.style.inlineSize = `${Number(bar.dataset.share) * 100}%`;
  }

  /** Runs one submission at a time. A failure is shown beside the form, and the field it is about gets the focus. */
  protected async submitted(event: SubmitEvent, work: (data: FormData) => Promise<void>): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    await this.attempt(
      () => work(new FormData(form)),
      async (error) => {
        await this.updateComplete;
        const field = fieldOf(error, form);
        this.faultAt = field?.id ?? null;
        field?.focus();
      },
    );
  }

  /** Runs one thing at a time. A failure is shown where the screen has its {@link faultLine}. */
  protected async attempt(
    work: () => Promise<void>,
    onFailure: (error: unknown) => void | Promise<void> = () => {},
  ): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.fault = null;
    this.faultAt = null;
    try {
      await work();
    } catch (error) {
      this.fault = (msg) => failureText(msg, error);
      await onFailure(error);
    } finally {
      this.busy = false;
    }
  }

  /** Starts a new screen without faults, with the focus on its heading. */
  protected async arrive(): Promise<void> {
    this.fault = null;
    this.faultAt = null;
    this.shown = false;
    this.length = 0;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  }
}

/** The part of a pasted text that proves the second factor. */
function proofText(typed: string): string {
  const { code, recoveryCode } = secondFactorProof(typed);
  return code ?? recoveryCode ?? '';
}

function fieldOf(error: unknown, form: HTMLFormElement): HTMLElement | null {
  const field = (name: string | undefined) =>
    name === undefined ? null : (form.elements.namedItem(name) as HTMLElement | null);
  return field(fieldOfFailure(error)) ?? field('password') ?? field('email') ?? field('code');
}
