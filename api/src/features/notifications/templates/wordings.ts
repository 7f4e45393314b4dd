import type { PolicyBook } from '../../booking/index.ts';
import type { TemplateData, TemplateId } from './catalogue.ts';
import { filled, healthWords, loadTexts, type Texts, type Wording } from './texts.ts';

/** How a person reads: what decides the words and the times. */
export interface Reader {
  /** BCP 47; null for the first language of the region. */
  readonly language: string | null;
  /** IANA; null for that of the region. */
  readonly timezone: string | null;
}

/** Reads as the region does. */
export const ANYONE: Reader = { language: null, timezone: null };

interface Defaults {
  readonly languages: readonly [string, ...string[]];
  readonly timezone: string;
}

/** Puts notifications into words. */
export class Wordings {
  readonly #texts: Texts;
  readonly #policies: PolicyBook;
  readonly #region: Defaults;

  /** @throws TemplateError for texts that cannot be used. */
  constructor(policies: PolicyBook, region: Defaults) {
    const names = [...policies.values()].flatMap(({ document }) => Object.values(document.names));
    this.#texts = loadTexts(healthWords(names));
    this.#policies = policies;
    this.#region = region;
  }

  /** The texts of a template with its values, in the language of the reader, else in English. */
  wordingOf(template: TemplateId, data: TemplateData, reader: Reader): Wording {
    const language = this.languageOf(reader);
    const texts = this.#texts.get(language)?.[template];
    if (texts === undefined) throw new Error(`there is no template ${template}`);
    const values = {
      ...(data.service === undefined ? {} : { service: this.#serviceName(data.service, language) }),
      ...(data.time === undefined ? {} : { time: this.#timeText(new Date(data.time), language, reader) }),
    };
    return {
      title: filled(texts.title, values),
      body: filled(texts.body, values),
      outside: filled(texts.outside, values),
    };
  }

  /** The language of the reader, if there are texts in it. */
  languageOf({ language }: Pick<Reader, 'language'>): string {
    const wanted = (language ?? this.#region.languages[0]).split('-')[0] ?? 'en';
    return this.#texts.has(wanted) ? wanted : 'en';
  }

  #serviceName(id: string, language: string): string {
    const names = this.#policies.get(id)?.document.names;
    return names?.[language] ?? names?.en ?? id;
  }

  #timeText(at: Date, language: string, { timezone }: Reader): string {
    return new Intl.DateTimeFormat(language, {
      timeZone: timezone ?? this.#region.timezone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: 'numeric',
      minute: '2-digit',
    }).format(at);
  }
}
