import { BookingApp } from '../booking/booking-app.ts';
import type { Flow } from '../booking/shell.ts';
import { define } from '../parts/define.ts';
import type { SessionSource } from '../sources/session.ts';

/**
 * What `<kiwi-call>` shows below the emergency strip: the sign-in of the booking element, then the call.
 *
 * @internal
 */
class CallApp extends BookingApp {
  protected override get heading(): string {
    return this.language.msg('Call for help', { id: 'desk.title' });
  }

  protected override get refusal(): string {
    return this.language.msg('Calling is not available on this page', { id: 'refused.call-title' });
  }

  protected override async loadFlow(session: SessionSource): Promise<Flow> {
    const { CallFlow } = await import('./call-flow.ts');
    return new CallFlow(this, session);
  }
}

define('kiwi-call-app', CallApp);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-call-app': CallApp;
  }
}
