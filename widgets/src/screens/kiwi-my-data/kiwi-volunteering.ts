import type { PropertyValues, TemplateResult } from 'lit';
import { css, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import type { SkillName, Volunteering, VolunteerSkill } from '../../domain/wire.ts';
import { icons } from '../../icons.ts';
import { dayKey } from '../../locale/format.ts';
import { type Message, type Msg, str } from '../../locale/messages.ts';
import { Action } from '../../parts/action.ts';
import { busyWords } from '../../parts/buttons.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import { failureNotice } from '../../parts/notice.ts';
import { VolunteeringSource } from '../../sources/volunteering.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { fields } from '../../theme/fields.styles.ts';
import { Screen } from '../screen.ts';
import { myDataStyles } from './kiwi-my-data.styles.ts';

const SKILLS: readonly SkillName[] = ['cpr', 'defibrillator', 'first_aid'];

const styles = css`
  form {
    display: grid;
    gap: calc(var(--u) * 0.75);
  }
  .dates {
    display: grid;
    gap: calc(var(--u) * 0.75);
    grid-template-columns: repeat(auto-fit, minmax(12em, 1fr));
    align-items: end;
  }
  .dates input {
    inline-size: 100%;
    min-inline-size: 0;
  }
  .choice {
    display: flex;
    gap: calc(var(--u) * 0.625);
    align-items: center;
    min-block-size: 44px;
    cursor: pointer;
  }
  .choice input {
    flex: none;
    inline-size: calc(var(--u) * 1.375);
    block-size: calc(var(--u) * 1.375);
    min-block-size: calc(var(--u) * 1.375);
  }
`;

/** For residents who help neighbours: what they can do, with the certificate that shows it, and whether they are asked now. */
export class KiwiVolunteering extends Screen {
  static override styles = [base, buttons, fields, notices, myDataStyles, styles];

  @state() private held: Volunteering | null = null;
  @state() private adding = false;
  @state() private said: Message | null = null;
  readonly #change = new Action(this);

  get #source(): VolunteeringSource {
    return new VolunteeringSource(this.session);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.hidden = this.held?.volunteer !== true;
  }

  override firstUpdated(): void {
    // Who is no volunteer has nothing here, and it is not what a person opens this view for: a failure shows nothing.
    void this.#source.read().then(
      (held) => {
        this.held = held;
      },
      () => undefined,
    );
  }

  override render(): TemplateResult | typeof nothing {
    const { held } = this;
    if (!held?.volunteer) return nothing;
    return html`
      <section aria-labelledby="helping">
        <h3 id="helping" tabindex="-1">${this.msg('Helping neighbours in an emergency', { id: 'helping.title' })}</h3>
        <p class="small muted">
          ${this.msg(
            'When a heart stops nearby, the desk asks trained neighbours to help until the ambulance is there. You see where only when you have said yes.',
            { id: 'helping.about' },
          )}
        </p>
        <label class="choice">
          <input
            type="checkbox"
            role="switch"
            name="available"
            .checked=${held.available}
            @change=${(event: Event) => void this.#setAvailable(event.target as HTMLInputElement)}
          />
          <span>${this.msg('Ask me when a neighbour needs help', { id: 'helping.available' })}</span>
        </label>
        ${held.skills.length > 0 ? html`<ul class="devices">${held.skills.map((skill) => this.#skill(skill))}</ul>` : nothing}
        ${this.adding ? this.#form() : this.#add()}
        <p class="said" role="status">${this.said ? html`${icons.check}<span>${this.said(this.msg)}</span>` : nothing}</p>
        ${failureNotice(this.msg, this.#change, this.region.emergencyNumber)}
      </section>
    `;
  }

  #skill(skill: VolunteerSkill): TemplateResult {
    const name = skillName(this.msg, skill.skill);
    const withdraw = this.msg('Withdraw', { id: 'helping.withdraw' });
    return html`<li class="device" part="device" data-skill=${skill.skill}>
      <div>
        <bdi class="name">${name}</bdi>
        <span class="small muted">${this.#stateOf(skill)}</span>
      </div>
      <button
        class="button secondary"
        part="button"
        type="button"
        aria-label="${withdraw}: ${name}"
        aria-disabled=${this.#change.busy}
        @click=${() => void this.#withdraw(skill.skill)}
      >
        ${withdraw}
      </button>
    </li>`;
  }

  #stateOf({ state, inForce, expiresOn, decisionReason }: VolunteerSkill): string {
    const until = new Date(expiresOn).toLocaleDateString(this.formats, {
      dateStyle: 'long',
      timeZone: 'UTC',
    });
    if (state === 'rejected')
      return decisionReason
        ? this.msg(str`Not accepted: ${decisionReason}`, { id: 'helping.rejected' })
        : this.msg('Not accepted', { id: 'helping.rejected-only' });
    if (state === 'declared')
      return this.msg('Your community has yet to see the certificate.', { id: 'helping.declared' });
    return inForce
      ? this.msg(str`Counts until ${until}`, { id: 'helping.verified' })
      : this.msg(str`Expired on ${until}`, { id: 'helping.expired' });
  }

  #add(): TemplateResult {
    return html`<button class="button secondary block" part="button" type="button" @click=${this.#openForm}>
      ${this.msg('Add a certificate', { id: 'helping.add' })}
    </button>`;
  }

  #form(): TemplateResult {
    const today = dayKey(new Date(this.session.clock.now()).toISOString(), this.sources.places.timeZone);
    return html`<form @submit=${this.#submit}>
      <div class="field">
        <label for="skill">${this.msg('What you can do', { id: 'helping.skill' })}</label>
        <select id="skill" name="skill" part="input">
          ${SKILLS.map((skill) => html`<option value=${skill}>${skillName(this.msg, skill)}</option>`)}
        </select>
      </div>
      <div class="dates">
        <div class="field">
          <label for="certified">${this.msg('Date of the certificate', { id: 'helping.certified-on' })}</label>
          <input id="certified" name="certifiedOn" part="input" type="date" max=${today} required />
        </div>
        <div class="field">
          <label for="expires">${this.msg('Valid until', { id: 'helping.expires-on' })}</label>
          <input id="expires" name="expiresOn" part="input" type="date" min=${today} required />
        </div>
      </div>
      <label class="choice">
        <input type="checkbox" name="consent" required />
        <span>${this.msg('Kiwimesh may keep this and ask me to emergencies of neighbours.', { id: 'helping.consent' })}</span>
      </label>
      <div class="actions">
        <button class="button primary block" part="button button-primary" type="submit" aria-disabled=${this.#change.busy}>
          ${busyWords(this.#change.busy, this.msg('Add it', { id: 'helping.submit' }))}
        </button>
        <button class="button quiet block" part="button" type="button" @click=${this.#closeForm}>
          ${this.msg('Close', { id: 'helping.close' })}
        </button>
      </div>
    </form>`;
  }

  readonly #openForm = async (): Promise<void> => {
    this.adding = true;
    this.said = null;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#skill')?.focus();
  };

  readonly #closeForm = async (): Promise<void> => {
    this.adding = false;
    this.#change.clear();
    await this.#focusTitle();
  };

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? '');
    const skill = text('skill') as SkillName;
    const dates = { certifiedOn: text('certifiedOn'), expiresOn: text('expiresOn') };
    const held = await this.#change.run(() => this.#source.declare(skill, dates));
    if (!held) return;
    this.held = held;
    this.adding = false;
    this.said = (msg) => msg('Added. Show the certificate to your community.', { id: 'helping.added' });
    await this.#focusTitle();
  };

  async #withdraw(skill: SkillName): Promise<void> {
    this.said = null;
    const held = await this.#change.run(() => this.#source.withdraw(skill));
    if (!held) return;
    this.held = held;
    this.said = (msg) => msg('Withdrawn and deleted.', { id: 'helping.withdrawn' });
    await this.#focusTitle();
  }

  async #setAvailable(input: HTMLInputElement): Promise<void> {
    this.said = null;
    const { checked } = input;
    const held = await this.#change.run(() => this.#source.setAvailable(checked));
    if (held) this.held = held;
    // The switch shows what the service has.
    input.checked = this.held?.available ?? false;
  }

  /** What had focus is gone. */
  async #focusTitle(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h3')?.focus({ preventScroll: true });
  }
}

function skillName(msg: Msg, skill: SkillName): string {
  if (skill === 'cpr') return msg('Resuscitation (CPR)', { id: 'helping.cpr' });
  return skill === 'defibrillator'
    ? msg('Using a defibrillator', { id: 'helping.defibrillator' })
    : msg('First aid', { id: 'helping.first-aid' });
}

define('kiwi-volunteering', KiwiVolunteering);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-volunteering': KiwiVolunteering;
  }
}
