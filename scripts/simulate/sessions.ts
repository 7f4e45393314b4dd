import { setTimeout as delay } from 'node:timers/promises';
import { Kiwimesh, memoryStore, ProblemError } from '@kiwimesh/sdk';
import type { Login } from '../demo/logins.ts';

export async function signInStaff(api: string, { email, password }: Login): Promise<Kiwimesh> {
  const kiwi = new Kiwimesh({ baseUrl: api, store: memoryStore() });
  await patiently(() => kiwi.login({ email, password }));
  return kiwi;
}

/** Signs a resident in by one-time code, read where development keeps the messages it would have sent. */
export async function signInResident(api: string, phone: string): Promise<Kiwimesh> {
  const kiwi = new Kiwimesh({ baseUrl: api, store: memoryStore() });
  await patiently(() => kiwi.requestOtp({ phone }));
  const code = await codeSentTo(api, phone);
  await kiwi.verifyOtp({ phone, code });
  return kiwi;
}

const CODE_TRIES = 20;

async function codeSentTo(api: string, phone: string): Promise<string> {
  for (let attempt = 1; attempt <= CODE_TRIES; attempt += 1) {
    const reply = await fetch(`${api}/dev/messages?to=${encodeURIComponent(phone)}`);
    const { data } = (await reply.json()) as { data: { body: string }[] };
    // Notifications have none.
    const code = data.map(({ body }) => /\d{6,}/.exec(body)?.[0]).find((found) => found !== undefined);
    if (code !== undefined) return code;
    await delay(500);
  }
  throw new Error(`No code was sent to ${phone}; is this a development server?`);
}

/** Limits on sign-in are real; the simulator waits as long as the reply says. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 429) throw error;
      await delay((error.retryAfter ?? 1) * 1000);
    }
  }
}

/** A lost race (409) or an impossible request (422) is expected; any other error ends the simulation. */
export async function orRefused<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ProblemError && [403, 404, 409, 422, 429].includes(error.status)) return undefined;
    throw error;
  }
}
