import { wordKey } from './normalise.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean).map(wordKey));

/** Words of which each says a number of its own in a row of digits. */
const UNITS = words(`
  zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
  nineteen shunya sifar ek do teen tin char chaar panch paanch chhe che chah saat sat aath ath nau das gyarah barah terah
  chaudah pandrah solah satrah atharah unnis bees bis ikkis bais teis chaubis pachchis pachis chhabbis sattais atthais untis
  tees ikattis battis taintis chautis paintis chhattis saintis adtis untalis chalis chaalis iktalis bayalis taintalis
  chavalis paintalis chhiyalis saintalis adtalis unchas pachas pachaas ikyavan bavan tirpan chauvan pachpan chhappan
  sattavan atthavan unsath saath iksath basath tirsath chausath painsath chhiyasath sadsath adsath unhattar sattar ikhattar
  bahattar tihattar chauhattar pachhattar chhihattar satahattar athattar unasi assi ikyasi bayasi tirasi chaurasi pachasi
  chhiyasi satasi athasi navasi
  शून्य एक दो तीन चार पांच पाँच छह छः छे सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस बाईस तेईस चौबीस
  पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस इकतालीस बयालीस
  तैंतालीस चवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ इकसठ
  बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी अस्सी
  इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी`);
/** Numbers of 90 to 99, which ages are not told by. */
const NINETIES = words(`
  nabbe ikyanve ikyanave bayanve baanve banve tiranve chauranve pachanve pichanve chhiyanve sattanve satanve atthanve
  athanve ninyanve nirianve
  नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे पंचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे`);
const TENS = words('twenty thirty forty fifty sixty seventy eighty ninety');
const SCALES = words('hundred thousand lakh crore sau hazaar hazar सौ हजार लाख');
const REPEATS = words('double triple dabal tripal डबल ट्रिपल');

export const isNumberWord = (word: string): boolean =>
  UNITS.has(word) || NINETIES.has(word) || TENS.has(word) || SCALES.has(word) || REPEATS.has(word);

/** Whether these words, alone or with the one after, say 90 to 99. */
export const saysNinety = (word: string): boolean => word === 'ninety' || NINETIES.has(word);

/** More separate numbers in a row than this are no measurement: a phone number, a code, a house number. */
const MAX_NUMBERS_IN_A_ROW = 2;

/**
 * Whether a row of number words is a code read aloud. "Ninety eight seven six" are three numbers, "one hundred and four" is
 * one; a vital sign has two at most ("one twenty, eighty").
 */
export function isCode(row: readonly string[]): boolean {
  let numbers = 0;
  let previous = '';
  for (const word of row) {
    const joins =
      (TENS.has(previous) && UNITS.has(word)) ||
      SCALES.has(word) ||
      (SCALES.has(previous) && !REPEATS.has(word));
    if (REPEATS.has(word)) numbers += 2;
    else if (!joins) numbers += 1;
    previous = word;
  }
  return numbers > MAX_NUMBERS_IN_A_ROW;
}
