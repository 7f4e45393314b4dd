import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../../src/parts/define.ts';
import type { VolunteersNearby } from '../domain/wire.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { nearbyWords } from '../parts/unit-words.ts';
import type { ConsoleSession } from '../sources/console-session.ts';

/** How many neighbours who help live around the place of a booking: a number alone, so that no one can be located. */
export class KiwiNearby extends ConsolePart {
  static override styles = [consoleBase];

  @property({ attribute: false }) session!: ConsoleSession;
  @property({ attribute: false }) bookingId: string | null = null;
  @state() private nearby: VolunteersNearby | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('bookingId')) void this.#count();
  }

  override render(): TemplateResult | typeof nothing {
    const { nearby } = this;
    if (nearby === null) return nothing;
    return html`<span class="chip"
      >${this.msg('Neighbours who help', { id: 'dispatch.helpers' })}: ${nearbyWords(this.msg, this.formats, nearby)}</span
    >`;
  }

  /** Without an answer nothing is shown: it is one more piece of advice. */
  async #count(): Promise<void> {
    const { bookingId } = this;
    this.nearby = null;
    if (bookingId === null) return;
    const path = { bookingId };
    const asked = this.session.kiwi.get('/v1/bookings/{bookingId}/volunteers-nearby', { path });
    // See above: without an answer nothing is shown.
    const nearby = await asked.catch(() => null);
    if (bookingId === this.bookingId) this.nearby = nearby;
  }
}

define('kiwi-nearby', KiwiNearby);
