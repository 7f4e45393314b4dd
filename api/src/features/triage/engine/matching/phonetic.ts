/** Spellings of the same sound in Hindi written in Latin letters, applied in order. */
const SOUNDS: ReadonlyArray<readonly [RegExp, string]> = [
  [/ph/g, 'f'],
  [/c+h+/g, 'c'],
  [/ck|q/g, 'k'],
  [/x/g, 'ks'],
  [/([kgtdbj])h/g, '$1'],
  [/sh/g, 's'],
  [/w/g, 'v'],
  [/z/g, 'j'],
  [/aa+/g, 'a'],
  [/ee+|ii+|ie|ey/g, 'i'],
  [/oo+|uu+|ou/g, 'u'],
  [/ai|ay|ei/g, 'e'],
  [/au|aw/g, 'o'],
  [/y/g, 'i'],
  [/([a-z])\1+/g, '$1'],
  // A nasal before another consonant is often left out: `saans`, `saas`.
  [/[nm](?=[bcdfgjklpqrstv])/g, ''],
  [/(?<=[aeiou])[hn]$/g, ''],
];

/** Signs of Devanagari that sound nearly the same and are written for each other, applied in order. */
const DEVANAGARI_SOUNDS: ReadonlyArray<readonly [RegExp, string]> = [
  [/\u0940/g, '\u093f'],
  [/\u0942/g, '\u0941'],
  [/\u0948/g, '\u0947'],
  [/\u094c/g, '\u094b'],
  [/\u0908/g, '\u0907'],
  [/\u090a/g, '\u0909'],
  [/[\u0936\u0937]/g, '\u0938'],
  [/\u0923/g, '\u0928'],
  [/[\u0902\u094d]/g, ''],
];
const DEVANAGARI = /^[\u0900-\u097f]+$/;
const LATIN = /^[a-z]+$/;
/** Shorter words sound like too many others. */
const MIN_LATIN = 4;
const MIN_DEVANAGARI = 3;
const MIN_WITHOUT_SIGN = 2;

/** How a Hindi word sounds: the same for `ghabrahat`, `ghabraahat` and `gabrahat`. Empty for words that go by letters. */
export function soundOf(word: string): string {
  const sounds =
    word.length >= MIN_LATIN && LATIN.test(word)
      ? SOUNDS
      : word.length >= MIN_DEVANAGARI && DEVANAGARI.test(word)
        ? DEVANAGARI_SOUNDS
        : [];
  if (sounds.length === 0) return '';
  let sound = word;
  for (const [pattern, replacement] of sounds) sound = sound.replace(pattern, replacement);
  return sound;
}

/** Words by their sound: those in Latin letters that are matched so, and all in Devanagari. */
export function indexSounds(
  latin: Iterable<string>,
  words: Iterable<string>,
): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  const add = (word: string) => {
    const sound = soundOf(word);
    if (sound === '') return;
    const list = index.get(sound);
    if (list === undefined) index.set(sound, [word]);
    else list.push(word);
  };
  for (const word of latin) add(word);
  for (const word of words) if (DEVANAGARI.test(word)) add(word);
  return index;
}

const SIGN = /\p{M}/u;

/** Words in Devanagari, each by itself without any one of its signs: `सप` for `साप`, as hurried typing leaves one out. */
export function indexWithoutSign(words: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const word of words) {
    if (!DEVANAGARI.test(word)) continue;
    for (let at = 1; at < word.length; at++) {
      if (!SIGN.test(word.charAt(at))) continue;
      const left = word.slice(0, at) + word.slice(at + 1);
      if (left.length < MIN_WITHOUT_SIGN) continue;
      const list = index.get(left);
      if (list === undefined) index.set(left, [word]);
      else if (!list.includes(word)) list.push(word);
    }
  }
  return index;
}
