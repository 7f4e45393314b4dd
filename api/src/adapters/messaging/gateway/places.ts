/** A JSON value with places in its texts. */
export type Template =
  | string
  | number
  | boolean
  | null
  | readonly Template[]
  | { readonly [name: string]: Template };

/** The value of a place; undefined where there is none. */
export type Values = (place: string) => string | undefined;

const PLACE = /\{([^{}]*)\}/g;

/** The places of a text, in order. */
export function placesIn(text: string): string[] {
  return [...text.matchAll(PLACE)].map(([, place]) => place ?? '');
}

/** The text with its values; undefined where one of them is missing. */
export function filled(
  text: string,
  values: Values,
  encode: (value: string) => string = (value) => value,
): string | undefined {
  let missing = false;
  const whole = text.replaceAll(PLACE, (_place, name: string) => {
    const value = values(name);
    if (value === undefined) missing = true;
    return encode(value ?? '');
  });
  return missing ? undefined : whole;
}

/** Each of the texts with its values. A text that misses one is left out. */
export function filledTexts(
  texts: Readonly<Record<string, string>>,
  values: Values,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) => {
      const whole = filled(text, values);
      return whole === undefined ? [] : [[name, whole]];
    }),
  );
}

/** The JSON with its values. What misses one is left out of its object or list. */
export function filledJson(template: Template, values: Values): Template | undefined {
  if (typeof template === 'string') return filled(template, values);
  if (template === null || typeof template !== 'object') return template;
  if (isList(template)) {
    return template.map((one) => filledJson(one, values)).filter((one) => one !== undefined);
  }
  return Object.fromEntries(
    Object.entries(template).flatMap(([name, one]) => {
      const whole = filledJson(one, values);
      return whole === undefined ? [] : [[name, whole]];
    }),
  );
}

const isList = (template: object): template is readonly Template[] => Array.isArray(template);
