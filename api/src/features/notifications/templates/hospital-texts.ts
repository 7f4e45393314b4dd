import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import { type InputFault, Problem } from '../../../kernel/ground/problem.ts';
import { checkVersion } from '../../../kernel/ground/versions.ts';
import { insertMissing, updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import { HospitalNotificationText } from '../models.ts';
import { isTemplate, type TemplateId } from './catalogue.ts';
import type { OwnParts } from './own-texts.ts';
import { PARTS } from './texts.ts';
import type { PartFault, Wordings } from './wordings.ts';

interface HospitalTextsDeps {
  readonly database: Database;
  readonly organisations: Pick<OrganisationsFace, 'hospitalOf'>;
  readonly wordings: Wordings;
}

/** A text of a hospital, as it is asked for. */
export interface TextKey {
  readonly hospitalId: string;
  readonly template: string;
  readonly language: string;
}

/** A text of a hospital, and what is wrong with it by now. */
export interface JudgedText {
  readonly row: HospitalNotificationText;
  readonly faults: readonly InputFault[];
}

/** How hospitals word notifications where it differs from the platform; each call is one unit of work. */
export class HospitalTexts {
  readonly #deps: HospitalTextsDeps;

  constructor(deps: HospitalTextsDeps) {
    this.#deps = deps;
  }

  /** By template and language. @throws Problem `not_found`. */
  list(principal: Principal, hospitalId: string): Promise<readonly JudgedText[]> {
    const { database, organisations } = this.#deps;
    return database.run(principal, async (uow) => {
      await organisations.hospitalOf(uow, hospitalId);
      const rows = await HospitalNotificationText.query(uow.trx)
        .where('hospital_id', hospitalId)
        .orderBy(['template', 'language']);
      // A template that a version before had is no longer sent.
      return rows.filter((row) => isSet(row) && isTemplate(row.template)).map((row) => this.#judged(row));
    });
  }

  /**
   * Replaces all parts of a text.
   * @param expected the versions that the caller accepts; undefined: any.
   * @throws Problem `not_found`, `precondition_failed`, and `unprocessable` with every fault.
   */
  set(
    principal: Principal,
    key: TextKey,
    given: OwnParts,
    expected: readonly number[] | undefined,
  ): Promise<JudgedText> {
    const { database, organisations, wordings } = this.#deps;
    return database.run(principal, async (uow) => {
      const { hospitalId } = key;
      await organisations.hospitalOf(uow, hospitalId);
      const { template, language } = this.#known(key);
      const faults = wordings.faultsOf(template, given).map(inputFault);
      const [first] = faults;
      if (first !== undefined) throw new Problem('unprocessable', { detail: first.detail, errors: faults });
      const parts = { title: given.title ?? null, body: given.body ?? null, outside: given.outside ?? null };
      const id = [hospitalId, template, language];
      if ((await HospitalNotificationText.query(uow.trx).findById(id)) === undefined) {
        checkVersion(0, expected);
        const row = { hospitalId, template, language, ...parts };
        const [created] = await insertMissing(
          HospitalNotificationText.query(uow.trx),
          [{ ...row, version: 1, createdAt: uow.now, updatedAt: uow.now }],
          ['hospital_id', 'template', 'language'],
        );
        if (created !== undefined) return this.#judged(created);
        // A concurrent request inserted the row first: this one replaces it.
      }
      const current = await HospitalNotificationText.query(uow.trx).findById(id).forUpdate();
      if (current === undefined) throw new Error('texts of hospitals are never deleted');
      checkVersion(current.version, expected);
      const change = { ...parts, version: current.version + 1, updatedAt: uow.now };
      return this.#judged(await updateOne(HospitalNotificationText.query(uow.trx).findById(id), change));
    });
  }

  /**
   * Back to the words of the platform. The row stays, with its version: who has read a text before it was reset does not
   * overwrite one that was set afterwards.
   * @throws Problem `not_found`, `precondition_failed`.
   */
  reset(principal: Principal, key: TextKey, expected: readonly number[] | undefined): Promise<void> {
    const { database, organisations } = this.#deps;
    return database.run(principal, async (uow) => {
      await organisations.hospitalOf(uow, key.hospitalId);
      const { template, language } = this.#known(key);
      const id = [key.hospitalId, template, language];
      const current = await HospitalNotificationText.query(uow.trx).findById(id).forUpdate();
      checkVersion(current?.version ?? 0, expected);
      if (current === undefined || !isSet(current)) return;
      const nothing = { title: null, body: null, outside: null };
      const change = { ...nothing, version: current.version + 1, updatedAt: uow.now };
      await updateOne(HospitalNotificationText.query(uow.trx).findById(id), change);
    });
  }

  /** @throws Problem `not_found`. */
  #known({ template, language }: TextKey): { readonly template: TemplateId; readonly language: string } {
    const { languages } = this.#deps.wordings;
    if (!isTemplate(template)) throw new Problem('not_found', { detail: 'There is no such text.' });
    if (languages.includes(language)) return { template, language };
    throw new Problem('not_found', { detail: `There are texts in ${languages.join(' and ')} alone.` });
  }

  #judged(row: HospitalNotificationText): JudgedText {
    return { row, faults: this.#deps.wordings.faultsOf(row.template, row).map(inputFault) };
  }
}

const isSet = (row: HospitalNotificationText): boolean => PARTS.some((part) => row[part] !== null);

function inputFault({ part, fault }: PartFault): InputFault {
  return { pointer: `/${part}`, detail: `${fault.charAt(0).toUpperCase()}${fault.slice(1)}.` };
}
