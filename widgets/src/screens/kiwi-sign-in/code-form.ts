import { oneTimeCode } from '@kiwimesh/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { maskedPhone } from '../../domain/phone.ts';
import type { PhoneChannel, Region } from '../../domain/region.ts';
import { firstIcons as icons } from '../../first-icons.ts';
import { type Msg, str } from '../../locale/messages.ts';
import type { Action } from '../../parts/action.ts';
import { busyWords } from '../../parts/buttons.ts';
import { failureNotice } from '../../parts/notice.ts';
import { pastedCode } from '../../parts/pasted-code.ts';

/** What the form for the code is drawn from, and what it calls. */
export interface CodeFormView {
  readonly msg: Msg;
  /** The number that the code was sent to. */
  readonly phone: string;
  readonly region: Region;
  /** Whether what was entered has too few digits. */
  readonly isWrong: boolean;
  readonly verify: Action;
  readonly request: Action;
  /** Seconds until another code can be requested. */
  readonly resendIn: number;
  submit(field: HTMLInputElement, code: string): void;
  send(channel?: PhoneChannel): void;
  otherNumber(): void;
}

/** The form for the code that was sent. */
export function codeForm({
  msg,
  phone,
  region: { emergencyNumber, phoneChannels },
  isWrong,
  verify,
  request,
  resendIn,
  submit,
  send,
  otherNumber,
}: CodeFormView): TemplateResult {
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem('code') as HTMLInputElement;
    submit(field, oneTimeCode(field.value));
  };
  return html`
    <form class="stack" novalidate @submit=${onSubmit}>
      <div class="field">
        <h2 tabindex="-1">${msg('Enter the code', { id: 'sign-in.code-title' })}</h2>
        <p class="muted" id="sent">
          ${msg(str`If ${maskedPhone(phone)} is registered with us, a code is on its way to it.`, {
            id: 'sign-in.sent',
          })}
        </p>
      </div>
      <div class="field">
        <label for="code">${msg('Code', { id: 'sign-in.code' })}</label>
        <input
          id="code"
          name="code"
          inputmode="numeric"
          autocomplete="one-time-code"
          part="input"
          required
          aria-invalid=${isWrong || verify.failure?.code === 'invalid_credentials'}
          aria-describedby="sent code-error"
          @input=${pastedCode(oneTimeCode)}
        />
        <div id="code-error">
          ${
            isWrong
              ? html`<p class="error">
                ${icons.warning}${msg('Enter the digits of the code.', { id: 'sign-in.code-wrong' })}
              </p>`
              : nothing
          }
        </div>
      </div>
      ${failureNotice(msg, verify, emergencyNumber)}
      ${failureNotice(msg, request, emergencyNumber)}
      <button
        class="button primary block"
        part="button button-primary"
        type="submit"
        aria-disabled=${verify.busy || verify.waiting > 0}
      >
        ${busyWords(verify.busy, msg('Sign in', { id: 'sign-in.submit' }))}
      </button>
      <div class="again">
        ${
          resendIn > 0
            ? html`<span class="muted small">
              ${msg(str`No code? You can ask again in ${resendIn} s.`, { id: 'sign-in.resend-wait' })}
            </span>`
            : html`
              <button class="button quiet" type="button" @click=${() => send()}>
                ${msg('Send it again', { id: 'sign-in.resend' })}
              </button>
              ${otherWay(msg, phoneChannels?.[1], send)}
            `
        }
        <button class="button quiet" type="button" @click=${otherNumber}>
          ${msg('Use another number', { id: 'sign-in.other' })}
        </button>
      </div>
    </form>
  `;
}

/** Beside the usual way of codes the other one, where the region has two. */
function otherWay(
  msg: Msg,
  channel: string | undefined,
  send: CodeFormView['send'],
): TemplateResult | typeof nothing {
  if (channel !== 'sms' && channel !== 'whatsapp') return nothing;
  return html`<button class="button quiet" type="button" @click=${() => send(channel)}>
    ${
      channel === 'sms'
        ? msg('Send by SMS', { id: 'sign-in.sms' })
        : msg('Send by WhatsApp', { id: 'sign-in.whatsapp' })
    }
  </button>`;
}
