import type { Kind, Placeholders } from './placeholders.ts';

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|janv?ari|farvari|mai|julai|agast|sitambar|aktubar|navambar|disambar|जनवरी|फरवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|अक्टूबर|अक्तूबर|नवंबर|दिसंबर)';
/** Beginning and end of a word, in every script. */
const B = '(?<![\\p{L}\\p{M}\\p{N}_])';
const E = '(?![\\p{L}\\p{M}\\p{N}_])';
const NUMBER_SIGN = '(?:\\s*(?:no\\b\\.?|number|num\\b|nambar|नंबर|#|is|hai|:|-|है))*\\s*[:#-]?\\s*';
/** Names of identifiers, and what follows them with a digit in it. */
const ID_CUE =
  '(?:mrn|uhid|ipd|opd|crn|ssn|aadhaa?r|adhaar|abha|passport|pan(?:\\s+card)?|voter|policy|account|a/c|acct|licen[cs]e|registration|reg|token|ticket|ref(?:erence)?|otp|pin(?:\\s*code)?|case|file|id|card|vehicle|आधार|पासपोर्ट|खाता|कार्ड)';
const PLACE_CUE =
  '(?:flat|house|h\\.?\\s?no|plot|door|room|bed|ward|tower|block|wing|sector|phase|lane|gali|street|road|villa|quarter|apartment|apt|makaan|makan|kamra|building|gate|cabin|cubicle|post|shop|khasra|फ्लैट|मकान|सेक्टर|गली|ब्लॉक|टावर|कमरा|वार्ड|बेड|प्लॉट)';
const STREET =
  '(?:street|st\\.|road|rd\\.?|marg|avenue|ave|lane|nagar|colony|society|vihar|enclave|apartments?|residency|towers?|heights|garden(?:s)?|layout|chowk|mohalla|bagh|complex|cross|puram|ganj|गली|मार्ग|रोड|नगर|कॉलोनी|सोसाइटी|विहार|चौक|मोहल्ला)';
/** Words that stand between a number and a street by chance. */
const FUNCTION_WORDS =
  '(?:a|an|the|on|in|at|of|to|and|or|from|by|near|is|was|are|were|with|for|people|persons|men|women|par|pe|mein|me|se|ka|ki|ke|aur|times?|hours?|days?|minutes?|weeks?|months?|years?|mg|ml|units?|tablets?)';
const LAB_BEFORE =
  /(?:platelets?|plt|wbc|tlc|count|counts|ferritin|crp|troponin|bnp|ck|dimer|amylase|lipase|glucose|sugar|urine|volume|dose|sgot|sgpt|alt|ast|प्लेटलेट|शुगर)[^\d]{0,15}$/iu;
const UNIT_AFTER =
  /^\s*(?:mg|ml|mcg|iu|units?|cells?|cc|g\b|gm|steps?|lakh|kcal|k\b|ng|pg|u\/l|per\b|\/\s?(?:mm|ul|µl|μl|cumm|l\b|dl))/iu;

interface Rule {
  readonly kind: Kind;
  readonly pattern: RegExp;
  /** Whether a match really is one. */
  readonly holds?: (match: string, before: string, after: string) => boolean;
}

const u = (source: string) => new RegExp(source, 'giu');
const digitsIn = (text: string): number => text.replace(/[^0-9]/g, '').length;

/** In this order: what a rule has replaced, later ones do not see. */
const RULES: readonly Rule[] = [
  // What looks like a placeholder and is none.
  { kind: 'ID', pattern: u(`\\[?${B}[A-Z]{2,12}_\\d+${E}\\]?`) },
  { kind: 'ID', pattern: u('(?:https?://|www\\.)\\S+') },
  { kind: 'EMAIL', pattern: u('(?<![\\p{L}\\p{N}._%+-])[\\p{L}\\p{N}._%+-]+@[\\p{L}\\p{N}.-]+') },
  {
    kind: 'EMAIL',
    pattern: u(
      `${B}(?:[\\p{L}\\p{N}]+\\s+(?:dot|underscore|dash)\\s+){0,3}[\\p{L}\\p{N}]+\\s+at\\s+(?:the\\s+rate\\s+(?:of\\s+)?)?[\\p{L}]+\\s+dot\\s+[\\p{L}]+(?:\\s+dot\\s+[\\p{L}]+)?`,
    ),
  },
  { kind: 'ID', pattern: u('(?<!\\S)@[\\p{L}\\p{N}_.]+') },
  { kind: 'DATE', pattern: u(`${B}\\d{1,4}\\s?[/.-]\\s?\\d{1,2}\\s?[/.-]\\s?\\d{2,4}${E}`) },
  { kind: 'DATE', pattern: u(`${B}\\d{1,2}[-\\s/.]?${MONTH}[-\\s/.,]*\\d{2,4}${E}`) },
  {
    kind: 'DATE',
    pattern: u(
      `${B}\\d{1,2}\\s*(?:st|nd|rd|th|ka|ko)?\\s*(?:of\\s+)?${MONTH}${E}(?:[,\\s]+(?:19|20)\\d{2}${E})?`,
    ),
  },
  { kind: 'DATE', pattern: u(`${B}${MONTH}\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?${E}(?:[,\\s]+\\d{4}${E})?`) },
  { kind: 'DATE', pattern: u(`${B}${MONTH}[,\\s]+(?:19|20)\\d{2}${E}`) },
  {
    kind: 'DATE',
    pattern: u(`${B}\\d{1,2}/\\d{1,2}${E}`),
    // Scores are out of 10 or 15; a systolic pressure is no day of a month.
    holds: (match) => {
      const [first = 0, second = 0] = match.split('/').map(Number);
      return first <= 31 && second <= 31 && !((second === 10 || second === 15) && first <= second);
    },
  },
  {
    kind: 'ID',
    pattern: u(
      `${B}${ID_CUE}${E}${NUMBER_SIGN}(?=[\\p{L}/-]{0,8}[\\s/-]?\\d)[\\p{L}\\p{N}][\\p{L}\\p{N}/-]*(?:[\\s-]+\\d[\\p{L}\\p{N}-]*)*`,
    ),
  },
  { kind: 'ID', pattern: u(`${B}[A-Z]{5}\\s?\\d{4}\\s?[A-Z]${E}`) },
  {
    kind: 'ADDRESS',
    pattern: u(
      `${B}${PLACE_CUE}${E}\\.?${NUMBER_SIGN}(?:[A-Z]{1,2}[-/\\s]?)?\\d+(?:[-/]?[A-Z]${E})?(?:[-/]\\d+)*`,
    ),
  },
  {
    kind: 'ADDRESS',
    pattern: new RegExp(`${B}(?:[Tt]ower|[Bb]lock|[Ww]ing|[Ff]lat|TOWER|BLOCK|WING)\\s+[A-Z]${E}`, 'gu'),
  },
  {
    kind: 'ADDRESS',
    pattern: u(
      `${B}\\d{1,5}[A-Z]?(?:[-/]\\d+)?\\s*,?\\s+(?:(?!${FUNCTION_WORDS}${E})[\\p{L}\\p{M}'.]+\\s+){1,2}${STREET}${E}`,
    ),
  },
  {
    kind: 'ID',
    pattern: u(`${B}(?=\\d*\\p{L})[\\p{L}\\d]*\\d{4,}[\\p{L}\\d]*${E}`),
    holds: (match) => !/^\d{4,6}(?:mg|ml|mcg|iu|units?|cc|cells?)$/i.test(match),
  },
  {
    kind: 'PHONE',
    pattern: /\+?\(?\d+\)?(?:[ \-.()]{1,3}\(?\d+\)?)*/g,
    holds: isLongNumber,
  },
  {
    kind: 'NUMBER',
    pattern: u('\\d{4,}(?:[.,]\\d+)*'),
    holds: (match, before, after) =>
      digitsIn(match) > 6 || !(LAB_BEFORE.test(before) || UNIT_AFTER.test(after)),
  },
  // Indian digit groups: 1,50,000. In other places a long number of unknown meaning.
  {
    kind: 'NUMBER',
    pattern: u('\\d{1,3}(?:,\\d{2,3}){1,4}'),
    holds: (match, before, after) =>
      digitsIn(match) > 6 || !(LAB_BEFORE.test(before) || UNIT_AFTER.test(after)),
  },
];

/** A row of digit groups that is a phone number or another identifier: measurements do not stand in such rows. */
function isLongNumber(match: string): boolean {
  const groups = match.match(/\d+/g) ?? [];
  const digits = digitsIn(match);
  // A decimal: 98.6, 101.5.
  if (groups.length === 2 && /^\d+\.\d{1,2}$/.test(match)) return false;
  return digits >= 7 || groups.length >= 4 || (groups.length === 3 && digits >= 5);
}

/** Replaces what patterns recognise: numbers, addresses, dates, identifiers. */
export function replacePatterns(text: string, placeholders: Placeholders): string {
  let cleaned = text;
  for (const { kind, pattern, holds } of RULES) {
    cleaned = cleaned.replace(pattern, (match: string, ...rest: unknown[]) => {
      const offset = rest.find((argument) => typeof argument === 'number') as number;
      const whole = rest.findLast((argument) => typeof argument === 'string') as string;
      const before = whole.slice(Math.max(offset - 40, 0), offset);
      const after = whole.slice(offset + match.length, offset + match.length + 20);
      if (holds !== undefined && !holds(match, before, after)) return match;
      // Blanks at the edges belong to the sentence.
      const [, start = '', value = '', end = ''] = /^(\s*)(.*?)(\s*)$/s.exec(match) ?? [];
      return `${start}${placeholders.mark(kind, placeholders.unmarked(value))}${end}`;
    });
  }
  return cleaned;
}

const AGE_OVER_89 = '(?:9\\d|1[0-4]\\d)(?!\\+)';
const AGES: readonly RegExp[] = [
  u(`${B}${AGE_OVER_89}(?=[\\s-]*(?:years?|yrs?|yr|y/?o|yo|y|saal|sal|baras|varsh|साल|वर्ष|बरस)${E})`),
  u(
    `(?<=${B}(?:aged?|age\\s*(?:in\\s*)?years?|umar|umr|उम्र)"?\\s*(?:is|hai|of|about|around|=|:|है)?\\s*)${AGE_OVER_89}${E}`,
  ),
  u(`${B}${AGE_OVER_89}(?=\\s?[MF]${E})`),
  u(
    `(?<=${B}(?:he|she|mother|father|mum|mom|dad|grandmother|grandfather|granny|grandma|grandpa|uncle|aunt|aunty|dadi|dada|nani|nana|daadi|daada|naani|maa|papa|patient|amma|baba|दादी|दादा|नानी|नाना|मां|पिता)(?:'s|\\s+(?:is|ji|he|she|hai|are)){0,2}\\s+)${AGE_OVER_89}${E}(?=\\s*(?:$|[,;!?।]|\\.(?!\\d)|(?:and|with|has|had|who|but|he|she|hai|hain|ka|ki|ke|aur|not|fell|feels|है|का|की|के|और)${E}))`,
  ),
];

/** Ages over 89 are rare enough to identify: they become `90+` for good. */
export function generaliseAges(text: string): string {
  return AGES.reduce((cleaned, pattern) => cleaned.replace(pattern, '90+'), text);
}
