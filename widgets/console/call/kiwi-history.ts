import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Booking, Call, ServiceType } from '../../src/domain/wire.ts';
import { stateWords as bookingStateWords } from '../../src/locale/words.ts';
import { define } from '../../src/parts/define.ts';
import type { CallContext } from '../domain/wire.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { dayAndTime } from '../parts/shift-time.ts';
import { dispositionWords, stateWords, urgencyWords } from '../parts/words.ts';

const styles = css`
  section {
    display: grid;
    gap: calc(var(--u) * 0.375);
    padding: calc(var(--u) * 0.875) calc(var(--u) * 1);
  }
  section + section {
    border-block-start: 1px solid var(--_border);
  }
  ul {
    display: grid;
  }
  li {
    padding-block: calc(var(--u) * 0.25);
    line-height: 1.4;
  }
  a {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: calc(var(--u) * 0.625);
    align-items: center;
    color: inherit;
    text-decoration: none;
    border-radius: 4px;
  }
  a:hover strong {
    text-decoration: underline;
  }
  .urgency {
    inline-size: calc(var(--u) * 1.5);
    block-size: calc(var(--u) * 1.5);
    font-size: calc(var(--u) * 0.875);
  }
  strong {
    font-weight: 550;
  }
  .notes {
    white-space: pre-line;
  }
`;

/** What is known of the caller: their earlier calls and their bookings. */
export class KiwiHistory extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) context!: CallContext;
  @property({ attribute: false }) services: readonly ServiceType[] = [];
  @property({ attribute: false }) timeZone: string | undefined;

  override render(): TemplateResult {
    const { pastCalls, bookings, call } = this.context;
    return html`${
      call.notes === null
        ? nothing
        : html`<section>
              <h3>${this.msg('Notes for colleagues', { id: 'dispatch.end-notes' })}</h3>
              <p class="notes">${call.notes}</p>
            </section>`
    }
      <section>
        <h3>${this.msg('Earlier calls', { id: 'dispatch.past-calls' })}</h3>
        ${pastCalls.length === 0 ? this.#none() : html`<ul>${pastCalls.map((one) => this.#call(one))}</ul>`}
      </section>
      <section>
        <h3>${this.msg('Bookings', { id: 'dispatch.bookings' })}</h3>
        ${bookings.length === 0 ? this.#none() : html`<ul>${bookings.map((one) => this.#booking(one))}</ul>`}
      </section>`;
  }

  #none(): TemplateResult {
    return html`<p class="small muted">${this.msg('None', { id: 'dispatch.none' })}</p>`;
  }

  #call(call: Call): TemplateResult {
    const { id, urgency, createdAt, disposition } = call;
    return html`<li>
      <a
        href="/console/calls/${id}"
        @click=${(event: MouseEvent) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          this.fire('open-call', id);
        }}
      >
        <span class="urgency u${urgency ?? 0}" aria-hidden="true">${urgency ?? '?'}</span>
        <span>
          <strong>${dayAndTime(createdAt, this.formats, this.timeZone)}</strong><br />
          <span class="small muted">${urgencyWords(this.msg, urgency)} · ${
            disposition === null ? stateWords(this.msg, call) : dispositionWords(this.msg, disposition)
          }</span>
        </span>
      </a>
    </li>`;
  }

  #booking({ serviceType, state, createdAt }: Booking): TemplateResult {
    const service = this.services.find(({ id }) => id === serviceType);
    return html`<li>
      <strong>${service === undefined ? serviceType : this.named(service.names)}</strong><br />
      <span class="small muted">${dayAndTime(createdAt, this.formats, this.timeZone)} · ${bookingStateWords(this.msg, state)}</span>
    </li>`;
  }
}

define('kiwi-history', KiwiHistory);
