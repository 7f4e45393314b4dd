/** The shape of a JSON value: names and types, no values. Arrays are described by their items, put together. */
export type Shape = string | { readonly [member: string]: Shape } | readonly Shape[];

/** Members that are maps: their names are data (tables, health checks, languages) and may come and go. */
const MAPS: readonly string[] = ['tables', 'checks', 'transitions', 'names', 'descriptions'];

/** What a timeline entry says beyond the common members: free, by its type. */
const isFree = (name: string, value: unknown) => name === 'data' && !Array.isArray(value);

/** Describes a value. */
export function shapeOf(value: unknown): Shape {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? [] : [value.map(shapeOf).reduce(together)];
  if (typeof value !== 'object') return typeof value;
  const members = Object.entries(value).map(([name, member]): [string, Shape] => [
    name,
    isFree(name, member) ? 'object' : MAPS.includes(name) ? mapShape(member as object) : shapeOf(member),
  ]);
  return sorted(members);
}

function mapShape(map: object): Shape {
  return { '*': Object.values(map).map(shapeOf).reduce(together) };
}

/** One shape that describes both: members only one of them has are marked with `?`, types are listed. */
export function together(a: Shape, b: Shape): Shape {
  if (JSON.stringify(a) === JSON.stringify(b)) return a;
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length === 0) return b;
    return b.length === 0 ? a : [together(a[0] as Shape, b[0] as Shape)];
  }
  if (isObject(a) && isObject(b)) {
    const [left, right] = [plainNames(a), plainNames(b)];
    const members = [...new Set([...left.keys(), ...right.keys()])].map((name): [string, Shape] => {
      const [one, other] = [left.get(name), right.get(name)];
      const both = one && other && !one.optional && !other.optional;
      const shape = one && other ? together(one.shape, other.shape) : ((one ?? other)?.shape as Shape);
      return [both ? name : `${name}?`, shape];
    });
    return sorted(members);
  }
  return [...new Set([...types(a), ...types(b)])].sort().join(' | ');
}

function isObject(shape: Shape): shape is { readonly [member: string]: Shape } {
  return typeof shape === 'object' && !Array.isArray(shape);
}

function plainNames(shape: { readonly [member: string]: Shape }) {
  return new Map(
    Object.entries(shape).map(([name, member]) => [
      name.replace(/\?$/, ''),
      { shape: member, optional: name.endsWith('?') },
    ]),
  );
}

function sorted(members: [string, Shape][]): Shape {
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function types(shape: Shape): string[] {
  if (typeof shape === 'string') return shape.split(' | ');
  return [Array.isArray(shape) ? 'array' : 'object'];
}
