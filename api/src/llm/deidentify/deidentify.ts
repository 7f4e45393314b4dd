import type { ModelMessage } from '../../ports/llm.ts';

/** Messages in which placeholders stand for what identifies a person. */
export interface Deidentified {
  readonly messages: readonly ModelMessage[];
  /** @returns the value with the originals in place of placeholders, null where it has one that was never sent. */
  restore<T>(value: T): { readonly value: T } | null;
}

/** @returns null when something cannot be cleaned with certainty: then the messages stay home. */
export function deidentify(_messages: readonly ModelMessage[], _options: object): Deidentified | null {
  return null;
}
