/** Numbers in [0, 1), the same for the same seed on every machine. */
export type Random = () => number;

/** A generator whose seed is a text: FNV-1a makes a number of it, mulberry32 the sequence. */
export function randomFrom(seed: string): Random {
  let state = 0x811c9dc5;
  for (let index = 0; index < seed.length; index += 1) {
    state = Math.imul(state ^ seed.charCodeAt(index), 0x01000193);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of the items. @throws when there is none. */
export function pick<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('there is nothing to pick from');
  return item;
}

/** At most `count` different items, in their order. */
export function sample<T>(items: readonly T[], count: number, random: Random): readonly T[] {
  const places = items.map((_, index) => ({ index, key: random() }));
  const chosen = places.sort((left, right) => left.key - right.key).slice(0, count);
  const indexes = new Set(chosen.map(({ index }) => index));
  return items.filter((_, index) => indexes.has(index));
}
