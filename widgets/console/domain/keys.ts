import type { Message } from '../../src/locale/messages.ts';

/** One key and what it does, as the sheet of shortcuts shows it. */
export interface Shortcut<Command extends string = string> {
  /** As `KeyboardEvent.key` says it, letters in lower case; of several, each does the same. */
  readonly keys: readonly string[];
  readonly command: Command;
  readonly words: Message;
}

/** What a key means wherever one is. */
export type EverywhereCommand = 'sound' | 'help';

export const EVERYWHERE: readonly Shortcut<EverywhereCommand>[] = [
  {
    keys: ['s'],
    command: 'sound',
    words: (msg) => msg('Ring sound on or off', { id: 'dispatch.key-sound' }),
  },
  { keys: ['?'], command: 'help', words: (msg) => msg('Show this sheet', { id: 'dispatch.key-help' }) },
];

/** The first of two keys that go to a view. */
export const GO = 'g';
/** Milliseconds after which the first of two keys no longer counts. */
const GO_LASTS_MS = 1_500;

/** Inputs in which keys write nothing. */
const NO_TEXT = new Set(['button', 'checkbox', 'radio', 'submit']);

/** Ctrl or Cmd with K opens the palette, also from a field; from a dialog it does not. */
export const asksForPalette = (event: KeyboardEvent): boolean =>
  event.key.toLowerCase() === 'k' &&
  (event.ctrlKey || event.metaKey) &&
  !event.altKey &&
  !event.shiftKey &&
  !event.composedPath().some((target) => target instanceof HTMLDialogElement && target.open);

/** Reads keys one after the other: `g` and another one are a pair. */
export class KeyReader {
  #goUntil = 0;

  /**
   * What was pressed: a key, or `g` with the one after it, such as `g b`. Null where it belongs to something else: a field that
   * one types into, a dialog, the browser; and for `g` itself until the next key.
   * @param path what was pressed in, from the inside out.
   */
  read(event: KeyboardEvent, path: readonly EventTarget[]): string | null {
    const { key, timeStamp, ctrlKey, metaKey, altKey, repeat, isComposing } = event;
    if (ctrlKey || metaKey || altKey || repeat || isComposing || isTakenBy(path)) return null;
    const pressed = key.toLowerCase();
    const pair = timeStamp < this.#goUntil;
    this.#goUntil = !pair && pressed === GO ? timeStamp + GO_LASTS_MS : 0;
    if (this.#goUntil > 0) return null;
    return pair ? `${GO} ${pressed}` : pressed;
  }
}

/** The command of a key among some; null if it is none of them. */
export function commandAmong<Command extends string>(
  shortcuts: readonly Shortcut<Command>[],
  key: string,
): Command | null {
  return shortcuts.find(({ keys }) => keys.includes(key))?.command ?? null;
}

function isTakenBy(path: readonly EventTarget[]): boolean {
  // What was in a dialog that closed has the focus until the next frame.
  const closed = path.some((target) => target instanceof HTMLDialogElement && !target.open);
  return !closed && path.some((target) => target instanceof HTMLElement && isOwn(target));
}

function isOwn(target: HTMLElement): boolean {
  if (target instanceof HTMLInputElement) return !NO_TEXT.has(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target.tagName === 'DIALOG'
  );
}
