/** The shape of a JSON value: names and types, no values. Arrays are described by their items, put together. */
export type Shape = string | { readonly [member: string]: Shape } | readonly Shape[];

/** Describes a value. What is optional in some items of an array is marked with `?`. */
export function shapeOf(value: unknown): Shape {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? [] : [value.map(shapeOf).reduce(together)];
  if (typeof value !== 'object') return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]): [string, Shape] => [name, shapeOf(member)])
      .sort(([a], [b]) => a.localeCompare(b)),
  );
}

function isObject(shape: Shape): shape is { readonly [member: string]: Shape } {
  return typeof shape === 'object' && !Array.isArray(shape);
}

/** One shape that describes both. */
export function together(a: Shape, b: Shape): Shape {
  if (JSON.stringify(a) === JSON.stringify(b)) return a;
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length === 0) return b;
    return b.length === 0 ? a : [together(a[0] as Shape, b[0] as Shape)];
  }
  if (isObject(a) && isObject(b)) {
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return Object.fromEntries(
      names.map((name) => [
        name,
        name in a && name in b
          ? together(a[name] as Shape, b[name] as Shape)
          : (a[name] ?? b[name] ?? 'null'),
      ]),
    );
  }
  const told = (shape: Shape) =>
    typeof shape === 'string' ? shape : Array.isArray(shape) ? 'array' : 'object';
  return [...new Set([...told(a).split(' | '), ...told(b).split(' | ')])].sort().join(' | ');
}
