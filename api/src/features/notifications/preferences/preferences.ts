import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { type InputFault, Problem } from '../../../kernel/ground/problem.ts';
import { personOf } from '../../identity/index.ts';
import type { PersonReference, ReachablePerson } from '../../organisations/index.ts';
import { NotificationPreference } from '../models.ts';
import { type Channel, CLASSES, type ClassChoice, type NotificationClass } from '../rules/classes.ts';
import { keyOf } from '../rules/recipients.ts';
import type { Digest } from './digest-times.ts';
import type { QuietHours } from './quiet-hours.ts';

/** What a person chose: classes that are absent have their default. */
export interface Choices {
  readonly classes: readonly ClassChoice[];
  readonly quietHours: QuietHours | null;
  readonly digest: Digest | null;
}

export const NOTHING_CHOSEN: Choices = { classes: [], quietHours: null, digest: null };

/** The channels of a class for a person with these choices, in the order in which they are tried. */
export function channelsOf(ofClass: NotificationClass, { classes }: Choices): readonly Channel[] {
  return classes.find((choice) => choice.class === ofClass)?.channels ?? CLASSES[ofClass].channels;
}

/** The channels by which each notification of a class is sent by itself: what is in the digest is not mailed as well. */
export function channelsSingly(ofClass: NotificationClass, choices: Choices): readonly Channel[] {
  const channels = channelsOf(ofClass, choices);
  return isInDigest(ofClass, choices) ? channels.filter((channel) => channel !== 'email') : channels;
}

export const isInDigest = (ofClass: NotificationClass, { digest }: Choices): boolean =>
  digest?.classes.some((one) => one === ofClass) === true;

/** Where a message reaches a person by a channel; null where it does not. */
export const addressOf = (
  channel: Exclude<Channel, 'push'>,
  { phone, email }: Pick<ReachablePerson, 'phone' | 'email'>,
): string | null => (channel === 'email' ? email : phone);

/** What these people chose, by their {@link keyOf}; who has chosen nothing is absent. */
export async function choicesOf(
  uow: UnitOfWork,
  people: readonly PersonReference[],
): Promise<ReadonlyMap<string, Choices>> {
  if (people.length === 0) return new Map();
  const idsOf = (kind: PersonReference['kind']) =>
    people.filter((person) => person.kind === kind).map(({ id }) => id);
  const rows = await NotificationPreference.query(uow.trx).where((of) =>
    of.whereIn('staff_id', idsOf('staff')).orWhereIn('resident_id', idsOf('resident')),
  );
  return new Map(rows.map((row) => [keyOf(personOf(row)), choicesIn(row)]));
}

function choicesIn(row: NotificationPreference): Choices {
  const { classes, quietFrom, quietTo, digestAt, digestClasses } = row;
  const quietHours = quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo };
  const digest =
    digestAt === null || digestClasses === null ? null : { at: digestAt, classes: digestClasses };
  return { classes, quietHours, digest };
}

/** @throws Problem `unprocessable` for choices that the classes do not admit. */
export function checkChoices({ classes, quietHours }: Choices): void {
  const errors: InputFault[] = [];
  const named = new Set<NotificationClass>();
  for (const [at, choice] of classes.entries()) {
    const missing = CLASSES[choice.class].required.filter((channel) => !choice.channels.includes(channel));
    if (named.has(choice.class))
      errors.push({ pointer: `/classes/${at}/class`, detail: 'Name a class once.' });
    if (missing.length > 0) {
      const detail = `Notifications of the class ${choice.class} are always sent: keep ${missing.join(' and ')}.`;
      errors.push({ pointer: `/classes/${at}/channels`, detail });
    }
    named.add(choice.class);
  }
  if (quietHours !== null && quietHours.from === quietHours.to) {
    errors.push({ pointer: '/quietHours/to', detail: 'Quiet hours end at another time than they begin.' });
  }
  const [first] = errors;
  if (first !== undefined) throw new Problem('unprocessable', { detail: first.detail, errors });
}
