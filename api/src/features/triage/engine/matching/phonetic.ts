/** Spellings of the same sound in Hindi written in Latin letters, applied in order. */
const SOUNDS: ReadonlyArray<readonly [RegExp, string]> = [
  [/[^a-z]/g, ''],
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

/** How a Hindi word in Latin letters sounds: the same for `ghabrahat`, `ghabraahat` and `gabrahat`. */
export function soundOf(word: string): string {
  let sound = word;
  for (const [pattern, replacement] of SOUNDS) sound = sound.replace(pattern, replacement);
  return sound;
}

/** Words by their sound. Words of fewer than four letters sound like too many others. */
export function indexSounds(words: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const word of words) {
    if (word.length < 4 || !/^[a-z]+$/.test(word)) continue;
    const sound = soundOf(word);
    const list = index.get(sound);
    if (list === undefined) index.set(sound, [word]);
    else list.push(word);
  }
  return index;
}
