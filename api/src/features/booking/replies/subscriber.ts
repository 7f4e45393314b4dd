import { recordAs } from '../../../kernel/audit/subject.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { type AnswerLine, type InboundFace, MessageReceived } from '../../inbound/index.ts';
import type { OrganisationsFace, PersonReference } from '../../organisations/index.ts';
import { absentActorOf } from '../commands/actors.ts';
import { type OfferAnswer, respondToOffer } from '../commands/offers.ts';
import { OfferModel } from '../models.ts';
import type { PolicyBook } from '../policies/load.ts';
import { choiceOf, type OfferNow, RECALL_MS } from './choice.ts';
import { answerOf } from './words.ts';

interface Deps {
  readonly inbound: Pick<InboundFace, 'receivedMessage' | 'answer'>;
  readonly organisations: OrganisationsFace;
  readonly policies: PolicyBook;
}

/**
 * Takes a message as the answer to the one open offer of the person whose number it comes from, and tells them what came of it. In
 * one transaction with the note that the message was handled.
 */
export function replySubscriber({ inbound, ...deps }: Deps): Subscriber {
  return subscriber('booking.replies', [MessageReceived], async ({ data: { messageId } }, uow) => {
    const message = await inbound.receivedMessage(uow, messageId);
    if (message === null) return;
    const people = await deps.organisations.peopleWithPhone(uow, message.from);
    const [person] = people;
    // A phone of nobody gets no answer.
    if (person === undefined) return;
    const answer = answerOf(message.text);
    let line: AnswerLine = 'not_understood';
    if (answer !== null) {
      const known = people.length === 1 && person.phoneProven;
      line = known ? await answered(uow, deps, person, answer, message.receivedAt) : 'in_app';
    }
    inbound.answer(uow, messageId, line, person.language);
  });
}

async function answered(
  uow: UnitOfWork,
  { organisations, policies }: Omit<Deps, 'inbound'>,
  person: PersonReference,
  answer: OfferAnswer['answer'],
  at: Date,
): Promise<AnswerLine> {
  const choice = choiceOf(await offersTo(uow, person, at), answer, at);
  if ('line' in choice) return choice.line;
  const { offerId } = choice;
  const { actor, recorded } = await absentActorOf(uow, organisations, person);
  try {
    await respondToOffer(uow, policies, actor, offerId, { answer });
  } catch (error) {
    // Somebody else was faster. Nothing was written by then.
    if (error instanceof Problem && error.code === 'offer_closed') return 'too_late';
    throw error;
  }
  recordAs(
    { id: 'respondToOffer', recordType: 'offer', recordId: offerId },
    recorded,
    'answered by a message',
  );
  return answer === 'accept' ? 'accepted' : 'declined';
}

/** The offers to a person that a message of that time can be about. */
async function offersTo(
  uow: UnitOfWork,
  { kind, id }: PersonReference,
  at: Date,
): Promise<readonly OfferNow[]> {
  return OfferModel.query(uow.trx)
    .select('id', 'state', 'sent_at', 'expires_at', 'responded_at')
    .where(kind === 'staff' ? { staff_id: id } : { resident_id: id })
    .where('sent_at', '<=', at)
    .where((either) => {
      either
        .where('state', 'open')
        .orWhere('responded_at', '>=', at)
        .orWhere('sent_at', '>', new Date(at.getTime() - RECALL_MS));
    });
}
