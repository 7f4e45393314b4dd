import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { HospitalNotificationText } from '../models.ts';
import type { TemplateId } from './catalogue.ts';
import type { Wording } from './texts.ts';

/** The parts of a text that a hospital words itself. */
export type OwnParts = Readonly<Partial<Record<keyof Wording, string | null>>>;

/** What these hospitals have set in a language, as far as the caller reaches it. */
export async function ownTexts(
  uow: UnitOfWork,
  hospitalIds: readonly string[],
  language: string,
): Promise<(hospitalId: string, template: TemplateId) => OwnParts | undefined> {
  if (hospitalIds.length === 0) return () => undefined;
  const rows = await HospitalNotificationText.query(uow.trx)
    .whereIn('hospital_id', [...new Set(hospitalIds)])
    .where({ language });
  const found = new Map(rows.map((row) => [`${row.hospitalId} ${row.template}`, row]));
  return (hospitalId, template) => found.get(`${hospitalId} ${template}`);
}
