import type { OperationObject } from './document.ts';

const READING = ['get', 'head', 'options'];

/** Whether an operation changes nothing: by its method, or as a POST whose question stands in its body (`x-safe`). */
export function isSafe(method: string, operation: OperationObject): boolean {
  return READING.includes(method) || (method === 'post' && operation['x-safe'] === true);
}
