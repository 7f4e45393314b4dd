import { isMap, isScalar, isSeq, type Node } from 'yaml';

/**
 * Where a value of a YAML document begins, or with `onKey` its key, as an offset into the text. An item of a list is named
 * by its index, or an item that is a text by that text. Keys that lead to nothing give the place of the nearest parent.
 */
export function offsetOf(root: Node | null, keys: readonly (string | number)[], onKey: boolean): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [index, key] of keys.entries()) {
    let target: Node | undefined;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (pair === undefined) break;
      node = pair.value;
      const last = index === keys.length - 1;
      target = (last && onKey ? pair.key : (pair.value ?? pair.key)) as Node;
    } else if (isSeq(node)) {
      node = node.items[/^\d+$/.test(String(key)) ? Number(key) : indexOfText(node.items, key)];
      target = node as Node | undefined;
    } else {
      break;
    }
    offset = target?.range?.[0] ?? offset;
  }
  return offset;
}

function indexOfText(items: readonly unknown[], text: string | number): number {
  return items.findIndex((item) => isScalar(item) && item.value === text);
}

/** The keys of a JSON pointer. */
export function keysOfPointer(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
