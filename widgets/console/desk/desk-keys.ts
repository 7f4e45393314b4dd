import type { Shortcut } from '../domain/keys.ts';

/** What a key asks for at the desk. */
export type DeskCommand =
  | 'claim'
  | 'next'
  | 'previous'
  | 'decide'
  | 'place'
  | 'hold'
  | 'transfer'
  | 'end'
  | 'write'
  | 'tick'
  | 'microphone'
  | 'hear'
  | 'back';

export const DESK_KEYS: readonly Shortcut<DeskCommand>[] = [
  {
    keys: ['c'],
    command: 'claim',
    words: (msg) => msg('Take the most urgent call, or the one that is open', { id: 'dispatch.key-claim' }),
  },
  {
    keys: ['j'],
    command: 'next',
    words: (msg) => msg('Next call in the list', { id: 'dispatch.key-next' }),
  },
  {
    keys: ['k'],
    command: 'previous',
    words: (msg) => msg('Previous call in the list', { id: 'dispatch.key-previous' }),
  },
  {
    keys: ['d'],
    command: 'decide',
    words: (msg) => msg('Decide; Enter confirms', { id: 'dispatch.key-decide' }),
  },
  {
    keys: ['p'],
    command: 'place',
    words: (msg) => msg('Correct the place', { id: 'board.key-relocate' }),
  },
  { keys: ['w'], command: 'write', words: (msg) => msg('Write in the call', { id: 'dispatch.key-write' }) },
  {
    keys: ['q'],
    command: 'tick',
    words: (msg) => msg('Tick off the next question', { id: 'dispatch.key-tick' }),
  },
  {
    keys: ['m'],
    command: 'microphone',
    words: (msg) => msg('Microphone on, or muted', { id: 'dispatch.key-microphone' }),
  },
  {
    keys: ['v'],
    command: 'hear',
    words: (msg) => msg('Hear the call, or not', { id: 'dispatch.key-hear' }),
  },
  { keys: ['h'], command: 'hold', words: (msg) => msg('Hold, or resume', { id: 'dispatch.key-hold' }) },
  {
    keys: ['t'],
    command: 'transfer',
    words: (msg) => msg('Transfer the call', { id: 'dispatch.key-transfer' }),
  },
  {
    keys: ['e'],
    command: 'end',
    words: (msg) => msg('End or wrap up the call', { id: 'dispatch.key-end' }),
  },
  { keys: ['l'], command: 'back', words: (msg) => msg('Back to the list', { id: 'dispatch.key-back' }) },
];
