/** What an operation costs the database, so that requests that hold connections for long are limited by tenant. */
import { type Contract, changes, type Located, resolve, type Schema } from './document.ts';

type Rule = (contract: Contract, located: Located) => Iterable<string>;

/** Hours of a week and the like are parts of one record; an import brings hundreds of rows. */
const PARTS_OF_ONE = 50;

/** Whether a request can bring many records: a long array of objects in its body. */
function bringsRecords(contract: Contract, { operation }: Located): boolean {
  return Object.values(operation.requestBody?.content ?? {}).some(({ schema }) => {
    const body = resolve(contract, schema);
    return Object.values(body?.properties ?? {}).some((property) => {
      const { items, maxItems = Number.POSITIVE_INFINITY } = resolve(contract, property);
      return items !== undefined && maxItems > PARTS_OF_ONE && isObject(resolve(contract, items));
    });
  });
}

function isObject({ type, properties }: Schema): boolean {
  return type === 'object' || properties !== undefined;
}

/**
 * Reads that are not of the one record named last in the path, and writes of many records, declare `x-cost`: one of the
 * contract's `x-costs`, or `none` with the reason.
 */
export const cost: Rule = function* (contract, located) {
  const { operation, path } = located;
  const declared = operation['x-cost'];
  const costs = Object.keys(contract['x-costs'] ?? {});
  if (declared === undefined) {
    const manyRead = !changes(located) && !path.endsWith('}');
    if (manyRead || bringsRecords(contract, located)) {
      yield `can read or write many records and does not say what it costs: add x-cost, one of ${costs.join(', ')}, or none with the reason`;
    }
    return;
  }
  if (typeof declared === 'string') {
    if (!costs.includes(declared)) yield `x-cost: ${declared} is none of ${costs.join(', ')}`;
  } else if (typeof declared.none !== 'string' || declared.none === '' || Object.keys(declared).length > 1) {
    yield 'x-cost.none must give the reason, and nothing stands beside it';
  }
};
