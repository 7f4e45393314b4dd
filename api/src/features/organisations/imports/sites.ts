import type { ModelClass } from 'objection';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { nameKey } from '../../../kernel/values/text.ts';
import { linked } from '../events.ts';
import type { RegionDefaults } from '../face.ts';
import { Community, Hospital } from '../models.ts';
import { linkPairs } from '../people/links.ts';
import { isTimezone } from '../sites/amend.ts';
import { siteColumns } from '../sites/place.ts';
import {
  type Draft,
  type ImportOptions,
  importDrafts,
  type NamedRow,
  type ReadRow,
  type RowResult,
} from './engine.ts';
import { NAMED, References } from './references.ts';
import { given } from './residents.ts';
import { type ImportRow, RowReader } from './row-reader.ts';

/** What hospitals and communities have in common in a table. */
interface Site extends NamedRow {
  timezone: string;
}

interface SiteDraft extends Draft<Site> {
  /** Ids of the sites of the other kind that the row links to. */
  readonly links: readonly string[];
}

const COMMON = ['name', 'address', 'latitude', 'longitude', 'timezone', 'active'] as const;

/** Hospitals and communities are known by name. Links in the row are added; links that are there are never removed. */
export async function importSites(
  uow: UnitOfWork,
  region: RegionDefaults,
  entity: 'hospital' | 'community',
  rows: readonly ImportRow[],
  options: ImportOptions,
): Promise<readonly RowResult[]> {
  const other = entity === 'hospital' ? 'communities' : 'hospitals';
  const partners = await References.read(uow, entity === 'hospital' ? 'community' : 'hospital', rows, [
    other,
  ]);
  const read: ReadRow<Site>[] = [];
  for (const [index, row] of rows.entries())
    read.push(await readRow(index + 1, row, entity, other, partners, region));
  const model = (entity === 'hospital' ? Hospital : Community) as unknown as ModelClass<Site>;
  return importDrafts<Site>(
    uow,
    {
      entity,
      model,
      keyOf: (row) => nameKey(row.name),
      async existing(unit, drafts) {
        if (drafts.length === 0) return [];
        return model.query(unit.trx).whereRaw(NAMED, [drafts.map((draft) => draft.key)]);
      },
      whole: () => ({
        ...(entity === 'hospital' ? { phone: null } : {}),
        address: null,
        timezone: region.timezone,
        ...siteColumns(null),
      }),
      refusals: async () => new Map(),
      nameDiffers: 'differs from the name of the record; import with onNameChange update to rename it',
      async finish(unit, written) {
        const pairs = written.flatMap(({ draft, id }) =>
          (draft as SiteDraft).links.map((partner) =>
            entity === 'hospital'
              ? { hospitalId: id, communityId: partner }
              : { hospitalId: partner, communityId: id },
          ),
        );
        for (const pair of await linkPairs(unit, pairs))
          linked(unit, pair.hospitalId, pair.communityId, 'linked');
      },
    },
    read,
    options,
  );
}

async function readRow(
  row: number,
  cells: ImportRow,
  entity: 'hospital' | 'community',
  other: 'communities' | 'hospitals',
  partners: References,
  region: RegionDefaults,
): Promise<ReadRow<Site>> {
  const reader = new RowReader(cells, [...COMMON, other, ...(entity === 'hospital' ? ['phone'] : [])]);
  const name = reader.name('name', 200);
  const timezone = reader.text('timezone', 64);
  if (timezone !== undefined && !isTimezone(timezone)) {
    reader.fault('timezone', 'must be a time zone of the IANA database, such as Asia/Kolkata');
  }
  const values = given({
    name,
    timezone,
    address: reader.text('address', 500),
    active: reader.yesNo('active'),
    ...(entity === 'hospital' ? { phone: reader.phone('phone', region.phoneCountry) } : {}),
    ...reader.point(),
  });
  const links = partners.many(reader, other);
  if (reader.faults.length > 0) return { row, faults: reader.faults };
  const draft: SiteDraft = { row, key: nameKey(name), values: values as Partial<Site>, links };
  return draft;
}
