/** The languages of Whisper (ISO 639-1), less those that have no name of two letters. */
const CODES =
  'af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha he hi hr ht hu hy id is it ja jv ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru sa sd si sk sl sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo zh'.split(
    ' ',
  );

/** Where Whisper's name differs from today's. */
const OTHER_NAMES: ReadonlyArray<readonly [string, string]> = [
  ['tagalog', 'tl'],
  ['haitian creole', 'ht'],
  ['myanmar', 'my'],
  ['occitan', 'oc'],
  ['pashto', 'ps'],
  ['nynorsk', 'nn'],
];

let byName: ReadonlyMap<string, string> | undefined;

/** What an engine calls a language (`hi`, `hindi`, `Hindi`) as its ISO 639-1 code; null where it is not known. */
export function languageCode(named: unknown): string | null {
  if (typeof named !== 'string') return null;
  const name = named.trim().toLowerCase();
  return CODES.includes(name) ? name : (codesByName().get(name) ?? null);
}

/** Made when it is first needed: naming all languages takes a start of the service a tenth of a second. */
function codesByName(): ReadonlyMap<string, string> {
  if (byName !== undefined) return byName;
  const names = new Intl.DisplayNames('en', { type: 'language' });
  byName = new Map([
    ...CODES.map((code) => [(names.of(code) ?? code).toLowerCase(), code] as const),
    ...OTHER_NAMES,
  ]);
  return byName;
}
