import { oneTimeCode, secondFactorProof } from '@kiwimesh/sdk';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { icons } from '../src/icons.ts';
import { notices } from '../src/parts/notice.styles.ts';
import { pastedCode } from '../src/parts/pasted-code.ts';
import { base, buttons, fields } from '../src/theme/base.styles.ts';
import { tokens } from '../src/theme/tokens.ts';
import { styles } from './kiwi-account.styles.ts';
import { Refusal } from './service.ts';
import { type LanguageOfPage, type Message, preferredLanguage, WORDS, type Words } from './words.ts';

/** Which field of a form a refusal is about. */
const FIELD_OF_CODE: Readonly<Record<string, string>> = {
  code: 'code',
  second_factor_invalid: 'code',
  kept: 'kept',
  current: 'current',
};
const FIELD_OF_MEMBER: Readonly<Record<string, string>> = {
  code: 'code',
  recoveryCode: 'code',
  currentPassword: 'current',
  newPassword: 'password',
};

/** What the form finds wrong itself, before the service is asked. */
export class FormFault extends Refusal {
  readonly inWords: Message;

  /** @param code which field it is about, see `FIELD_OF_CODE`; `here` for the first one. */
  constructor(code: string, inWords: Message) {
    super(code);
    this.inWords = inWords;
  }
}

/** What the screens of the account page share: language, fields, one submission at a time, faults in words. */
export abstract class FormElement extends LitElement {
  static override styles = [tokens, base, buttons, fields, notices, styles];

  @property({ attribute: false }) language: LanguageOfPage = preferredLanguage(navigator.languages);
  @state() protected busy = false;
  /** What is wrong with the form, in words. */
  @state() protected fault: Message | null = null;
  /** The field it is about. */
  @state() protected faultAt: string | null = null;
  @state() private shown = false;
  @state() protected length = 0;

  get words(): Words {
    return WORDS[this.language];
  }

  protected heading(text: string): TemplateResult {
    return html`<h1 tabindex="-1">${text}</h1>`;
  }

  /** A password field with a button that shows it. @param describedBy ids of what explains it. */
  protected secret(
    id: string,
    label: string,
    autocomplete: 'new-password' | 'current-password',
    { maxLength = 128, describedBy = 'fault' } = {},
  ): TemplateResult {
    const { words, shown } = this;
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
          ${shown ? words.hide : words.show}<span class="hidden-text"> ${label}</span>
        </button>
      </div>`;
  }

  /** How long the new password is, against how long it must be. */
  protected meter(least: number): TemplateResult {
    const { length, words } = this;
    return html`<div class="meter ${length >= least ? 'enough' : ''}" aria-hidden="true">
        <span data-share=${Math.min(1, length / least)}></span>
      </div>
      <p class="muted small" id="count">${words.counter(length, least)}</p>`;
  }

  protected rules(least: number): TemplateResult {
    const { words } = this;
    return html`<section class="rules" id="rules" aria-label=${words.rulesTitle}>
      <h2>${words.rulesTitle}</h2>
      <ul>
        <li>${words.ruleLength(least)}</li>
        <li>${words.ruleCommon}</li>
        <li>${words.ruleFree}</li>
      </ul>
    </section>`;
  }

  /** @param digits whether only a code of the app will do, no recovery code. */
  protected codeField(digits = false): TemplateResult {
    const { words } = this;
    return html`<div class="field">
      <label for="code">${digits ? words['enrol.code'] : words.code}</label>
      <input
        id="code"
        name="code"
        class=${digits ? 'digits' : ''}
        inputmode=${digits ? 'numeric' : 'text'}
        autocomplete="one-time-code"
        autocapitalize="none"
        spellcheck="false"
        dir="ltr"
        required
        aria-invalid=${this.faultAt === 'code'}
        aria-describedby=${digits ? 'fault' : 'code-hint fault'}
        @input=${pastedCode(digits ? oneTimeCode : proofText)}
      />
      ${digits ? nothing : html`<p class="muted small" id="code-hint">${words['code.text']}</p>`}
    </div>`;
  }

  protected faultLine(): TemplateResult {
    return html`<div id="fault" role="alert">
      ${this.fault === null ? nothing : html`<p class="error">${icons.warning}<span>${this.fault(this.words)}</span></p>`}
    </div>`;
  }

  protected submit(text: string, look = 'primary'): TemplateResult {
    return html`<button class="button ${look} block" type="submit" aria-disabled=${this.busy}>
      ${this.busy ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}${text}
    </button>`;
  }

  /** By script: the page's policy takes no style attributes. */
  protected override updated(): void {
    const bar = this.renderRoot.querySelector<HTMLElement>('.meter span');
    if (bar !== null) bar.style.inlineSize = `${Number(bar.dataset.share) * 100}%`;
  }

  /** One submission at a time; what goes wrong is said beside the form, and the field it is about gets the focus. */
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

  /** One thing at a time; what goes wrong is said where the screen has its {@link faultLine}. */
  protected async attempt(
    work: () => Promise<void>,
    refused: (error: unknown) => void | Promise<void> = () => {},
  ): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.fault = null;
    this.faultAt = null;
    try {
      await work();
    } catch (error) {
      this.fault = (words) => inWords(error, words);
      await refused(error);
    } finally {
      this.busy = false;
    }
  }

  /** A new screen begins without faults and at its heading. */
  protected async arrive(): Promise<void> {
    this.fault = null;
    this.faultAt = null;
    this.shown = false;
    this.length = 0;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  }
}

/** What went wrong, for the person. */
export function inWords(error: unknown, words: Words): string {
  if (error instanceof FormFault) return error.inWords(words);
  if (!(error instanceof Refusal) || error.code === 'unreachable') return words.unreachable;
  if (error.code === 'invalid_credentials') return words.wrong;
  if (error.code === 'second_factor_invalid') return words.codeWrong;
  if (error.code === 'sign_in_locked') return words.locked(Math.max(1, Math.ceil(error.retryAfter / 60)));
  if (error.code === 'rate_limited') return words.tooMany(error.retryAfter);
  if (error.code === 'password_unacceptable') return unacceptable(error, words);
  if (error.code === 'unprocessable' || error.code === 'invalid_request') {
    const field = pointedAt(error);
    if (field === 'code') return words.codeWrong;
    if (field === 'current') return words['password.wrong'];
  }
  return error.detail || words.unreachable;
}

/** Why a password will not do. A reason that is newer than this page is told as the service tells it. */
function unacceptable({ reasons, detail }: Refusal, words: Words): string {
  const known: Readonly<Record<string, string>> = words.passwordFaults;
  const told = reasons.map((reason) => known[reason]);
  if (told.length === 0 || told.includes(undefined)) return detail || words.unreachable;
  return [...told, words.chooseAnother].join(' ');
}

/** What of a pasted text proves the second factor. */
function proofText(typed: string): string {
  const { code, recoveryCode } = secondFactorProof(typed);
  return code ?? recoveryCode ?? '';
}

function fieldOf(error: unknown, form: HTMLFormElement): HTMLElement | null {
  const of = (name: string | undefined) =>
    name === undefined ? null : (form.elements.namedItem(name) as HTMLElement | null);
  const about = error instanceof Refusal ? (FIELD_OF_CODE[error.code] ?? pointedAt(error)) : undefined;
  return of(about) ?? of('password') ?? of('email') ?? of('code');
}

function pointedAt({ pointers }: Refusal): string | undefined {
  return pointers.map((pointer) => FIELD_OF_MEMBER[pointer.split('/').at(-1) ?? '']).find(Boolean);
}
