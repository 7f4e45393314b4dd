import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  call,
  type IdentityHarness,
  identityHarness,
  PASSWORD,
  SECRETS,
} from '../../../../test/support/worlds/identity-world.ts';
import type { Email } from '../../../ports/email.ts';

const NEW = 'quiet harbour lantern seven';
const HOUR = 3_600_000;

let harness: IdentityHarness;
let hospitalId: string;
let number = 0;

beforeAll(async () => {
  harness = await identityHarness();
  const made = await harness.organisations.operations.createHospital(
    call(harness.superAdmin, { body: { name: 'City' } }),
  );
  hospitalId = made.body.id;
});
afterAll(() => harness.close());

async function add(fields: { password?: string; language?: string } = {}) {
  number += 1;
  const email = `person.${number}@links.example`;
  const made = await harness.organisations.operations.createStaff(
    call(harness.superAdmin, {
      body: { role: 'nurse', name: `Nurse ${number}`, email, hospitalId, ...fields },
    }),
  );
  await harness.settle();
  return { id: made.body.id, email };
}

const mailsTo = (to: string): Email[] => harness.mails.filter((mail) => mail.to === to);
const tokenIn = (mail: Email | undefined): string =>
  /#(?:invitation|password-reset)=([\w-]{43})$/m.exec(mail?.text ?? '')?.[1] ?? '';
const lastToken = (to: string) => tokenIn(mailsTo(to).at(-1));

const operations = () => harness.identity.operations;
const anonymous = { kind: 'anonymous' } as const;
const accept = (token: string, password = NEW) =>
  operations().acceptInvitation(call(anonymous, { body: { token, password } }));
const confirm = (token: string, password = NEW) =>
  operations().confirmPasswordReset(call(anonymous, { body: { token, password } }));
const inspect = (token: string) => operations().inspectAccountLink(call(anonymous, { body: { token } }));
const signIn = (email: string, password: string) =>
  operations().login(call(anonymous, { body: { email, password } }));
const invite = (staffId: string, body: { language?: string } = {}) =>
  operations().inviteStaff(call(harness.superAdmin, { params: { staffId }, body }));
const reset = async (email: string, language?: string) => {
  const body = language === undefined ? { email } : { email, language };
  const reply = await operations().requestPasswordReset(call(anonymous, { body }));
  await harness.settle();
  return reply;
};
const shown = async (staffId: string) =>
  (await harness.organisations.operations.getStaff(call(harness.superAdmin, { params: { staffId } }))).body
    .invitation;

describe('an invitation', () => {
  it('goes to new staff without a password, who can sign in after choosing one', async () => {
    const { id, email } = await add();
    const [mail, ...others] = mailsTo(email);
    expect(others).toEqual([]);
    expect(mail?.text).toContain('https://care.example/account#invitation=');
    expect(mail?.html).toContain('https://care.example/account#invitation=');
    expect(await shown(id)).toMatchObject({ sentAt: expect.any(String), acceptedAt: null });
    expect((await inspect(lastToken(email))).body).toMatchObject({
      purpose: 'invitation',
      email,
      password: { minLength: 15 },
    });
    expect((await accept(lastToken(email))).body).toEqual({ email, next: 'sign_in' });
    expect((await signIn(email, NEW)).status).toBe(200);
    expect(await shown(id)).toMatchObject({ acceptedAt: expect.any(String) });
  });

  it('does not go to staff who were given a password', async () => {
    const { id, email } = await add({ password: PASSWORD });
    expect(mailsTo(email)).toEqual([]);
    expect(await shown(id)).toBeNull();
    await expect(invite(id)).rejects.toMatchObject({ code: 'already_exists' });
  });

  it('names no one and is the same email every time it is sent', async () => {
    const { email } = await add();
    const [mail] = mailsTo(email);
    expect(mail?.text).not.toMatch(/Nurse|City/);
    expect(mail?.idempotencyKey).toMatch(/^account-link:[0-9a-f-]{36}:1$/);
    const job = harness.identity.jobs?.find((one) => one.name === 'send-account-link');
    const linkId = mail?.idempotencyKey.split(':')[1] ?? '';
    await job?.handle({ linkId, send: 1 }, { key: 'again', attempt: 2 });
    expect(mailsTo(email)[1]).toEqual(mail);
  });

  it('works once out of ten concurrent attempts to accept it', async () => {
    const { email } = await add();
    const token = lastToken(email);
    const passwords = Array.from({ length: 10 }, (_, index) => `${NEW} ${index}`);
    const outcomes = await Promise.allSettled(passwords.map((password) => accept(token, password)));
    const won = outcomes.flatMap((outcome, index) => (outcome.status === 'fulfilled' ? [index] : []));
    expect(won).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') {
        expect(outcome.reason).toMatchObject({ code: 'link_unusable', extensions: { reason: 'used' } });
      }
    }
    expect((await signIn(email, passwords[won[0] ?? 0] ?? '')).status).toBe(200);
  });

  it('remains usable after an unacceptable password', async () => {
    const { email } = await add();
    const token = lastToken(email);
    await expect(accept(token, 'short')).rejects.toMatchObject({ code: 'password_unacceptable' });
    await expect(accept(token, 'aaaaaaaaaaaaaaaaaaaa')).rejects.toMatchObject({
      code: 'password_unacceptable',
    });
    expect((await accept(token)).status).toBe(200);
  });

  it('replaces the older link when sent again, in the requested language', async () => {
    const { id, email } = await add();
    const older = lastToken(email);
    await expect(invite(id)).rejects.toMatchObject({
      code: 'rate_limited',
      headers: { 'Retry-After': expect.any(String) },
    });
    harness.advance(61_000);
    expect((await invite(id, { language: 'hi' })).body).toMatchObject({ sentAt: null, acceptedAt: null });
    await harness.settle();
    expect(mailsTo(email).at(-1)?.subject).toContain('पासवर्ड चुनिए');
    await expect(accept(older)).rejects.toMatchObject({
      code: 'link_unusable',
      extensions: { reason: 'replaced' },
    });
    expect((await accept(lastToken(email))).status).toBe(200);
  });

  it('expires and can then be sent again', async () => {
    const { id, email } = await add();
    harness.advance(73 * HOUR);
    await expect(inspect(lastToken(email))).rejects.toMatchObject({ extensions: { reason: 'expired' } });
    await expect(accept(lastToken(email))).rejects.toMatchObject({ extensions: { reason: 'expired' } });
    await invite(id);
    await harness.settle();
    expect((await accept(lastToken(email))).status).toBe(200);
  });

  it('goes to a corrected address, and the old link stops working', async () => {
    const { id, email } = await add();
    const corrected = `corrected.${email}`;
    await harness.organisations.operations.updateStaff(
      call(harness.superAdmin, { params: { staffId: id }, body: { email: corrected } }),
    );
    await harness.settle();
    await expect(accept(lastToken(email))).rejects.toMatchObject({ extensions: { reason: 'replaced' } });
    expect((await accept(lastToken(corrected))).body.email).toBe(corrected);
  });

  it('stops working when the person is deactivated', async () => {
    const { id, email } = await add();
    const change = (active: boolean) =>
      harness.organisations.operations.updateStaff(
        call(harness.superAdmin, { params: { staffId: id }, body: { active } }),
      );
    await change(false);
    await expect(accept(lastToken(email))).rejects.toMatchObject({ code: 'link_unusable' });
    await expect(invite(id)).rejects.toMatchObject({ code: 'unprocessable' });
  });

  it('does not replace a password set in the meantime', async () => {
    const { id, email } = await add();
    await harness.organisations.operations.updateStaff(
      call(harness.superAdmin, { params: { staffId: id }, body: { password: PASSWORD } }),
    );
    await expect(accept(lastToken(email))).rejects.toMatchObject({ extensions: { reason: 'used' } });
    expect((await signIn(email, PASSWORD)).status).toBe(200);
  });

  it('cannot be used by someone who reads the database', async () => {
    const { email } = await add();
    const token = Buffer.from(lastToken(email), 'base64url');
    const rows = await harness.db.owner('account_link').select();
    const kept = JSON.stringify(rows, (_key, value) =>
      value?.type === 'Buffer' ? Buffer.from(value).toString('hex') : value,
    );
    expect(kept).not.toContain(token.toString('hex'));
    expect(kept).not.toContain(token.toString('base64url'));
    expect(kept).not.toContain(email);
  });

  it('survives a change of the secret, and a repeat sends the same link', async () => {
    const { email } = await add();
    const later = await harness.another(['another development secret of 32 letters', ...SECRETS]);
    const job = later.jobs?.find((one) => one.name === 'send-account-link');
    const [mail] = mailsTo(email);
    await job?.handle(
      { linkId: mail?.idempotencyKey.split(':')[1] ?? '', send: 1 },
      { key: 'x', attempt: 2 },
    );
    expect(tokenIn(mailsTo(email)[1])).toBe(tokenIn(mail));
    expect(
      (
        await later.operations.acceptInvitation(
          call(anonymous, { body: { token: tokenIn(mail), password: NEW } }),
        )
      ).status,
    ).toBe(200);
  });
});

describe('the language of a person', () => {
  const subject = (email: string) => mailsTo(email).at(-1)?.subject;

  it('applies to every email, whatever the language of the page', async () => {
    const { id, email } = await add({ language: 'hi-IN' });
    expect(subject(email)).toContain('अपना पासवर्ड चुनिए');
    harness.advance(61_000);
    await invite(id);
    await harness.settle();
    expect(mailsTo(email)).toHaveLength(2);
    expect(subject(email)).toContain('अपना पासवर्ड चुनिए');
    await accept(lastToken(email));
    await reset(email, 'en');
    expect(subject(email)).toBe('अपना Kiwimesh पासवर्ड बदलिए');
    await confirm(lastToken(email));
    await harness.settle();
    expect(subject(email)).toBe('आपका Kiwimesh पासवर्ड बदल गया');
  });

  it('defaults to that of the page, then of the region', async () => {
    const { email } = await add({ password: PASSWORD });
    await reset(email, 'hi');
    expect(subject(email)).toBe('अपना Kiwimesh पासवर्ड बदलिए');
    await confirm(lastToken(email));
    await harness.settle();
    expect(subject(email)).toBe('Your Kiwimesh password was changed');
  });

  it('is kept when an invitation goes to a changed address', async () => {
    const { id, email } = await add();
    expect(subject(email)).toContain('choose your password');
    const moved = `moved.${email}`;
    await harness.organisations.operations.updateStaff(
      call(harness.superAdmin, { params: { staffId: id }, body: { email: moved, language: 'hi' } }),
    );
    await harness.settle();
    expect(subject(moved)).toContain('अपना पासवर्ड चुनिए');
  });
});

describe('a password reset', () => {
  it('sets the password, ends every session and notifies the owner', async () => {
    const { email } = await add({ password: PASSWORD });
    const { body } = await signIn(email, PASSWORD);
    await reset(email);
    const token = lastToken(email);
    expect((await inspect(token)).body).toMatchObject({ purpose: 'password_reset', email });
    expect((await confirm(token)).body).toEqual({ email, next: 'sign_in' });
    await harness.settle();
    await expect(
      operations().refreshSession(call(anonymous, { body: { refreshToken: body.refreshToken } })),
    ).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(signIn(email, PASSWORD)).rejects.toMatchObject({ code: 'invalid_credentials' });
    expect((await signIn(email, NEW)).status).toBe(200);
    expect(mailsTo(email).at(-1)?.subject).toBe('Your Kiwimesh password was changed');
    await expect(confirm(token)).rejects.toMatchObject({ extensions: { reason: 'used' } });
  });

  it('works once out of ten concurrent attempts', async () => {
    const { email } = await add({ password: PASSWORD });
    await reset(email);
    const token = lastToken(email);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => confirm(token)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('expires after half an hour', async () => {
    const { email } = await add({ password: PASSWORD });
    await reset(email);
    harness.advance(31 * 60_000);
    await expect(confirm(lastToken(email))).rejects.toMatchObject({ extensions: { reason: 'expired' } });
  });

  it('cannot be used as an invitation, nor an invitation as a reset', async () => {
    const { email } = await add();
    const invitation = lastToken(email);
    await expect(confirm(invitation)).rejects.toMatchObject({ extensions: { reason: 'unknown' } });
    await reset(email);
    expect(mailsTo(email).at(-1)).toMatchObject({ subject: 'Your Kiwimesh account has no password yet' });
    expect(lastToken(email)).toBe('');
    expect((await accept(invitation)).status).toBe(200);
  });

  it('sends nothing for unknown or deactivated accounts', async () => {
    const { id, email } = await add({ password: PASSWORD });
    await harness.organisations.operations.updateStaff(
      call(harness.superAdmin, { params: { staffId: id }, body: { active: false } }),
    );
    await reset(email);
    await reset('stranger@links.example');
    expect([...mailsTo(email), ...mailsTo('stranger@links.example')]).toEqual([]);
  });

  it('sends at most three emails of one link, which stays valid', async () => {
    const { email } = await add({ password: PASSWORD });
    for (let minute = 0; minute < 18; minute += 1) {
      await reset(email);
      await reset(email.toUpperCase());
      harness.advance(61_000);
    }
    const mails = mailsTo(email);
    expect(mails).toHaveLength(3);
    expect(new Set(mails.map(tokenIn)).size).toBe(1);
    expect(new Set(mails.map((mail) => mail.idempotencyKey)).size).toBe(3);
    expect((await confirm(lastToken(email))).status).toBe(200);
  });

  it('leaves its owner a usable link despite requests by strangers', async () => {
    const { email } = await add({ password: PASSWORD });
    for (let minute = 0; minute < 70; minute += 5) {
      await reset(email);
      expect((await inspect(lastToken(email))).status).toBe(200);
      harness.advance(5 * 60_000);
    }
  });

  it('is refused to a network address with too many requests', async () => {
    const ask = (index: number) =>
      operations().requestPasswordReset({
        ...call(anonymous, { body: { email: `many.${index}@links.example` } }),
        ip: '203.0.113.77',
      });
    for (let index = 0; index < 60; index += 1) expect((await ask(index)).status).toBe(202);
    await expect(ask(60)).rejects.toMatchObject({ code: 'rate_limited' });
    harness.advance(HOUR);
    expect((await ask(61)).status).toBe(202);
  });
});

describe('housekeeping', () => {
  it('deletes links after a month but keeps accepted invitations', async () => {
    const { id, email } = await add();
    await accept(lastToken(email));
    await reset(email);
    harness.advance(31 * 24 * HOUR);
    await harness.identity.tidy();
    const rows = await harness.db.owner('account_link').where('staff_id', id).select('purpose');
    expect(rows).toEqual([{ purpose: 'invitation' }]);
  });
});
