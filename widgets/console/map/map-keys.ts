import type { Shortcut } from '../domain/keys.ts';

export type MapCommand = 'next' | 'previous' | 'all' | 'closer' | 'wider' | 'none';

export const MAP_KEYS: readonly Shortcut<MapCommand>[] = [
  { keys: ['j'], command: 'next', words: (msg) => msg('Next in the list', { id: 'map.key-next' }) },
  {
    keys: ['k'],
    command: 'previous',
    words: (msg) => msg('Previous in the list', { id: 'map.key-previous' }),
  },
  { keys: ['a'], command: 'all', words: (msg) => msg('Show everything', { id: 'map.all' }) },
  { keys: ['+', '='], command: 'closer', words: (msg) => msg('Closer', { id: 'map.closer' }) },
  { keys: ['-'], command: 'wider', words: (msg) => msg('Wider', { id: 'map.wider' }) },
  {
    keys: ['x'],
    command: 'none',
    words: (msg) => msg('Choose nothing', { id: 'map.key-none' }),
  },
];
