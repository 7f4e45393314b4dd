import { createRequire } from 'node:module';

/**
 * Long phrases that everybody knows and every guesser tries, letters only: lists of leaked passwords, made mostly of
 * short ones, miss them.
 */
const FAMOUS = [
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

let known: ReadonlySet<string> | undefined;

/**
 * Whether this is among the 49,000 commonest leaked passwords (`@zxcvbn-ts/language-common`, whose data is inside the
 * package: nothing is asked of the network) or a phrase everybody knows. `word` is in lower case.
 */
export function isCommonPassword(word: string): boolean {
  known ??= load();
  return known.has(word);
}

/** Loaded at first need: 50 ms and 5 MB that a process which sets no password never spends. */
function load(): ReadonlySet<string> {
  const { dictionary } = createRequire(import.meta.url)('@zxcvbn-ts/language-common') as {
    dictionary: Readonly<Record<string, readonly string[]>>;
  };
  return new Set([...(dictionary['passwords-common'] ?? []), ...FAMOUS]);
}
