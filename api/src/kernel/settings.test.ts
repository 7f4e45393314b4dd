import { describe, expect, it } from 'vitest';
import { ConfigFault, defineSettings, readSettings, type SettingsContext, text } from './settings.ts';

const context: Omit<SettingsContext, 'variable'> = {
  environment: 'test',
  deployed: false,
  dataDir: '/data',
  allowsSandbox: () => false,
};
const port = defineSettings({
  title: 'Example',
  declared: { PORT: { schema: { type: 'integer', default: 80 }, means: 'where it listens' } },
  value: ({ PORT }) => ({ port: Number(PORT) }),
});
const greeting = defineSettings({
  title: 'Example',
  declared: { GREETING: { schema: { type: 'string' }, means: 'what to say' } },
  check: ({ GREETING }) => (GREETING === 'no' ? ['GREETING is no greeting'] : []),
  value: ({ GREETING }) => ({ greeting: text(GREETING) }),
});

describe('settings of platform and modules', () => {
  const read = (environment: Record<string, string>) =>
    readSettings({ platform: { port }, modules: { port: greeting } }, () => context, environment);

  it('become typed, frozen values by name', () => {
    const values = read({ PORT: '81', GREETING: '' });
    expect(values).toEqual({ platform: { port: { port: 81 } }, modules: { port: { greeting: null } } });
    expect(Object.isFrozen(values.modules.port)).toBe(true);
  });

  it('name all problems of all groups at once', () => {
    expect(() => read({ PORT: 'x', GREETING: 'no' })).toThrow(
      new ConfigFault(['PORT must be a whole number (where it listens)', 'GREETING is no greeting']),
    );
  });

  it('reject a variable that two groups declare', () => {
    expect(() => readSettings({ platform: { port }, modules: { again: port } }, () => context, {})).toThrow(
      'the setting PORT is declared twice',
    );
  });
});
