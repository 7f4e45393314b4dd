import type { ModelClass } from 'objection';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { nameKey } from '../../../kernel/values/text.ts';
import type { Site } from '../models.ts';
import type { RegionDefaults } from '../region-defaults.ts';
import { addLinks, type Link } from '../sites/links.ts';
import { siteColumns } from '../sites/place.ts';
import type { SiteKind } from '../sites/site-kinds.ts';
import { isTimezone } from '../sites/timezone.ts';
import { type Draft, type ImportOptions, importDrafts, type ReadRow, type RowResult } from './engine.ts';
import { References, SAME_NAME_SQL } from './references.ts';
import { type ImportRow, RowReader, withoutEmpty } from './row-reader.ts';

interface SiteDraft extends Draft<Site> {
  /** Ids of the sites of the other kind that the row links to. */
  readonly links: readonly string[];
}

const COLUMNS = ['name', 'address', 'latitude', 'longitude', 'timezone', 'active'] as const;
const LINK_COLUMN = { hospital: 'communities', community: 'hospitals' } as const;

/** Hospitals and communities are matched by name. Links in the row are added; existing links are never removed. */
export async function importSites<Row extends Site>(
  uow: UnitOfWork,
  region: RegionDefaults,
  kind: SiteKind<Row>,
  rows: readonly ImportRow[],
  options: ImportOptions,
): Promise<readonly RowResult[]> {
  const { entity, own, linked, defaults } = kind;
  const linkColumn = LINK_COLUMN[entity];
  const linkedEntity = entity === 'hospital' ? 'community' : 'hospital';
  const references = await References.read(uow, linkedEntity, rows, [linkColumn]);
  const read = rows.map((row, index) => readRow(index + 1, row, entity, references, region));
  const model = kind.model as unknown as ModelClass<Site>;
  return importDrafts<Site>(
    uow,
    {
      entity,
      model,
      keyOf: (row) => nameKey(row.name),
      async findExisting({ trx }, drafts) {
        if (drafts.length === 0) return [];
        return model.query(trx).whereRaw(SAME_NAME_SQL, [drafts.map((draft) => draft.key)]);
      },
      defaults: () => ({ ...defaults, address: null, timezone: region.timezone, ...siteColumns(null) }),
      findConflicts: async () => new Map(),
      nameDiffers: 'differs from the name of the record; import with onNameChange update to rename it',
      async finish(unit, written) {
        const links = written.flatMap(({ draft, id }) =>
          (draft as SiteDraft).links.map(
            (linkedId) => ({ [own.property]: id, [linked.property]: linkedId }) as unknown as Link,
          ),
        );
        await addLinks(unit, links);
      },
    },
    read,
    options,
  );
}

function readRow(
  row: number,
  cells: ImportRow,
  entity: 'hospital' | 'community',
  references: References,
  region: RegionDefaults,
): ReadRow<Site> {
  const linkColumn = LINK_COLUMN[entity];
  const reader = new RowReader(cells, [
    ...[...COLUMNS, linkColumn],
    ...(entity === 'hospital' ? ['phone'] : []),
  ]);
  const name = reader.name('name', 200);
  const timezone = reader.text('timezone', 64);
  if (timezone !== undefined && !isTimezone(timezone)) {
    reader.fault('timezone', 'must be a time zone of the IANA database, such as Asia/Kolkata');
  }
  const values = withoutEmpty({
    name,
    timezone,
    address: reader.text('address', 500),
    active: reader.yesNo('active'),
    ...(entity === 'hospital' ? { phone: reader.phone('phone', region.phoneCountry) } : {}),
    ...reader.point(),
  });
  const links = references.many(reader, linkColumn);
  if (reader.faults.length > 0) return { row, faults: reader.faults };
  const draft: SiteDraft = { row, key: nameKey(name), values: values as Partial<Site>, links };
  return draft;
}
