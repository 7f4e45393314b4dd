/** What a key asks for. */
export type Command =
  | 'claim'
  | 'next'
  | 'previous'
  | 'decide'
  | 'hold'
  | 'transfer'
  | 'end'
  | 'write'
  | 'tick'
  | 'back'
  | 'sound'
  | 'help';

/** One key each, as the sheet of shortcuts shows them. */
export const KEYS: readonly (readonly [key: string, command: Command])[] = [
  ['c', 'claim'],
  ['j', 'next'],
  ['k', 'previous'],
  ['d', 'decide'],
  ['w', 'write'],
  ['q', 'tick'],
  ['h', 'hold'],
  ['t', 'transfer'],
  ['e', 'end'],
  ['l', 'back'],
  ['s', 'sound'],
  ['?', 'help'],
];

const COMMANDS = new Map(KEYS);
/** Inputs in which keys write nothing. */
const NO_TEXT = new Set(['button', 'checkbox', 'radio', 'submit']);

/**
 * What a key press asks for; null where it belongs to something else: a field that one types into, a dialog, the browser.
 * @param path what was pressed in, from the inside out.
 */
export function commandOf(
  { key, ctrlKey, metaKey, altKey, repeat, isComposing }: KeyboardEvent,
  path: readonly EventTarget[],
): Command | null {
  if (ctrlKey || metaKey || altKey || repeat || isComposing) return null;
  // What was in a dialog that closed has the focus until the next frame.
  const closed = path.some((target) => target instanceof HTMLDialogElement && !target.open);
  if (!closed && path.some((target) => target instanceof HTMLElement && isOwn(target))) return null;
  return COMMANDS.get(key.toLowerCase()) ?? null;
}

function isOwn(target: HTMLElement): boolean {
  if (target instanceof HTMLInputElement) return !NO_TEXT.has(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target.tagName === 'DIALOG'
  );
}
