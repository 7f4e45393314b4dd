import type { ServiceType, Slot } from '../domain/wire.ts';
import type { SessionSource } from './session.ts';

/** The times at which a service can be had. */
export class SlotsSource {
  readonly #session: SessionSource;

  constructor(session: SessionSource) {
    this.#session = session;
  }

  async between(
    service: ServiceType,
    window: { readonly from: string; readonly to: string },
    signal?: AbortSignal,
  ): Promise<readonly Slot[]> {
    const { data } = await this.#session.client.get('/v1/availability', {
      query: { serviceType: service.id, ...window, ...this.#session.preferredHospital },
      ...(signal && { signal }),
    });
    return data;
  }
}
