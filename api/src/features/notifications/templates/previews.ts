import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { type SmsSize, smsSize } from '../../../kernel/values/sms-size.ts';
import type { PolicyBook } from '../../booking/index.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import { EXAMPLE, isTemplate, TEMPLATES, type TemplateId, type Variable } from './catalogue.ts';
import type { Worded, Wordings } from './wordings.ts';

interface PreviewDeps {
  readonly database: Database;
  readonly organisations: Pick<OrganisationsFace, 'hospitalOf'>;
  readonly wordings: Wordings;
  readonly policies: PolicyBook;
}

/** What is looked at; undefined for all languages, the platform, and the service type of the examples. */
export interface PreviewRequest {
  readonly language?: string | undefined;
  readonly hospitalId?: string | undefined;
  readonly serviceType?: string | undefined;
}

/** A text as readers of one language get it. */
export interface TextPreview {
  readonly language: string;
  readonly wording: Worded;
  /** Of the line for outside. */
  readonly sms: SmsSize;
}

export interface TemplatePreview {
  readonly template: TemplateId;
  readonly hospitalId: string | null;
  readonly previews: readonly TextPreview[];
}

/** Shows texts before people get them. */
export class Previews {
  readonly #deps: PreviewDeps;

  constructor(deps: PreviewDeps) {
    this.#deps = deps;
  }

  get languages(): readonly string[] {
    return this.#deps.wordings.languages;
  }

  /**
   * A text with the values of an example, times in the zone of the hospital.
   * @throws Problem `not_found` for the text or the hospital; `unprocessable` for a language or service type.
   */
  preview(principal: Principal, template: string, request: PreviewRequest): Promise<TemplatePreview> {
    const { database, organisations, wordings, policies } = this.#deps;
    return database.run(principal, async (uow) => {
      if (!isTemplate(template)) throw new Problem('not_found', { detail: 'There is no such text.' });
      const { language, hospitalId = null, serviceType: service = EXAMPLE.service } = request;
      const hospital = hospitalId === null ? null : await organisations.hospitalOf(uow, hospitalId);
      if (!policies.has(service)) throw unprocessable('/query/serviceType', 'There is no such service type.');
      if (language !== undefined && !this.languages.includes(language)) {
        throw unprocessable('/query/language', `There are texts in ${this.languages.join(' and ')} alone.`);
      }
      const named = new Set<Variable>(TEMPLATES[template]);
      const data = {
        ...(named.has('service') ? { service } : {}),
        ...(named.has('time') ? { time: EXAMPLE.time } : {}),
      };
      const previews: TextPreview[] = [];
      for (const one of language === undefined ? this.languages : [language]) {
        const reader = { language: one, timezone: hospital?.timezone ?? null };
        const wording = await wordings.wordingOf(uow, { template, data, hospitalId }, reader);
        previews.push({ language: one, wording, sms: smsSize(wording.outside) });
      }
      return { template, hospitalId, previews };
    });
  }
}

const unprocessable = (pointer: string, detail: string): Problem =>
  new Problem('unprocessable', { detail, errors: [{ pointer, detail }] });
