import { OPT_OUT_REQUESTS, type OptOutRequest } from '../../../ports/messaging.ts';

/** No answer is longer. */
const MAX_LENGTH = 60;

/**
 * The words of a short message in one form: without case, punctuation, signs and invisible characters. None of a longer
 * one: that is no answer to a question.
 */
export function wordsIn(text: string): readonly string[] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\p{Cf}/gu, '');
  const words = plain.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');
  return plain.length > MAX_LENGTH ? [] : words;
}

/** Words that providers treat alike, which stand alone in the message, and those of Hindi. */
const WORDS: Readonly<Record<Exclude<OptOutRequest, 'help'>, readonly string[]>> = {
  stop: [
    ...['stop', 'stopall', 'stop all', 'unsubscribe', 'cancel', 'end', 'quit', 'optout', 'opt out', 'revoke'],
    ...['रोकें', 'रोको', 'बंद', 'बंद करें', 'बंद करो', 'बन्द', 'बन्द करें', 'बन्द करो'],
  ],
  start: ['start', 'unstop', 'शुरू', 'शुरू करें', 'शुरू करो'],
};

/** Whether a message asks for no more messages, or for messages again. */
export function requestIn(text: string): OptOutRequest | null {
  const said = wordsIn(text).join(' ');
  return OPT_OUT_REQUESTS.find((request) => request !== 'help' && WORDS[request].includes(said)) ?? null;
}
