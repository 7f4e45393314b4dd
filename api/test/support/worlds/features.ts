import { product } from '../../../src/app.ts';
import type { ScopeRole } from '../../../src/kernel/auth/scope.ts';
import type { Expectation } from '../../authorisation/expectation.ts';
import type { Row, Side } from '../tenants/tenant-ids.ts';

/** A table of a feature, for the tests that check for every table who reaches what. */
export interface TableTesting {
  /**
   * Who may do what to rows of their own tenant, by the database layer alone: s(elect), i(nsert), u(pdate), d(elete).
   * Roles not named may do nothing.
   */
  readonly reach: Partial<Record<ScopeRole, string>>;
  /** A column without a rule of its own, which any row may take from any other, and a value for it. */
  readonly plain: readonly [column: string, value: string | number | boolean];
  /** Where the app role may change some columns only: one of those. */
  readonly changeable?: string;
  /** Columns of the primary key. Default: `id`. */
  readonly key?: readonly string[];
  /** Columns that are sealed before they are written. */
  readonly sealed?: readonly string[];
  /** The table whose rows own those of this one by `TABLE_id`, where they name no person themselves. */
  readonly ownedBy?: string;
  /** Its rows name some of later features, which fill an opening of this one: they come after all others. */
  readonly ofLater?: true;
  /** At least one row of the side; those of earlier features and tables are there. */
  rows(side: Side): Row[];
}

/** What a feature's `testing.ts` declares, as `testing`, for the tests that are made from all features. */
export interface FeatureTesting {
  /** By name, in an order that satisfies the foreign keys. */
  readonly tables?: Readonly<Record<string, TableTesting>>;
  /** By operation: what requests are about, see `authorisation/expectation.ts`. */
  readonly operations: Readonly<Record<string, Expectation>>;
}

const folderOf = (name: string) => (name === 'installation' ? 'platform' : `features/${name}`);

/** Of every module of the product, in the order of composition. */
export const testingOfFeatures: readonly FeatureTesting[] = await Promise.all(
  product.modules.map(async ({ name }) => {
    const file = new URL(`../../../src/${folderOf(name)}/testing.ts`, import.meta.url);
    return ((await import(file.href)) as { readonly testing: FeatureTesting }).testing;
  }),
);

const declared = testingOfFeatures.flatMap(({ tables = {} }) => Object.entries(tables));

/** Every table of every feature, in an order that satisfies the foreign keys. */
export const TABLES: Readonly<Record<string, TableTesting>> = Object.fromEntries([
  ...declared.filter(([, { ofLater }]) => ofLater !== true),
  ...declared.filter(([, { ofLater }]) => ofLater === true),
]);
