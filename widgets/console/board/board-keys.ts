import type { Shortcut } from '../domain/keys.ts';

/** What a key asks for at the board. */
export type BoardCommand =
  | 'next'
  | 'previous'
  | 'open'
  | 'select'
  | 'assign'
  | 'acknowledge'
  | 'cancel'
  | 'relocate'
  | 'message'
  | 'update'
  | 'search'
  | 'filter'
  | 'close';

export const BOARD_KEYS: readonly Shortcut<BoardCommand>[] = [
  {
    keys: ['j'],
    command: 'next',
    words: (msg) => msg('Next booking', { id: 'board.key-next' }),
  },
  {
    keys: ['k'],
    command: 'previous',
    words: (msg) => msg('Previous booking', { id: 'board.key-previous' }),
  },
  {
    keys: ['enter'],
    command: 'open',
    words: (msg) => msg('Open the booking', { id: 'board.key-open' }),
  },
  {
    keys: ['x'],
    command: 'select',
    words: (msg) => msg('Select it, for something done with several', { id: 'board.key-select' }),
  },
  {
    keys: ['a'],
    command: 'assign',
    words: (msg) => msg('Assign it, or to somebody else', { id: 'board.key-assign' }),
  },
  {
    keys: ['e'],
    command: 'acknowledge',
    words: (msg) => msg('Acknowledge the escalation', { id: 'board.key-acknowledge' }),
  },
  {
    keys: ['n'],
    command: 'cancel',
    words: (msg) => msg('Cancel, with a reason', { id: 'board.key-cancel' }),
  },
  {
    keys: ['p'],
    command: 'relocate',
    words: (msg) => msg('Correct the place', { id: 'board.key-relocate' }),
  },
  {
    keys: ['m'],
    command: 'message',
    words: (msg) => msg('Write to who is assigned, in an open booking', { id: 'board.key-message' }),
  },
  {
    keys: ['u'],
    command: 'update',
    words: (msg) => msg('Bring the rows up to date and in order', { id: 'board.key-update' }),
  },
  { keys: ['/'], command: 'search', words: (msg) => msg('Search', { id: 'board.key-search' }) },
  { keys: ['f'], command: 'filter', words: (msg) => msg('Filters', { id: 'board.key-filter' }) },
  {
    keys: ['l', 'escape'],
    command: 'close',
    words: (msg) => msg('Close the booking, or drop the selection', { id: 'board.key-close' }),
  },
];
