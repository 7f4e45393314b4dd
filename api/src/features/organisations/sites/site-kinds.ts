import type { ModelClass } from 'objection';
import { Community, Hospital, type Site } from '../models.ts';
import type { UniqueRules } from '../records.ts';

/** Where a link between a hospital and a community names one of them. */
interface LinkEnd {
  readonly column: 'hospital_id' | 'community_id';
  readonly property: 'hospitalId' | 'communityId';
}

/** How hospitals and communities differ from each other; everything else about them is the same. */
export interface SiteKind<Row extends Site> {
  readonly entity: 'hospital' | 'community';
  readonly model: ModelClass<Row>;
  readonly own: LinkEnd;
  readonly linked: LinkEnd;
  readonly uniqueRules: UniqueRules;
  /** Columns that only this kind has. */
  readonly defaults: Partial<Row>;
}

const HOSPITAL_END: LinkEnd = { column: 'hospital_id', property: 'hospitalId' };
const COMMUNITY_END: LinkEnd = { column: 'community_id', property: 'communityId' };

export const HOSPITALS: SiteKind<Hospital> = {
  entity: 'hospital',
  model: Hospital,
  own: HOSPITAL_END,
  linked: COMMUNITY_END,
  uniqueRules: {
    hospital_name_key: { pointer: '/name', detail: 'A hospital with this name already exists.' },
  },
  defaults: { phone: null },
};

export const COMMUNITIES: SiteKind<Community> = {
  entity: 'community',
  model: Community,
  own: COMMUNITY_END,
  linked: HOSPITAL_END,
  uniqueRules: {
    community_name_key: { pointer: '/name', detail: 'A community with this name already exists.' },
  },
  defaults: {},
};
