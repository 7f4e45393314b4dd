import type { Database } from '../../kernel/db/unit/database.ts';
import type { AccountsFace, OrganisationsFace } from '../organisations/index.ts';
import type { SystemFace } from '../system/index.ts';

export interface CallsNeeds {
  readonly database: Database;
  readonly organisations: OrganisationsFace & AccountsFace;
  readonly system: SystemFace;
}
