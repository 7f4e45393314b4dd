import type { AnswerLine } from '../../inbound/index.ts';
import type { OfferAnswer } from '../commands/offers.ts';
import type { OfferModel } from '../models.ts';

/** Offers of this time before a message count as too late when they were closed as it came, milliseconds. */
export const RECALL_MS = 3_600_000;

/** An offer as it is now. */
export type OfferNow = Pick<OfferModel, 'id' | 'state' | 'sentAt' | 'expiresAt' | 'respondedAt'>;

/**
 * Which offer a message answers, or what is said instead. Only offers that were open when the message arrived count, so that it
 * means the same whenever it is handled, and however often: it can never answer an offer that was made after it.
 * @param offers to the person who sent it.
 * @param at when it arrived.
 */
export function choiceOf(
  offers: readonly OfferNow[],
  answer: OfferAnswer['answer'],
  at: Date,
): { readonly offerId: string } | { readonly line: AnswerLine } {
  const before = offers.filter(({ sentAt }) => sentAt <= at);
  const [only, ...others] = before.filter((offer) => wasOpen(offer, at));
  if (others.length > 0) return { line: 'several_open' };
  if (only !== undefined) {
    return only.state === 'open' ? { offerId: only.id } : { line: lineOf(only, answer) };
  }
  const recent = before.filter(({ sentAt }) => sentAt.getTime() > at.getTime() - RECALL_MS);
  const [last] = recent.sort((a, b) => b.sentAt.getTime() - a.sentAt.getTime());
  return { line: last === undefined ? 'none_open' : lineOf(last, answer) };
}

function wasOpen({ expiresAt, respondedAt }: OfferNow, at: Date): boolean {
  return expiresAt > at && (respondedAt === null || respondedAt >= at);
}

/** Of an offer that is open no more. Who has answered it gets the same line again; another answer needs the app. */
function lineOf({ state }: OfferNow, answer: OfferAnswer['answer']): AnswerLine {
  if (state === 'accepted') return answer === 'accept' ? 'accepted' : 'in_app';
  if (state === 'declined' && answer === 'decline') return 'declined';
  return 'too_late';
}
