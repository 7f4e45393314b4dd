import { normaliseLine } from '../../../values/text.ts';

/** Which requests of an operation need a recent sign-in: all of them, or those whose body has one of these values. */
export interface RecentSignIn {
  readonly when: readonly { readonly at: readonly string[]; readonly values: readonly string[] }[] | null;
}

/** Adds invalid declarations to `faults`: a typing error must not leave an operation unguarded. */
export function readRecentSignIn(value: unknown, at: string, faults: string[]): RecentSignIn | null {
  if (value === undefined) return null;
  const { when, ...rest } = (value ?? { null: true }) as { when?: Readonly<Record<string, unknown>> };
  const conditions = Object.entries(when ?? {});
  const understood =
    Object.keys(rest).length === 0 &&
    (when === undefined || conditions.length > 0) &&
    conditions.every(([pointer, values]) => POINTER.test(pointer) && isTexts(values));
  if (!understood) faults.push(`${at}: x-recent-sign-in is not understood`);
  if (when === undefined) return { when: null };
  return {
    when: conditions.map(([pointer, values]) => ({
      at: pointer.slice(1).split('/'),
      values: values as readonly string[],
    })),
  };
}

const POINTER = /^(\/(\*|\w+))+$/;

const isTexts = (values: unknown): boolean =>
  Array.isArray(values) && values.length > 0 && values.every((one) => typeof one === 'string');

/** Whether this body needs a recent sign-in. */
export function needsRecentSignIn({ when }: RecentSignIn, body: unknown): boolean {
  return (
    when === null || when.some(({ at, values }) => valuesAt(body, at).some((one) => values.includes(one)))
  );
}

function valuesAt(value: unknown, [first, ...rest]: readonly string[]): string[] {
  if (first === undefined) return typeof value === 'string' ? [asWord(value)] : [];
  if (typeof value !== 'object' || value === null) return [];
  const members = first === '*' ? Object.values(value) : [(value as Record<string, unknown>)[first]];
  return members.flatMap((member) => valuesAt(member, rest));
}

/** As rows of an import write the words of the contract: `Super Admin` is `super_admin`. */
function asWord(text: string): string {
  const line = normaliseLine(text);
  return ('value' in line ? line.value : text).toLowerCase().replaceAll(/[ -]/g, '_');
}
