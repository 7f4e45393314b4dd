import { html, type TemplateResult } from 'lit';
import type { Failure } from '../../src/domain/failure.ts';
import type { Message } from '../../src/locale/messages.ts';
import { Action } from '../../src/parts/action.ts';
import type { Unit } from '../domain/wire.ts';
import '../messages/kiwi-message-dialog.ts';
import type { KiwiMessageDialog } from '../messages/kiwi-message-dialog.ts';
import type { ConsoleEvent, ConsolePart, UnitDeed } from '../parts/console-part.ts';
import { unitStateWords } from '../parts/unit-words.ts';
import type { ConsoleSession } from '../sources/console-session.ts';
import './kiwi-out-of-service.ts';
import type { KiwiOutOfService } from './kiwi-out-of-service.ts';

/** The element whose units something is done with. */
export interface UnitDeedsHost extends ConsolePart {
  readonly session: ConsoleSession;
  /** Shows a unit as it is after something was done with it. */
  showUnit(unit: Unit): void;
}

/** What a person does with a unit, the dialogs that ask about it, and what came of it. */
export class UnitDeeds {
  /** What was just done, for who cannot see it. */
  said: Message | null = null;
  readonly #host: UnitDeedsHost;
  readonly #action: Action;
  /** Whom the dialog asks about. */
  #asking: Unit | null = null;

  constructor(host: UnitDeedsHost) {
    this.#host = host;
    this.#action = new Action(host);
  }

  get busy(): boolean {
    return this.#action.busy;
  }

  /** Why the last one did not work, unless a dialog says so. */
  get failure(): Failure | null {
    return this.#asking === null ? this.#action.failure : null;
  }

  /** Whether the person may do it. Their own duty is everyone's, that of others is their administrators'. */
  may(deed: UnitDeed, { id, onDuty, state }: Unit): boolean {
    const { dispatches, me } = this.#host.session;
    const administers = me?.role === 'super_admin' || me?.role === 'hospital_admin';
    switch (deed) {
      case 'message':
        return true;
      case 'duty':
        return administers || id === me?.id;
      case 'service':
        return (dispatches || administers || id === me?.id) && (onDuty || state === 'out_of_service');
    }
  }

  /** @returns whether it could be begun. */
  begin(deed: UnitDeed, unit: Unit): boolean {
    if (!this.may(deed, unit)) return false;
    this.#asking = null;
    this.#action.clear();
    if (deed === 'message') void this.#messages?.open(unit);
    else if (deed === 'duty') void this.#toggleDuty(unit);
    else if (unit.state === 'out_of_service') void this.#returnToService(unit);
    else void this.#ask(unit);
    return true;
  }

  /** The dialogs, for the element to render. */
  render(): TemplateResult {
    const { language, region, session } = this.#host;
    const { busy, failure } = this.#action;
    return html`<kiwi-out-of-service
        .language=${language}
        .region=${region}
        .unit=${this.#asking}
        .busy=${busy}
        .failure=${failure}
        @take-out=${({ detail }: ConsoleEvent<'take-out'>) => this.#takeOut(detail)}
      ></kiwi-out-of-service>
      <kiwi-message-dialog .language=${language} .region=${region} .session=${session}></kiwi-message-dialog>`;
  }

  get #dialog(): KiwiOutOfService | null {
    return this.#host.renderRoot.querySelector<KiwiOutOfService>('kiwi-out-of-service');
  }

  get #messages(): KiwiMessageDialog | null {
    return this.#host.renderRoot.querySelector<KiwiMessageDialog>('kiwi-message-dialog');
  }

  async #ask(unit: Unit): Promise<void> {
    this.#asking = unit;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    await this.#dialog?.open();
  }

  async #takeOut(reason: string): Promise<void> {
    const { kiwi } = this.#host.session;
    if (this.#asking === null) return;
    const path = { unitId: this.#asking.id };
    const out = await this.#action.run(() =>
      kiwi.post('/v1/units/{unitId}/out-of-service', { path, body: { reason } }),
    );
    if (out === undefined) return;
    this.#dialog?.close();
    this.#asking = null;
    this.#done(out);
  }

  async #returnToService({ id: unitId }: Unit): Promise<void> {
    const { kiwi } = this.#host.session;
    const back = await this.#action.run(() =>
      kiwi.post('/v1/units/{unitId}/in-service', { path: { unitId } }),
    );
    if (back !== undefined) this.#done(back);
  }

  async #toggleDuty({ id, onDuty }: Unit): Promise<void> {
    const { session } = this.#host;
    const set = await this.#action.run(async () => {
      if (id === session.me?.id) await session.setOnDuty(!onDuty);
      else
        await session.kiwi.patch('/v1/staff/{staffId}', { path: { staffId: id }, body: { onDuty: !onDuty } });
      return session.kiwi.get('/v1/units/{unitId}', { path: { unitId: id } });
    });
    if (set !== undefined) this.#done(set);
  }

  #done(unit: Unit): void {
    this.#host.showUnit(unit);
    this.said = (msg) => `${unit.name}: ${unitStateWords(msg, unit.state)}`;
    this.#host.requestUpdate();
  }
}
