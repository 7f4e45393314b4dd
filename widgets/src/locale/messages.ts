/** A text with values in it. In a translation each value is the index of a value of the source text. */
export interface Template {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
}

/** Tags a text with values in it. */
export const str = (strings: TemplateStringsArray, ...values: unknown[]): Template => ({ strings, values });

/** The texts of a language by message id. A message that is missing is shown in its source language. */
export type Catalogue = Readonly<Record<string, string | Template>>;

/** Gives the text of a message in one language. */
export type Msg = (source: string | Template, options: { readonly id: string }) => string;

/** A text that is kept for later, such as what was just done: kept so, it is read in the language of each rendering. */
export type Message = (msg: Msg) => string;

/** `msg()` for the language of a catalogue; for the source language without one. */
export function messagesOf(catalogue: Catalogue = {}): Msg {
  return (source, { id }) => {
    const translated = catalogue[id];
    const { strings, values } = templateOf(source);
    if (translated === undefined) return join(strings, values);
    const target = templateOf(translated);
    return join(
      target.strings,
      target.values.map((index) => values[Number(index)]),
    );
  };
}

const templateOf = (text: string | Template): Template =>
  typeof text === 'string' ? { strings: [text], values: [] } : text;

const join = ([first = '', ...rest]: readonly string[], values: readonly unknown[]): string =>
  rest.reduce((text, part, index) => `${text}${values[index]}${part}`, first);
