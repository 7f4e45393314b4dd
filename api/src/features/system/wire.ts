import type { components } from '@kiwimesh/openapi/types';
import type { DeadLetter } from './dead-letters.ts';
import type { Settings } from './settings/document.ts';

export function deadLetterBody(letter: DeadLetter) {
  return { ...letter, failedAt: letter.failedAt.toISOString() };
}

export function settingsBody({ updatedAt, ...settings }: Settings): components['schemas']['Settings'] {
  return {
    ...settings,
    secondFactor: { requiredRoles: [...settings.secondFactor.requiredRoles] },
    updatedAt: updatedAt?.toISOString() ?? null,
  };
}
