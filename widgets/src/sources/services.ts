import type { ServiceType } from '../domain/wire.ts';
import type { SessionSource } from './session.ts';
import { Source } from './source.ts';

/** The catalogue of services. */
export class ServicesSource extends Source {
  all: readonly ServiceType[] = [];
  readonly #session: SessionSource;
  /** Those that cannot be booked. */
  readonly #others = new Map<string, ServiceType>();

  constructor(session: SessionSource) {
    super();
    this.#session = session;
  }

  byId(id: string): ServiceType | undefined {
    return this.all.find((service) => service.id === id) ?? this.#others.get(id);
  }

  /** Reads one that cannot be booked, such as what Kiwimesh itself asks of volunteers. */
  async find(id: string): Promise<void> {
    if (this.byId(id)) return;
    const path = { serviceType: id };
    this.#others.set(id, await this.#session.client.get('/v1/service-types/{serviceType}', { path }));
  }

  async read(): Promise<ServiceType[]> {
    const all: ServiceType[] = [];
    for await (const service of this.#session.client.pages('/v1/service-types', {})) all.push(service);
    return all;
  }

  show(all: readonly ServiceType[]): void {
    this.all = all;
    this.changed();
  }
}
