import { Source } from '../../src/sources/source.ts';
import type { ConsoleSession } from './console-session.ts';
import { OpenCall } from './open-call.ts';

/** The call that is shown, and the one that the person talks in while they look at another: it goes on, and is heard. */
export class OpenCalls extends Source {
  shown: OpenCall | null = null;
  #talking: OpenCall | null = null;
  readonly #changed = (): void => {
    // It is over, or somebody else's.
    if (this.#talking?.isTalking === false) this.#talking = this.#drop(this.#talking);
    this.changed();
  };

  /** @param id null for none. @returns the call that is shown from now on. */
  show(session: ConsoleSession, id: string | null): OpenCall | null {
    const { shown } = this;
    this.shown = null;
    if (shown?.isTalking === true) {
      this.#talking = this.#drop(this.#talking);
      this.#talking = shown;
    } else this.#drop(shown);
    if (id === null) return null;
    if (this.#talking?.id === id) {
      this.shown = this.#talking;
      this.#talking = null;
    } else {
      this.shown = new OpenCall(session, id);
      this.shown.addEventListener('change', this.#changed);
      void this.shown.open();
    }
    return this.shown;
  }

  close(): void {
    this.shown = this.#drop(this.shown);
    this.#talking = this.#drop(this.#talking);
  }

  #drop(call: OpenCall | null): null {
    call?.removeEventListener('change', this.#changed);
    call?.close();
    return null;
  }
}
