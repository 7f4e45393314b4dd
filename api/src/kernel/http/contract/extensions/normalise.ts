import type { Ajv2020, FuncKeywordDefinition } from 'ajv/dist/2020.js';
import { normaliseEmail } from '../../../values/email.ts';
import { normalisePhone } from '../../../values/phone.ts';
import {
  type Normalised,
  normaliseDigits,
  normaliseLine,
  normaliseLines,
  normaliseName,
} from '../../../values/text.ts';

/**
 * The keyword with which the contract declares what kind of value a text is; what each kind means is in
 * `x-normalisers`.
 */
export const NORMALISE = 'x-normalise';

type Normaliser = (text: string, country: string) => Normalised;

/**
 * By kind. `id` is a UUID, compared and stored in lower case. `verbatim` is a text that must stay as it was typed, such
 * as a password.
 */
export const NORMALISERS: Readonly<Record<string, Normaliser>> = {
  phone: normalisePhone,
  email: normaliseEmail,
  name: normaliseName,
  line: normaliseLine,
  lines: normaliseLines,
  digits: normaliseDigits,
  id: (text) => ({ value: text.toLowerCase() }),
  verbatim: (text) => ({ value: text }),
};

/**
 * Makes an Ajv bring every text that declares its kind into the canonical form, in place and before any other rule of
 * its schema is applied: length and pattern are checked on the stored form. Handlers, idempotency records and the audit
 * log see only the canonical form.
 *
 * @param country ISO 3166-1 alpha-2, for phones written without a country code. A member `phoneCountry` beside the
 *   phone has precedence.
 */
export function addNormalisers(ajv: Ajv2020, country: string): void {
  const keyword: FuncKeywordDefinition & { validate: { errors?: unknown } } = {
    keyword: NORMALISE,
    type: 'string',
    schemaType: 'string',
    modifying: true,
    errors: true,
    before: 'maxLength',
    validate: (kind: string, text: string, _schema: unknown, at: Place | undefined): boolean => {
      const normaliser = NORMALISERS[kind];
      if (normaliser === undefined) throw new Error(`nothing normalises the kind ${kind}`);
      const chosen = (at?.parentData as { phoneCountry?: unknown } | undefined)?.phoneCountry;
      const result = normaliser(text, typeof chosen === 'string' ? chosen : country);
      if ('fault' in result) {
        const { fault: message, suggestion } = result;
        keyword.validate.errors = [{ keyword: NORMALISE, message, params: { suggestion } }];
        return false;
      }
      if (at !== undefined)
        (at.parentData as Record<string | number, unknown>)[at.parentDataProperty] = result.value;
      return true;
    },
  } as never;
  ajv.addKeyword(keyword as FuncKeywordDefinition);
}

interface Place {
  readonly parentData: unknown;
  readonly parentDataProperty: string | number;
}
