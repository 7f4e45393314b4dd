/** The languages of Whisper (ISO 639-1), less those that have no name of two letters. */
const CODES =
  'af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha he hi hr ht hu hy id is it ja jv ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru sa sd si sk sl sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo zh'.split(
    ' ',
  );

const BY_NAME: ReadonlyMap<string, string> = new Map([
  ...CODES.map((code) => [nameOf(code), code] as const),
  // Where Whisper's name differs from today's.
  ['tagalog', 'tl'],
  ['haitian creole', 'ht'],
  ['myanmar', 'my'],
  ['occitan', 'oc'],
  ['pashto', 'ps'],
  ['nynorsk', 'nn'],
]);

/** What an engine calls a language (`hi`, `hindi`, `Hindi`) as its ISO 639-1 code; null where it is not known. */
export function languageCode(named: unknown): string | null {
  if (typeof named !== 'string') return null;
  const name = named.trim().toLowerCase();
  return CODES.includes(name) ? name : (BY_NAME.get(name) ?? null);
}

function nameOf(code: string): string {
  return (new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code).toLowerCase();
}
