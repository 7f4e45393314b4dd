import { CORE_SCHEMA, load } from 'js-yaml';
import { parse } from 'yaml';
import { parsePlainYaml } from './plain-yaml.ts';

/**
 * Reads YAML at every start, so by the fastest parser that can: the plain form by our own, the rest by `js-yaml`. `yaml` is
 * several times slower and knows where a fault is: it has the last word on what `js-yaml` refuses.
 * @throws an error of `yaml`.
 */
export function parseYaml(text: string): unknown {
  const plain = parsePlainYaml(text);
  if (plain !== null) return plain;
  try {
    return load(text, { schema: CORE_SCHEMA });
  } catch {
    return parse(text);
  }
}
