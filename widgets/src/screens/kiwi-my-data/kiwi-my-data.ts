import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import type { Me } from '../../domain/wire.ts';
import { icons } from '../../icons.ts';
import { dayKey } from '../../locale/format.ts';
import type { Message } from '../../locale/messages.ts';
import { Action } from '../../parts/action.ts';
import { busyWords } from '../../parts/buttons.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import { failureNotice } from '../../parts/notice.ts';
import type { PartEvent } from '../../parts/part-events.ts';
import { MyDataSource } from '../../sources/my-data.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { Screen } from '../screen.ts';
import './kiwi-addresses.ts';
import './kiwi-devices.ts';
import './kiwi-erasure.ts';
import './kiwi-volunteering.ts';
import { myDataStyles } from './kiwi-my-data.styles.ts';
import { saveFile } from './save-file.ts';

const PARTS = 'button, button-primary, button-danger, input, notice, device, emergency-call';

/**
 * What is held about the person and their copy of it, what they sign in with and where
 * they are signed in, and how to be erased. It fires `open-booking` (`detail` is the id) and `sign-out`.
 */
export class KiwiMyData extends Screen {
  static override styles = [base, buttons, notices, myDataStyles];
  @state() private said: Message | null = null;

  readonly #export = new Action(this);
  #forget: () => void = () => undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forget();
  }

  override render(): TemplateResult {
    return html`
      <div class="stack wide">
        <h2 tabindex="-1">${this.msg('Your data and devices', { id: 'data.title' })}</h2>
        <section aria-labelledby="held">
          <h3 id="held">${this.msg('What we hold about you', { id: 'data.held' })}</h3>
          ${this.#record()}
          <p class="small muted">
            ${this.msg('If something is wrong, the office of your community can correct it.', { id: 'data.wrong' })}
          </p>
          <p>${this.msg('And besides:', { id: 'data.besides' })}</p>
          ${this.#besides()}
          ${this.#download()}
        </section>
        <kiwi-addresses
          .language=${this.language}
          exportparts=${PARTS}
          @sign-out=${() => this.emit('sign-out')}
          @address-changed=${({ detail }: PartEvent<'address-changed'>) => this.#changed(detail)}
        ></kiwi-addresses>
        <kiwi-devices
          .language=${this.language}
          exportparts=${PARTS}
          @sign-out=${() => this.emit('sign-out')}
        ></kiwi-devices>
        <kiwi-volunteering .language=${this.language} exportparts=${PARTS}></kiwi-volunteering>
        <kiwi-erasure
          .language=${this.language}
          exportparts=${PARTS}
          @open-booking=${({ detail }: PartEvent<'open-booking'>) => this.emit('open-booking', detail)}
        ></kiwi-erasure>
      </div>
    `;
  }

  /** The person's own record, as far as this screen may read it: their name and number at the least. */
  #record(): TemplateResult {
    const { me } = this.session;
    const { resident, community } = this.sources.places;
    const born = resident?.dateOfBirth;
    return html`
      <dl class="record" part="summary">
        ${this.#fact(this.msg('Name', { id: 'data.name' }), resident?.name ?? me?.name)}
        ${this.#fact(this.msg('Mobile', { id: 'data.phone' }), resident?.phone ?? me?.phone)}
        ${this.#fact(this.msg('Email', { id: 'data.email' }), resident?.email)}
        ${this.#fact(
          this.msg('Born on', { id: 'data.born' }),
          born && new Date(born).toLocaleDateString(this.formats, { dateStyle: 'long', timeZone: 'UTC' }),
        )}
        ${this.#fact(this.msg('Flat', { id: 'data.unit' }), resident?.unit)}
        ${this.#fact(this.msg('Community', { id: 'data.community' }), community?.name)}
        ${this.#fact(this.msg('Address', { id: 'data.address' }), resident?.location?.address)}
      </dl>
    `;
  }

  #fact(term: string, value: string | null | undefined) {
    return value ? html`<div><dt>${term}</dt><dd><bdi>${value}</bdi></dd></div>` : nothing;
  }

  #besides(): TemplateResult {
    return html`
      <ul class="points">
        <li>
          ${this.msg('your bookings: what for, when and where, your notes, who came and what happened', {
            id: 'data.bookings',
          })}
        </li>
        <li>${this.msg('what neighbours asked your help for, and what you answered', { id: 'data.offers' })}</li>
        <li>
          ${this.msg(
            'when and on which devices you signed in, and when we sent you a code (never the code itself)',
            {
              id: 'data.sign-ins',
            },
          )}
        </li>
        <li>${this.msg('who looked at or changed your data, and when', { id: 'data.log' })}</li>
      </ul>
    `;
  }

  #download(): TemplateResult {
    const { busy, waiting } = this.#export;
    return html`
      <button
        class="button secondary block"
        part="button"
        type="button"
        id="download"
        aria-describedby="file"
        aria-disabled=${busy || waiting > 0}
        @click=${() => this.#save()}
      >
        ${busyWords(busy, this.msg('Download all of it', { id: 'data.download' }))}
      </button>
      <p class="small muted" id="file">
        ${this.msg(
          'One file (JSON) that other programs can read. It tells about your health: keep it where only you get at it.',
          {
            id: 'data.file',
          },
        )}
      </p>
      <p class="said" role="status">${this.said ? html`${icons.check}<span>${this.said(this.msg)}</span>` : nothing}</p>
      ${failureNotice(this.msg, this.#export, this.region.emergencyNumber)}
    `;
  }

  /** The record above shows the new address, and the list of devices that the others were signed out. */
  #changed(me: Me): void {
    const { resident, community } = this.sources.places;
    this.session.updateMe(me);
    const { phone, email = null } = me;
    if (resident)
      this.sources.places.show({
        resident: { ...resident, phone: phone ?? resident.phone, email },
        community,
      });
    this.renderRoot.querySelector<HTMLElement & { reload(): void }>('kiwi-devices')?.reload();
  }

  async #save(): Promise<void> {
    this.said = null;
    const held = await this.#export.run(() => new MyDataSource(this.session).export());
    // Somebody who has left the view, or signed out, is not handed a file any more.
    if (!held || !this.isConnected) return;
    this.#forget();
    const name = `my-care-data-${dayKey(held.generatedAt, this.sources.places.timeZone)}.json`;
    this.#forget = saveFile(name, 'application/json', `${JSON.stringify(held, null, 2)}\n`);
    this.said = (msg) => msg('Saved with your downloads.', { id: 'data.saved' });
  }
}

define('kiwi-my-data', KiwiMyData);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-my-data': KiwiMyData;
  }
}
