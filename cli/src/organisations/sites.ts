import type { Kiwimesh } from '@kiwimesh/sdk';
import { type Column, details } from '../base/output.ts';
import type { Community, Hospital } from '../base/wire.ts';
import { coordinates } from './fields.ts';
import { findCommunity, findHospital } from './find.ts';

export type Site = Hospital | Community;

export interface SiteInput {
  readonly name?: string | undefined;
  readonly phone?: string | null | undefined;
  readonly address?: string | null | undefined;
  readonly location?: { readonly latitude: number; readonly longitude: number } | null | undefined;
  readonly timezone?: string | undefined;
  readonly active?: boolean | undefined;
}

/** How the commands of hospitals and communities differ. */
export interface SiteKind<S extends Site> {
  readonly one: 'hospital' | 'community';
  readonly many: 'hospitals' | 'communities';
  /** A name for examples. */
  readonly sample: string;
  /** Flags of the example of `create`, beside the name and the time zone. */
  readonly createExample: string;
  readonly hasPhone: boolean;
  readonly columns: readonly Column<S>[];
  /** The other kind, and how the list is filtered by it. */
  readonly linked: {
    readonly one: 'hospital' | 'community';
    readonly sample: string;
    readonly filter: string;
    find(kiwi: Kiwimesh, wanted: string): Promise<Site>;
    pages(kiwi: Kiwimesh, site: S): AsyncIterable<Site>;
  };
  details(site: S, linked?: readonly string[]): string;
  find(kiwi: Kiwimesh, wanted: string): Promise<S>;
  pages(kiwi: Kiwimesh, linkedId: string | undefined, query: ListQuery): AsyncIterable<S>;
  create(kiwi: Kiwimesh, input: SiteInput & { readonly name: string; readonly active?: never }): Promise<S>;
  update(kiwi: Kiwimesh, site: S, input: SiteInput): Promise<S>;
}

interface ListQuery {
  readonly active: boolean | undefined;
  readonly search: string | undefined;
  readonly limit: number;
}

export const HOSPITALS: SiteKind<Hospital> = {
  one: 'hospital',
  many: 'hospitals',
  sample: 'Sahyadri General',
  createExample: '--phone +918040001234',
  hasPhone: true,
  columns: [
    { header: 'Name', value: (site) => site.name, flexible: 20 },
    { header: 'Phone', value: (site) => site.phone, drop: 2 },
    { header: 'Communities', value: (site) => site.communityIds.length, drop: 3 },
    { header: 'Active', value: (site) => site.active, drop: 1 },
    { header: 'Id', value: (site) => site.id },
  ],
  linked: {
    one: 'community',
    sample: 'Green Meadows',
    filter: 'Only hospitals that serve this community (name or id).',
    find: findCommunity,
    pages: (kiwi, { id }) => kiwi.pages('/v1/communities', { query: { hospitalId: id } }),
  },
  details: (site, communities) =>
    details([
      ['Name', site.name],
      ['Id', site.id],
      ['Phone', site.phone],
      ...placeDetails(site),
      ['Communities', communities ?? site.communityIds.length],
    ]),
  find: findHospital,
  pages: (kiwi, communityId, query) => kiwi.pages('/v1/hospitals', { query: { ...query, communityId } }),
  create: (kiwi, body) => kiwi.post('/v1/hospitals', { body }),
  update: (kiwi, { id, version }, body) =>
    kiwi.patch('/v1/hospitals/{hospitalId}', { path: { hospitalId: id }, body, ifMatch: version }),
};

export const COMMUNITIES: SiteKind<Community> = {
  one: 'community',
  many: 'communities',
  sample: 'Green Meadows',
  createExample: '--address "12 Lake Road"',
  hasPhone: false,
  columns: [
    { header: 'Name', value: (site) => site.name, flexible: 20 },
    { header: 'Hospitals', value: (site) => site.hospitalIds.length, drop: 2 },
    { header: 'Active', value: (site) => site.active, drop: 1 },
    { header: 'Id', value: (site) => site.id },
  ],
  linked: {
    one: 'hospital',
    sample: 'Sahyadri General',
    filter: 'Only communities served by this hospital (name or id).',
    find: findHospital,
    pages: (kiwi, { id }) => kiwi.pages('/v1/hospitals', { query: { communityId: id } }),
  },
  details: (site, hospitals) =>
    details([
      ['Name', site.name],
      ['Id', site.id],
      ...placeDetails(site),
      ['Hospitals', hospitals ?? site.hospitalIds.length],
    ]),
  find: findCommunity,
  pages: (kiwi, hospitalId, query) => kiwi.pages('/v1/communities', { query: { ...query, hospitalId } }),
  create: (kiwi, body) => kiwi.post('/v1/communities', { body }),
  update: (kiwi, { id, version }, body) =>
    kiwi.patch('/v1/communities/{communityId}', { path: { communityId: id }, body, ifMatch: version }),
};

function placeDetails(site: Site): Parameters<typeof details>[0] {
  return [
    ['Address', site.address],
    ['Location', coordinates(site.location)],
    ['Time zone', site.timezone],
    ['Active', site.active],
  ];
}

/** What linking or unlinking a hospital and a community prints as JSON. */
export interface LinkResult {
  readonly hospitalId: string;
  readonly communityId: string;
  readonly linked: boolean;
  /** False when it was so already. */
  readonly changed: boolean;
}
