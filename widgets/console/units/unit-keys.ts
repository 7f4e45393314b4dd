import type { Shortcut } from '../domain/keys.ts';

export type UnitCommand = 'next' | 'previous' | 'service' | 'duty' | 'message';

export const UNIT_KEYS: readonly Shortcut<UnitCommand>[] = [
  { keys: ['j'], command: 'next', words: (msg) => msg('Next unit', { id: 'units.key-next' }) },
  { keys: ['k'], command: 'previous', words: (msg) => msg('Previous unit', { id: 'units.key-previous' }) },
  {
    keys: ['o'],
    command: 'service',
    words: (msg) => msg('Put the unit out of service, or return it', { id: 'units.key-service' }),
  },
  {
    keys: ['u'],
    command: 'duty',
    words: (msg) => msg('Set the unit on or off duty', { id: 'units.key-duty' }),
  },
  {
    keys: ['m'],
    command: 'message',
    words: (msg) => msg('Write to the unit', { id: 'units.key-message' }),
  },
];
