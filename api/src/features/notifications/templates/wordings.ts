import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { PolicyBook } from '../../booking/index.ts';
import { TEMPLATE_IDS, type TemplateData, type TemplateId } from './catalogue.ts';
import { type OwnParts, ownTexts } from './own-texts.ts';
import {
  filled,
  type HealthWords,
  healthWords,
  loadTexts,
  PARTS,
  partFaults,
  type Texts,
  type Wording,
} from './texts.ts';

/** How a person reads: what decides the words and the times. */
export interface Reader {
  /** BCP 47; null for the first language of the region. */
  readonly language: string | null;
  /** IANA; null for that of the region. */
  readonly timezone: string | null;
}

/** Reads as the region does. */
export const ANYONE: Reader = { language: null, timezone: null };

/** What is put into words. */
export interface Unworded {
  readonly template: TemplateId;
  readonly data: TemplateData;
  /** Whose words; null for those of the platform. */
  readonly hospitalId: string | null;
}

/** The words, and which of them are the hospital's own. */
export interface Worded extends Wording {
  readonly own: readonly (keyof Wording)[];
}

/** What a region says about texts. */
export interface Defaults {
  readonly languages: readonly [string, ...string[]];
  readonly timezone: string;
  /** ISO 3166-1: times are written as there. */
  readonly country: string;
}

/** A part that breaks a rule, and how. */
export interface PartFault {
  readonly part: keyof Wording;
  readonly fault: string;
}

/** Puts notifications into words: those of their hospital, where it has its own, else those of the platform. */
export class Wordings {
  readonly #texts: Texts;
  readonly #words: HealthWords;
  readonly #policies: PolicyBook;
  readonly #region: Defaults;

  /** @throws TemplateError for texts that cannot be used. */
  constructor(policies: PolicyBook, region: Defaults) {
    const names = [...policies.values()].flatMap(({ document }) => Object.values(document.names));
    this.#words = healthWords(names);
    this.#texts = loadTexts(this.#words);
    this.#policies = policies;
    this.#region = region;
  }

  /** In which there are texts. */
  get languages(): readonly string[] {
    return [...this.#texts.keys()];
  }

  /** As {@link wordingsOf}, of one. */
  async wordingOf(uow: UnitOfWork, one: Unworded, reader: Reader): Promise<Worded> {
    const [worded] = await this.wordingsOf(uow, [one], reader);
    if (worded === undefined) throw new Error('one notification has one wording');
    return worded;
  }

  /** In the language of the reader, else in English; in the order given. What hospitals set counts at once. */
  async wordingsOf(uow: UnitOfWork, many: readonly Unworded[], reader: Reader): Promise<readonly Worded[]> {
    const language = this.languageOf(reader);
    const hospitals = many.flatMap(({ hospitalId }) => (hospitalId === null ? [] : [hospitalId]));
    const own = await ownTexts(uow, hospitals, language);
    return many.map(({ template, data, hospitalId }) => {
      const parts = hospitalId === null ? undefined : own(hospitalId, template);
      return this.worded(template, data, { ...reader, language }, parts);
    });
  }

  /** @param own what the hospital has set; a part that breaks a rule by now is not used. */
  worded(template: TemplateId, data: TemplateData, reader: Reader, own: OwnParts = {}): Worded {
    const language = this.languageOf(reader);
    const shipped = this.#texts.get(language)?.[template];
    if (shipped === undefined) throw new Error(`there is no template ${template}`);
    const broken = new Set(this.faultsOf(template, own).map(({ part }) => part));
    const used = PARTS.filter((part) => typeof own[part] === 'string' && !broken.has(part));
    const values = {
      ...(data.service === undefined ? {} : { service: this.#serviceName(data.service, language) }),
      ...(data.time === undefined ? {} : { time: this.#timeText(new Date(data.time), language, reader) }),
    };
    const text = (part: keyof Wording) =>
      filled((used.includes(part) ? own[part] : null) ?? shipped[part], values);
    return { title: text('title'), body: text('body'), outside: text('outside'), own: used };
  }

  /** What is wrong with the parts that are given. */
  faultsOf(template: TemplateId, parts: OwnParts): readonly PartFault[] {
    return PARTS.flatMap((part) => {
      const text = parts[part];
      if (text === undefined || text === null) return [];
      return partFaults(template, part, text, this.#words).map((fault) => ({ part, fault }));
    });
  }

  /** The language of the reader, if there are texts in it. */
  languageOf({ language }: Pick<Reader, 'language'>): string {
    const wanted = (language ?? this.#region.languages[0]).split('-')[0] ?? 'en';
    return this.#texts.has(wanted) ? wanted : 'en';
  }

  /** The lines of messages, as they are for people of these languages. */
  registrable(languages: readonly string[]): { readonly template: TemplateId; readonly language: string }[] {
    return languages.flatMap((one) =>
      TEMPLATE_IDS.map((template) => ({ template, language: this.languageOf({ language: one }) })),
    );
  }

  #serviceName(id: string, language: string): string {
    const names = this.#policies.get(id)?.document.names;
    return names?.[language] ?? names?.en ?? id;
  }

  #timeText(at: Date, language: string, { timezone }: Reader): string {
    const { country, timezone: usual } = this.#region;
    return new Intl.DateTimeFormat(`${language}-${country}`, {
      timeZone: timezone ?? usual,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: 'numeric',
      minute: '2-digit',
    }).format(at);
  }
}
