import { expectedVersion, type OperationsOf, type ReplyOf } from '../../kernel/http/operation.ts';
import type { PlatformSettings } from './settings.ts';
import type { Settings } from './settings-document.ts';

export type SettingsOperations = OperationsOf<'getSettings' | 'putSettings'>;

export function settingsOperations(settings: PlatformSettings): SettingsOperations {
  return {
    async getSettings({ principal }) {
      return { status: 200, body: settingsBody(await settings.get(principal)) };
    },
    async putSettings({ principal, headers, body }) {
      const put = await settings.put(principal, body, expectedVersion(headers));
      return { status: 200, body: settingsBody(put) };
    },
  };
}

function settingsBody({ updatedAt, ...settings }: Settings): ReplyOf<'getSettings'>['body'] {
  return {
    ...settings,
    secondFactor: { requiredRoles: [...settings.secondFactor.requiredRoles] },
    updatedAt: updatedAt?.toISOString() ?? null,
  };
}
