import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import type { Session } from '../../domain/wire.ts';
import { icons } from '../../icons.ts';
import { relative } from '../../locale/format.ts';
import type { Message } from '../../locale/messages.ts';
import { str } from '../../locale/messages.ts';
import { deviceWords } from '../../locale/words.ts';
import { Action } from '../../parts/action.ts';
import { busyWords } from '../../parts/buttons.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import { failureNotice } from '../../parts/notice.ts';
import { MyDataSource } from '../../sources/my-data.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { Screen } from '../screen.ts';
import { myDataStyles } from './kiwi-my-data.styles.ts';

/** As many as one looks through at a glance; the rest on demand. */
const SHOWN = 6;

/** Where the person is signed in, and signing out there. It fires `sign-out` for here. */
export class KiwiDevices extends Screen {
  static override styles = [base, buttons, notices, myDataStyles];
  @state() private sessions: readonly Session[] | null = null;
  @state() private said: Message | null = null;
  @state() private all = false;
  /** The id of the session being ended, or `others`. */
  @state() private ending = '';

  readonly #load = new Action(this);
  readonly #end = new Action(this);

  get #data(): MyDataSource {
    return new MyDataSource(this.session);
  }

  override firstUpdated(): void {
    void this.#read();
  }

  override render(): TemplateResult {
    return html`
      <section aria-labelledby="devices">
        <h3 id="devices" tabindex="-1">${this.msg('Where you are signed in', { id: 'devices.title' })}</h3>
        <p class="small muted">
          ${this.msg('Something you do not know, or a phone you no longer have? Sign it out.', { id: 'devices.about' })}
        </p>
        ${this.#list()}
        <p class="said" role="status">${this.said ? html`${icons.check}<span>${this.said(this.msg)}</span>` : nothing}</p>
        ${failureNotice(this.msg, this.#end, this.region.emergencyNumber)}
      </section>
    `;
  }

  #list(): TemplateResult {
    const { sessions } = this;
    if (!sessions)
      return html`
        ${this.#load.busy ? html`<p class="muted" role="status">${this.msg('Loading…', { id: 'loading' })}</p>` : nothing}
        ${failureNotice(this.msg, this.#load, this.region.emergencyNumber)}
        ${
          this.#load.failure
            ? html`<button class="button secondary" part="button" type="button" @click=${() => this.#read()}>
              ${this.msg('Try again', { id: 'try-again' })}
            </button>`
            : nothing
        }
      `;
    const shown = this.all ? sessions : sessions.slice(0, SHOWN);
    return html`
      <ul class="devices">
        ${shown.map((session) => this.#device(session))}
      </ul>
      ${
        shown.length < sessions.length
          ? html`<button class="button quiet" part="button" type="button" @click=${this.#showAll}>
            ${this.msg('Show more', { id: 'list.more' })}
          </button>`
          : nothing
      }
      ${
        sessions.some(({ current }) => !current)
          ? html`<button
            class="button secondary block"
            part="button"
            type="button"
            aria-disabled=${this.#end.busy}
            @click=${() => this.#endOthers()}
          >
            ${busyWords(this.ending === 'others', this.msg('Sign out everywhere else', { id: 'devices.end-others' }))}
          </button>`
          : nothing
      }
    `;
  }

  #device({ id, device, current, lastUsedAt }: Session): TemplateResult {
    const name = deviceWords(this.msg, device);
    const signOut = this.msg('Sign out', { id: 'sign-out' });
    const used = relative(lastUsedAt, this.session.clock.now(), this.formats);
    const end = () => (current ? this.emit('sign-out') : void this.#endOne(id, device));
    return html`
      <li class="device" part="device" data-session=${id}>
        <div>
          <bdi class="name">${name}</bdi>
          ${
            current
              ? html`<span class="here">${this.msg('This device', { id: 'devices.this' })}</span>`
              : html`<span class="small muted">${this.msg(str`Last used ${used}`, { id: 'devices.used' })}</span>`
          }
        </div>
        <button
          class="button secondary"
          part="button"
          type="button"
          aria-label="${signOut}: ${name}"
          aria-disabled=${this.#end.busy}
          @click=${end}
        >
          ${busyWords(this.ending === id, signOut)}
        </button>
      </li>
    `;
  }

  /** Reads the list again, after other sessions have ended. */
  reload(): void {
    void this.#read();
  }

  readonly #showAll = async (): Promise<void> => {
    this.all = true;
    await this.updateComplete;
    this.renderRoot.querySelectorAll<HTMLElement>('.device button')[SHOWN]?.focus();
  };

  async #read(): Promise<void> {
    const read = await this.#load.run(() => this.#data.sessions());
    // This one first; the service gives the others newest first.
    if (read) this.sessions = read.sort((a, b) => Number(b.current) - Number(a.current));
  }

  async #endOne(id: string, device: string): Promise<void> {
    const said: Message = (msg) => msg(str`Signed out: ${deviceWords(msg, device)}`, { id: 'devices.ended' });
    await this.#endBy(id, said, async () => {
      await this.#data.endSession(id);
      return (session) => session.id !== id;
    });
  }

  async #endOthers(): Promise<void> {
    const said: Message = (msg) => msg('Signed out everywhere else.', { id: 'devices.ended-others' });
    await this.#endBy('others', said, async () => {
      await this.#data.endOtherSessions();
      return ({ current }) => current;
    });
  }

  /** Ends what `work` ends, and keeps in the list what it says remains. The button goes: focus is put on the heading. */
  async #endBy(
    what: string,
    said: Message,
    work: () => Promise<(session: Session) => boolean>,
  ): Promise<void> {
    if (this.#end.busy) return;
    this.said = null;
    this.ending = what;
    const remains = await this.#end.run(work);
    this.ending = '';
    if (!remains || !this.sessions) return;
    this.sessions = this.sessions.filter(remains);
    this.said = said;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h3')?.focus({ preventScroll: true });
  }
}

define('kiwi-devices', KiwiDevices);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-devices': KiwiDevices;
  }
}
