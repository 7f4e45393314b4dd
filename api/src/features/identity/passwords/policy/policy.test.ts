import contract from '@kiwimesh/openapi/openapi.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { assertAcceptablePassword, passwordFault } from './policy.ts';

const ABOUT = ['Asha Krishnan', 'asha.k@sahyadri.example'];
const fault = (password: string) => passwordFault(password, ABOUT)?.detail ?? null;
const reasons = (password: string) => passwordFault(password, ABOUT)?.reasons;

describe('a new password', () => {
  it.each([
    'correct horse battery',
    'mango-lantern-river-42',
    'kx7m-9dnp-q2ws-t4hj-b6vz',
    'आम लालटेन नदी पहाड़ी चाय',
    'all lower case letters here',
    'x'.repeat(3) + 'Y7#pl qm2!vB tz9 rw'.repeat(5),
  ])('accepts %s', (password) => {
    expect(fault(password)).toBeNull();
  });

  it('needs 15 characters, counted in code points after normalising', () => {
    expect(fault('fourteen chars')).toContain('14 characters');
    expect(fault('fifteen charact')).toBeNull();
    // Seven ligatures count as fourteen letters, an emoji as one character.
    expect(fault('ﬁﬁﬁﬁﬁﬁﬁ')).toContain('14 characters');
    expect(fault('🥭🏮🌊⛰🫖 a b c d')).toContain('13 characters');
  });

  it('may have up to 128 characters, none of which are cut off', () => {
    const long = Array.from(
      // At any size: the length of one password.
      { length: 128 },
      (_, index) => 'mqzvkfwhtn'[(index * 7 + (index >> 3)) % 10],
    ).join('');
    expect(fault(long)).toBeNull();
    expect(fault(`${long}x`)).toContain('longer than 128');
  });

  it.each([
    'passwordpassword',
    'password1234567',
    'P@ssw0rd!!!!!!!!',
    'Password_2026_!!',
    '1qaz2wsx3edc4rfv',
    'iloveyou iloveyou',
    'Correct Horse Battery Staple',
    'the quick brown fox',
    'qwertyuiop12345',
  ])('rejects %s as common despite substitutions', (password) => {
    expect(fault(password)).toMatch(/common|repeats/);
  });

  it.each([
    '123456789012345',
    'aaaaaaaaaaaaaaaa',
    'abcdefghijklmnop',
    'ababababababababab',
    'zyxwvutsrqponmlk',
  ])('rejects %s as monotonous', (password) => {
    expect(fault(password)).toContain('a repetition or a row');
  });

  it.each([
    'AshaKrishnan2026',
    'asha.k@sahyadri.example',
    'kiwimesh-demo-2026',
    'Sahyadri-kiwimesh-1',
    'kiwimesh-p4ssword',
  ])('rejects %s as personal', (password) => {
    expect(fault(password)).toContain('your name');
  });

  it('may contain the person’s name among enough other words', () => {
    expect(fault('asha paints green umbrellas')).toBeNull();
  });

  it('is rejected with the codes of all reasons', () => {
    expect(reasons('short')).toEqual(['too_short']);
    expect(reasons('q7 z'.repeat(40))).toEqual(['too_long']);
    expect(reasons('abcdefghijklmnop')).toEqual(['monotonous']);
    expect(reasons('iloveyou-iloveyou')).toEqual(['common']);
    expect(reasons('AshaKrishnan2026')).toEqual(['personal']);
    expect(reasons('passwordpassword1kiwimesh')).toEqual(['personal']);
    expect(reasons('qwertyuiop12345')).toEqual(['monotonous', 'common']);
    expect(reasons('mango-lantern-river-42')).toBeUndefined();
  });

  it('is rejected only for reasons that the contract lists', () => {
    const { enum: named } = contract.components.schemas.Problem.properties.reasons.items;
    const every = ['short', 'q7 z'.repeat(40), 'abcdefghijklmnop', 'iloveyou-iloveyou', 'AshaKrishnan2026'];
    expect(every.flatMap(reasons).toSorted()).toEqual(named.toSorted());
  });

  it('is rejected with the reason and without the password', () => {
    const refused = (): void => assertAcceptablePassword('sunshine', ABOUT, '/newPassword');
    expect(refused).toThrow(
      expect.objectContaining({
        code: 'password_unacceptable',
        status: 422,
        detail: expect.stringContaining('needs at least 15'),
        errors: [expect.objectContaining({ pointer: '/newPassword' })],
        extensions: { reasons: ['too_short'] },
      }),
    );
    expect(refused).not.toThrow(/sunshine/);
  });
});
