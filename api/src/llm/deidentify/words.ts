import { FIRST_MARK, LAST_MARK, wordKey } from './normalise.ts';
import { isCode, isNumberWord, saysNinety } from './numbers.ts';
import type { Kind, Placeholders } from './placeholders.ts';
import { isAmbiguous, isCommon, isName } from './vocabulary.ts';

const MARK = `[${String.fromCharCode(FIRST_MARK)}-${String.fromCharCode(LAST_MARK)}]`;
/** Words with apostrophes inside, numbers, marks of what was replaced, and everything between. */
const TOKENS = new RegExp(
  `${MARK}|[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{N}_]*(?:'[\\p{L}]+)*|\\d+(?:[.,:]\\d+)*[\\p{L}\\p{M}\\p{N}_]*|[^\\p{L}\\p{M}\\p{N}]`,
  'gu',
);
const IS_MARK = new RegExp(`^${MARK}$`);
const set = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(wordKey));

/** The next word is a name, whatever it is. */
const TITLES = set('mr mrs ms miss shri shrimati smt kumari mister श्री श्रीमती कुमारी');
/** Follow "name" before the name itself. */
const COPULAS = set('is are was hai hain ka ki mera meri uska uski iska है हैं का की मेरा उसका उसकी इसका');
const NAME_WORDS = set('name named naam nam called नाम');
/** Stand after a name, or end it. */
const NOT_NAMES = set(
  'is are was were has had and or not the a an my his her i he she it we they this that from of to in on at hai hain aur ko ne ka ki ke se mein me main ye yeh wo woh mera meri kya nahi है हैं और को ने का की के से में मैं यह वह मेरा मेरी क्या नहीं',
);
/** An ambiguous word before one of these is a name: "Rose has fallen", "neela ko bukhar". */
const AFTER_NAMES = set(
  "is isn't was has had hasn't fell says said can't cannot ji ko ne bhai bhaiya didi uncle aunty speaking calling bol ने को जी बोल",
);
/** An ambiguous word after one of these is a name: "my wife Grace", "dr green". */
const BEFORE_NAMES = set(
  'am im wife husband son daughter brother sister mother father friend uncle aunt aunty neighbour neighbor dr doctor nurse patient maid caller baby bhai behen didi beta beti pati patni dost bahu डॉक्टर डॉ बेटा बेटी पति पत्नी भाई बहन मरीज',
);
/** "May I", "will he": no name, also at the beginning of a sentence. */
const PRONOUNS = set('i he she it we they you be not the his her my have need this that there');
const STREETS = set(
  'street road marg avenue lane nagar colony society vihar enclave apartment apartments residency tower towers heights garden gardens layout chowk mohalla bagh complex puram गली मार्ग रोड नगर कॉलोनी सोसाइटी विहार चौक मोहल्ला',
);
/** Stand before such words without being part of an address. */
const ROAD_WORDS = set(
  'the a an this that my our your his her on in at to from near of main across by road side same next busy wet whole building big is was us is wali wala par pe ke ka ki mein se hamari meri इस उस हमारी मेरी की के का में पर से बड़ी',
);
const PLACES = set(
  'flat house plot door room bed ward tower block wing sector phase gali makaan makan kamra number no फ्लैट मकान सेक्टर गली ब्लॉक टावर कमरा वार्ड बेड नंबर',
);
const MONTHS = set(
  'january february march april june july august september october november december janvari janwari farvari julai agast sitambar aktubar navambar disambar जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर',
);
const ORDINALS =
  /^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|twenty|thirty)$/;
const YEARS = set('year years yr yrs saal sal baras varsh साल वर्ष बरस');
/** A number with letters that measures or counts: 500mg, 38c, 3rd, 10am, 92m, x3, q6h, c5. Longer numbers are replaced before. */
const MEASURE =
  /^\d{1,6}(?:[.,]\d+)?(?:st|nd|rd|th|am|pm|mg|mcg|ug|g|gm|kg|ml|l|cc|iu|units?|mm|cm|m|ft|in|c|f|h|hr|hrs|hours?|min|mins|minutes?|sec|secs|d|days?|w|wk|wks|weeks?|mo|months?|y|yr|yrs|years?|yo|x|k|bpm|mmhg|mmol|saal|din)$|^x\d{1,3}$|^q\d{1,2}h$|^[gptcl]\d{1,2}$/;
/** Letters alone or in twos are initials, axes and abbreviations; longer rows are a spelt name. */
const MAX_SPELT = 2;

export interface WordResult {
  readonly text: string;
  /** Words in all, and those that were replaced because no vocabulary has them. */
  readonly words: number;
  readonly unknown: number;
}

interface Token {
  readonly text: string;
  /** Of a word; empty for all else. */
  readonly key: string;
  readonly first: boolean;
  readonly capital: boolean;
}

/** Replaces names, codes read aloud, and every word that is in no vocabulary. */
export function replaceWords(
  text: string,
  vocabulary: ReadonlySet<string>,
  placeholders: Placeholders,
): WordResult {
  const tokens = tokensOf(text);
  const places = [...tokens.keys()].filter((at) => tokens[at]?.text.trim() !== '');
  // What stands beside a word, without blanks.
  const solid = places.map((at) => tokens[at] as Token);
  const kinds = new Array<Kind | null>(solid.length).fill(null);
  markRows(solid, kinds);
  const capitals = readsCapitals(solid);
  let unknown = 0;
  for (const [at, token] of solid.entries()) {
    if (token.key === '' || kinds[at] !== null) continue;
    kinds[at] = kindOf(solid, kinds, at, vocabulary, capitals);
    if (kinds[at] === 'WORD') unknown += 1;
  }
  markStreets(solid, kinds);
  const out = tokens.map(({ text: written }) => written);
  for (const [index, at] of places.entries()) {
    const kind = kinds[index] ?? null;
    const written = out[at] as string;
    if (kind !== null && !IS_MARK.test(written)) out[at] = placeholders.mark(kind, written);
  }
  return {
    text: generaliseSpokenAges(solid, out, places),
    words: solid.filter(({ key }) => key !== '').length,
    unknown,
  };
}

function tokensOf(text: string): readonly Token[] {
  let first = true;
  return (text.match(TOKENS) ?? []).map((written) => {
    const word = /^[\p{L}\p{M}]/u.test(written) || /^\d.*\p{L}/u.test(written);
    const token = {
      text: written,
      key: word && !IS_MARK.test(written) ? wordKey(written) : '',
      first,
      capital: /^\p{Lu}/u.test(written),
    };
    if (/[.!?:;\n।"([-]/.test(written)) first = true;
    else if (written.trim() !== '') first = false;
    return token;
  });
}

/** Whether capitals tell names here: not where most words have one, as in headlines, nor where all letters are capitals. */
function readsCapitals(tokens: readonly Token[]): boolean {
  const inner = tokens.filter(({ key, first }) => key !== '' && !first);
  return inner.filter(({ capital }) => capital).length * 2 <= inner.length;
}

/** Codes read aloud, house numbers in words, spelt names, days of a month. */
function markRows(tokens: readonly Token[], kinds: (Kind | null)[]): void {
  const mark = (from: number, to: number, kind: Kind) => {
    for (let at = from; at < to; at += 1) if (tokens[at]?.key !== '') kinds[at] ??= kind;
  };
  for (let at = 0; at < tokens.length; at += 1) {
    const numbers = rowFrom(tokens, at, ({ key }) => isNumberWord(key));
    if (numbers > at) {
      const row = tokens.slice(at, numbers).flatMap(({ key }) => (key === '' ? [] : [key]));
      const before = tokens[at - 1]?.key ?? '';
      if (isCode(row)) mark(at, numbers, 'NUMBER');
      else if (PLACES.has(before)) mark(at, numbers, 'ADDRESS');
      const next = tokens[numbers]?.key ?? '';
      if (MONTHS.has(next) || MONTHS.has(tokens[numbers + 1]?.key ?? '')) mark(at, numbers + 1, 'DATE');
      at = numbers - 1;
      continue;
    }
    const letters = rowFrom(tokens, at, ({ key }) => /^\p{L}$/u.test(key));
    if (letters - at > MAX_SPELT) {
      mark(at, letters, 'PERSON');
      at = letters - 1;
      continue;
    }
    const { key = '' } = tokens[at] ?? {};
    const days = [at - 2, at - 1].filter((near) => saysDay(tokens[near]?.key ?? ''));
    const ordinal = days.some((near) => ORDINALS.test(tokens[near]?.key ?? ''));
    if (MONTHS.has(key) || (key === 'may' && ordinal)) {
      const end = rowFrom(tokens, at + 1, (token) => saysDay(token.key));
      for (const near of days) mark(near, near + 1, 'DATE');
      // The day or the year after it: "march third nineteen fifty seven".
      if (days.length > 0 || end > at + 1) mark(at, end, 'DATE');
    }
  }
}

const saysDay = (key: string): boolean => ORDINALS.test(key) || isNumberWord(key);

/** The end of a row of such words from `at`, over hyphens and commas between them; `at` where there is none. */
function rowFrom(tokens: readonly Token[], at: number, belongs: (token: Token) => boolean): number {
  let end = at;
  for (let next = at; next < tokens.length; next += 1) {
    const token = tokens[next] as Token;
    if (token.key !== '' && belongs(token)) end = next + 1;
    else if (!(next > at && /^[-,.]$/.test(token.text))) break;
  }
  return end;
}

function kindOf(
  tokens: readonly Token[],
  kinds: readonly (Kind | null)[],
  at: number,
  vocabulary: ReadonlySet<string>,
  capitals: boolean,
): Kind | null {
  const { key, capital, first, text } = tokens[at] as Token;
  const before = tokens[at - 1]?.key ?? '';
  const after = tokens[at + 1]?.key ?? '';
  if (/\d/.test(key)) return MEASURE.test(key) || isCommon(key, vocabulary) ? null : 'ID';
  if (isName(key)) return 'PERSON';
  if (/^\p{L}$/u.test(key)) return isInitial(tokens, kinds, at) ? 'PERSON' : null;
  const common = parts(text).every((part) => isCommon(part, vocabulary));
  if (NOT_NAMES.has(key)) return null;
  if (namesPerson(tokens, kinds, at, common)) return 'PERSON';
  if (!common) return (capital && !first && capitals) || kinds[at - 1] === 'PERSON' ? 'PERSON' : 'WORD';
  if (isAmbiguous(key)) {
    if (PRONOUNS.has(after)) return null;
    const said =
      BEFORE_NAMES.has(before) || AFTER_NAMES.has(after) || kinds[at - 1] === 'PERSON' || isName(after);
    return said || (capital && capitals) ? 'PERSON' : null;
  }
  // A common word with a capital inside a sentence, but for abbreviations and what is always written so.
  const always =
    key === 'i' || text === text.toUpperCase() || MONTHS.has(key) || /day$|^i'|^(?:english|hindi)$/.test(key);
  return capital && !first && capitals && !always ? 'PERSON' : null;
}

/** A letter beside a name: "R. Sharma". */
function isInitial(tokens: readonly Token[], kinds: readonly (Kind | null)[], at: number): boolean {
  const { key, text } = tokens[at] as Token;
  if (key === 'i' || key === 'a' || text !== text.toUpperCase()) return false;
  const next = tokens[at + 1]?.text === '.' ? at + 2 : at + 1;
  return kinds[at - 1] === 'PERSON' || isName(tokens[next]?.key ?? '');
}

/** After "my name is", "mera naam", a title, or a name before it that goes on. */
function namesPerson(
  tokens: readonly Token[],
  kinds: readonly (Kind | null)[],
  at: number,
  common: boolean,
): boolean {
  const key = (back: number) => tokens[at - back]?.key ?? '';
  const dot = tokens[at - 1]?.text === '.' ? 1 : 0;
  if (TITLES.has(key(1 + dot))) return true;
  let back = 1;
  while (back < 4 && (COPULAS.has(key(back)) || /^[:=-]$/.test(tokens[at - back]?.text ?? ''))) back += 1;
  if (NAME_WORDS.has(key(back)) && !NAME_WORDS.has((tokens[at] as Token).key)) return true;
  // The second word of a name that was introduced.
  return !common && kinds[at - 1] === 'PERSON';
}

/** Common words in names of streets and buildings: "green park colony". */
function markStreets(tokens: readonly Token[], kinds: (Kind | null)[]): void {
  for (const [at, token] of tokens.entries()) {
    if (!STREETS.has(token.key)) continue;
    for (const near of [at - 1, at - 2]) {
      const { key = '' } = tokens[near] ?? {};
      if (key === '' || ROAD_WORDS.has(key) || NOT_NAMES.has(key)) break;
      kinds[near] ??= 'ADDRESS';
    }
  }
}

/** "chestPain", "chest_pain": the words that names of fields and concepts consist of. */
function parts(word: string): readonly string[] {
  return word
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
    .split('_')
    .filter((part) => part !== '')
    .map(wordKey);
}

function generaliseSpokenAges(tokens: readonly Token[], out: string[], places: readonly number[]): string {
  for (const [at, token] of tokens.entries()) {
    if (!saysNinety(token.key)) continue;
    let next = at + 1;
    if (tokens[next]?.text === '-') next += 1;
    if (token.key === 'ninety' && isNumberWord(tokens[next]?.key ?? '')) next += 1;
    else next = at + 1;
    const year = tokens[next]?.text === '-' ? next + 1 : next;
    if (!YEARS.has(tokens[year]?.key ?? '')) continue;
    for (let each = at; each < next; each += 1) out[places[each] as number] = each === at ? '90+' : '';
  }
  return out.join('');
}
