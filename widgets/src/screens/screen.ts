import type { PropertyValues } from 'lit';
import { Part } from '../parts/part.ts';
import { requestSources } from '../sources/context.ts';
import type { SessionSource } from '../sources/session.ts';
import type { Sources } from '../sources/sources.ts';

/** An element that reads sources, which the element around it provides, and renders again when they change. */
export abstract class Screen extends Part {
  session!: SessionSource;
  /** Not there before a person signs in. */
  sources!: Sources;
  #watched: readonly EventTarget[] = [];
  readonly #changed = () => this.requestUpdate();

  override connectedCallback(): void {
    const { session, sources } = requestSources(this);
    if (session) this.session = session;
    if (sources) this.sources = sources;
    this.#watched = [session, session?.region, sources].filter((one) => one !== null && one !== undefined);
    for (const source of this.#watched) source.addEventListener('change', this.#changed);
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const source of this.#watched) source.removeEventListener('change', this.#changed);
  }

  override willUpdate(_changed: PropertyValues<this>): void {
    this.region = this.session.region.current;
  }
}
