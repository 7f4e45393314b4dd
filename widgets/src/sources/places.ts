import { ifThere } from '../domain/failure.ts';
import { homeWords, locationOf, type Place } from '../domain/place.ts';
import type { Community, Location, Me, Resident } from '../domain/wire.ts';
import type { SessionSource } from './session.ts';
import { Source } from './source.ts';

/** What is known of where the person lives. */
export interface Home {
  readonly resident: Resident | null;
  readonly community: Community | null;
}

/** Where the person lives. */
export class PlacesSource extends Source implements Home {
  resident: Resident | null = null;
  community: Community | null = null;
  readonly #session: SessionSource;

  constructor(session: SessionSource) {
    super();
    this.#session = session;
  }

  /** Where times are shown in: the time zone of the community, not of the traveller. */
  get timeZone(): string | undefined {
    return this.community?.timezone;
  }

  get homeWords(): string | null {
    return homeWords(this.resident, this.community);
  }

  /** The wire location of a place; undefined leaves it to the API. */
  locationOf(place: Place): Location | undefined {
    return locationOf(place, this.resident, this.community);
  }

  async read(me: Me): Promise<Home> {
    const { client } = this.#session;
    const [resident, community] = await Promise.all([
      me.kind === 'resident'
        ? ifThere(client.get('/v1/residents/{residentId}', { path: { residentId: me.id } }))
        : null,
      me.communityId
        ? ifThere(client.get('/v1/communities/{communityId}', { path: { communityId: me.communityId } }))
        : null,
    ]);
    return { resident, community };
  }

  show({ resident, community }: Home): void {
    Object.assign(this, { resident, community });
    this.changed();
  }
}
