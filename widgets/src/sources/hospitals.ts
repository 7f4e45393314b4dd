import { ifThere } from '../domain/failure.ts';
import type { Hospital } from '../domain/wire.ts';
import type { SessionSource } from './session.ts';
import { Source } from './source.ts';

/** The hospitals of bookings. */
export class HospitalsSource extends Source {
  readonly #session: SessionSource;
  readonly #others = new Map<string, Hospital | null>();

  constructor(session: SessionSource) {
    super();
    this.#session = session;
  }

  /** The hospital of a booking. Null until another than the page's own is loaded, and where it may not be read. */
  of(id: string | null): Hospital | null {
    const own = this.#session.hospital;
    if (id === null) return null;
    if (id === own?.id) return own;
    const known = this.#others.get(id);
    if (known === undefined) {
      this.#others.set(id, null);
      void this.#load(id);
    }
    return known ?? null;
  }

  async #load(hospitalId: string): Promise<void> {
    try {
      const { client } = this.#session;
      const found = await ifThere(client.get('/v1/hospitals/{hospitalId}', { path: { hospitalId } }));
      this.#others.set(hospitalId, found);
      this.changed();
    } catch {
      // Out of reach just now: requested again when it is next needed.
      this.#others.delete(hospitalId);
    }
  }
}
