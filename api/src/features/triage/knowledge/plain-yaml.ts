/**
 * Reads the plain form in which nearly all files of words are written: a mapping of keys to a text, to a list in brackets on
 * one line, or to a list of one item a line. Lexicons have tens of thousands of phrases, for which the general parser takes
 * ten times as long at every start. Null for a file that uses anything else: the general parser reads it.
 */
export function parsePlainYaml(text: string): Record<string, unknown> | null {
  const found: Record<string, unknown> = Object.create(null);
  let list: string[] | null = null;
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('  - ')) {
      const item = list === null ? null : scalarOf(line.slice(4));
      if (item === null) return null;
      list?.push(item);
      continue;
    }
    const entry = /^('?)([a-z][A-Za-z0-9_-]*(?::not)?)\1:(?: (.+))?$/.exec(line);
    if (entry === null || (entry[2] as string) in found) return null;
    const [, , key = '', rest] = entry;
    list = null;
    if (rest === undefined) {
      list = [];
      found[key] = list;
    } else if (rest.startsWith('[')) {
      const items = itemsOf(rest);
      if (items === null) return null;
      found[key] = items;
    } else {
      const value = scalarOf(rest);
      if (value === null) return null;
      found[key] = value;
    }
  }
  const values = Object.values(found) as (string | string[])[];
  return values.length > 0 && values.every((value) => value.length > 0) ? { ...found } : null;
}

/** A text in quotes or none; null if it could be anything else than a text. */
function scalarOf(written: string): string | null {
  const text = written.trimEnd();
  const quote = text[0];
  if (quote === "'" || quote === '"') {
    const inner = text.slice(1, -1);
    return text.length > 1 && text.endsWith(quote) && !/['"\\]/.test(inner) ? inner : null;
  }
  // Numbers, true, null and the like, comments, and characters that mean something at the start or within.
  // A text may begin with a number: `15 minutes`.
  if (/^(?!\d+ \p{L})[-+.\d~?:,[\]{}#&*!|>%@`\s]|: |:$| #/u.test(text)) return null;
  return /^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text) ? null : text;
}

function itemsOf(written: string): string[] | null {
  const text = written.trimEnd();
  if (!text.endsWith(']') || /['"\\{}#&!%@`:]/.test(text)) return null;
  const items: string[] = [];
  for (const part of text.slice(1, -1).split(',')) {
    const item = scalarOf(part.trim());
    if (item === null || /[[\]]/.test(item)) return null;
    items.push(item);
  }
  return items;
}
