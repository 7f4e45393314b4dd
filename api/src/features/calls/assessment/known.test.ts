import { describe, expect, it } from 'vitest';
import { assess, loadKnowledge, readStatement } from '../../triage/index.ts';
import { KnownReading } from './known.ts';

const { knowledge, languages } = loadKnowledge();
const read = (text: string) => {
  const statement = { text, language: 'en' };
  return { assessment: assess(readStatement(statement, {}, languages), knowledge), statement } as never;
};

describe('words of a call', () => {
  const known = new KnownReading(read('My father is 62 and has chest pain. He is breathing.'), null);

  it.each(['The gate is open and somebody waits there', 'He has chest pain', 'He is breathing'])(
    'add nothing that was said before: %s',
    (text) => {
      expect(known.addedBy(read(text), null)).toBe(false);
    },
  );

  it.each([
    'He is sweating',
    'He is not breathing',
    'He has no chest pain now',
    'He is 65 years old',
    'She is pregnant',
  ])('add what is new or changes: %s', (text) => {
    expect(known.addedBy(read(text), null)).toBe(true);
  });

  it('only extend what was said where they change nothing', () => {
    const said = 'My father is 62 and has chest pain. He is breathing.';
    const extended = (text: string, place: string | null = null) =>
      new KnownReading(read(text), place).onlyExtends(known);
    expect(extended(`${said} The gate is open.`)).toBe(true);
    expect(extended(`${said} He is sweating.`)).toBe(false);
    expect(extended(`${said} The gate is open.`, 'gate two')).toBe(false);
    // The middle of a long call is left out: what was found has moved.
    expect(extended('He is 62 and has chest pain. He is breathing.')).toBe(false);
  });

  it('add a place', () => {
    expect(known.addedBy(read('Please come'), 'tower B flat 204')).toBe(true);
  });
});
