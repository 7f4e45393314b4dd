import { event } from '../../kernel/events/event.ts';
import { code, count, list, object } from '../../kernel/payload/shapes.ts';

export const SettingsChanged = event('settings.changed', {
  description: 'An administrator changed settings of the platform.',
  data: object({ version: count, parts: list(code) }),
  example: { version: 3, parts: ['lockout'] },
});
