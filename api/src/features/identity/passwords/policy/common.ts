import { createRequire } from 'node:module';

/** Well-known long phrases, letters only. Lists of leaked passwords are mostly short ones and miss them. */
const WELL_KNOWN_PHRASES = [
  ...[
    'correcthorsebatterystaple',
    'thequickbrownfoxjumpsoverthelazydog',
    'thequickbrownfox',
    'loremipsumdolor',
  ],
  ...['loremipsumdolorsitamet', 'tobeornottobethatisthequestion', 'maytheforcebewithyou', 'iamyourfather'],
  ...['todayisagoodday', 'thisismypassword', 'mypasswordissecret', 'ihatepasswords', 'iforgotmypassword'],
  ...['ilovemyfamily', 'iloveyouforever', 'iloveyousomuch', 'neveragainthere', 'godisgoodallthetime'],
  ...['hailmaryfullofgrace', 'ourfatherwhoartinheaven', 'happybirthdaytoyou', 'twinkletwinklelittlestar'],
  ...['onceuponatimeinaland', 'openthepodbaydoors', 'winteriscoming', 'youshallnotpass', 'harrypotterandthe'],
  ...['supercalifragilisticexpialidocious', 'areyousmarterthana', 'theanswerisfortytwo', 'changemechangeme'],
  ...['changethispassword', 'temporarypassword', 'letmeinletmein', 'administrator', 'welcometohospital'],
];

let commonPasswords: ReadonlySet<string> | undefined;

/**
 * Whether the word is among the 49,000 most common leaked passwords (`@zxcvbn-ts/language-common`, which includes its
 * data and needs no network) or a well-known phrase.
 * @param word in lower case.
 */
export function isCommonPassword(word: string): boolean {
  commonPasswords ??= load();
  return commonPasswords.has(word);
}

/** Loaded on first use, because it takes 50 ms and 5 MB. */
function load(): ReadonlySet<string> {
  const { dictionary } = createRequire(import.meta.url)('@zxcvbn-ts/language-common') as {
    dictionary: Readonly<Record<string, readonly string[]>>;
  };
  return new Set([...(dictionary['passwords-common'] ?? []), ...WELL_KNOWN_PHRASES]);
}
