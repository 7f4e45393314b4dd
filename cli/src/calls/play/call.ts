import type { Kiwimesh } from '@kiwimesh/sdk';
import { CliError, EXIT } from '../../base/errors.ts';
import type { Call } from '../list.ts';

export interface CallWanted {
  readonly hospitalId?: string | undefined;
  readonly residentId?: string | undefined;
  readonly language?: string | undefined;
}

/** A call of one's own that one has answered oneself. */
export interface OwnCall {
  readonly call: Call;
  /** When the service had it, by `performance.now()`: within half of what the request took. */
  readonly createdAt: number;
}

/** With a resident's own call open, or left a moment ago, the new one would be that call. */
const NOT_OVER = ['waiting', 'active', 'held', 'ended', 'abandoned', 'missed'] as const;

/**
 * Rings and answers at once, so that no one else is asked for: who plays a recording is its caller and its operator.
 * @throws CliError for somebody who may not answer calls, and for a resident who has a call already.
 */
export async function openOwnCall(kiwi: Kiwimesh, wanted: CallWanted): Promise<OwnCall> {
  const me = await kiwi.get('/v1/me');
  if (me.duties?.includes('dispatch') !== true) {
    throw new CliError('no_operator', 'Only operators can play a recording: the call is answered by you.', {
      exit: EXIT.refused,
      hint: `Give yourself the duty: kiwimesh staff update ${me.email ?? 'EMAIL'} --duty dispatch`,
    });
  }
  if (wanted.residentId !== undefined) await mustBeFree(kiwi, wanted.residentId);
  const askedAt = performance.now();
  const call = await kiwi.post('/v1/calls', { body: { channel: 'web', ...given(wanted) } });
  const createdAt = (askedAt + performance.now()) / 2;
  const path = { callId: call.id };
  try {
    return { call: await kiwi.post('/v1/calls/{callId}/claim', { path }), createdAt };
  } catch (error) {
    if ((error as { code?: string }).code !== 'call_not_waiting') throw error;
    throw new CliError(
      'call_taken',
      'Another operator has answered the call: tell them that it was a test.',
      {
        exit: EXIT.refused,
        hint: `Its id is ${call.id}.`,
      },
    );
  }
}

async function mustBeFree(kiwi: Kiwimesh, residentId: string): Promise<void> {
  const query = { residentId, state: [...NOT_OVER], limit: 20 };
  const { data } = await kiwi.get('/v1/calls', { query });
  const open = data.find(({ wrappedUpAt }) => wrappedUpAt === null);
  if (open === undefined) return;
  throw new CliError('call_open', `The resident has a call that is not wrapped up yet: ${open.id}.`, {
    exit: EXIT.refused,
    hint: 'Wrap it up first: what is played would be part of it.',
  });
}

function given({ hospitalId, residentId, language }: CallWanted) {
  return {
    ...(hospitalId === undefined ? {} : { hospitalId }),
    ...(residentId === undefined ? {} : { residentId }),
    ...(language === undefined ? {} : { language }),
  };
}
