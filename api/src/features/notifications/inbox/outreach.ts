import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { type SmsSize, smsSize } from '../../../kernel/values/sms-size.ts';
import type { Allowance, AnnouncementsFace, NewCommunityAnnouncement } from '../../announcements/index.ts';
import type { DevicesFace } from '../../devices/index.ts';
import type { OrganisationsFace, ReachablePerson } from '../../organisations/index.ts';
import {
  addressOf,
  type Choices,
  channelsSingly,
  choicesOf,
  isInDigest,
  NOTHING_CHOSEN,
} from '../preferences/preferences.ts';
import type { Channel } from '../rules/classes.ts';
import { keyOf } from '../rules/recipients.ts';
import { OTHER_CLASSES } from '../rules/rules.ts';
import type { Wording } from '../templates/texts.ts';
import type { Wordings } from '../templates/wordings.ts';

/** Residents that are read at a time. */
const BATCH = 500;

interface OutreachDeps {
  readonly database: Database;
  readonly organisations: Pick<OrganisationsFace, 'residentsOf' | 'reachablePeople'>;
  readonly announcements: Pick<AnnouncementsFace, 'allowance'>;
  readonly devices: Pick<DevicesFace, 'residentsWithDevice'>;
  readonly wordings: Wordings;
}

/** The notification in one language, and how many read it so. */
export interface LanguageShare {
  readonly language: string;
  readonly recipients: number;
  readonly wording: Wording;
  readonly sms: SmsSize;
}

export interface AnnouncementOutreach {
  readonly allowance: Allowance;
  readonly recipients: number;
  /** By the way that each is notified first; `none` for the list of notifications alone. */
  readonly channels: Readonly<Record<Channel | 'none', number>>;
  readonly languages: readonly LanguageShare[];
}

/** Whom an announcement to a community would reach, before it is published. */
export class Outreach {
  readonly #deps: OutreachDeps;

  constructor(deps: OutreachDeps) {
    this.#deps = deps;
  }

  /** Counts alone: managers do not see how a resident wants to be notified. @throws Problem as publishing does. */
  async preview(
    principal: Principal,
    announcement: Pick<NewCommunityAnnouncement, 'communityId' | 'endsAt'>,
  ): Promise<AnnouncementOutreach> {
    const { database, announcements } = this.#deps;
    const allowance = await database.run(principal, (uow) => announcements.allowance(uow, announcement));
    return database.asSystem('preview an announcement', async (uow) => {
      const channels = { push: 0, sms: 0, email: 0, none: 0 };
      const readers = new Map<string, number>();
      for await (const people of this.#residents(uow, announcement.communityId)) {
        for (const { person, channel } of await this.#firstWays(uow, people)) {
          channels[channel] += 1;
          const language = this.#deps.wordings.languageOf(person);
          readers.set(language, (readers.get(language) ?? 0) + 1);
        }
      }
      const recipients = [...readers.values()].reduce((sum, number) => sum + number, 0);
      const languages = [...readers].sort().map(([language, number]) => this.#share(language, number));
      return { allowance, recipients, channels, languages };
    });
  }

  async *#residents(uow: UnitOfWork, communityId: string): AsyncGenerator<readonly ReachablePerson[]> {
    const { organisations } = this.#deps;
    let after: string | null = null;
    for (;;) {
      const ids: readonly string[] = await organisations.residentsOf(uow, communityId, {
        after,
        limit: BATCH,
      });
      yield organisations.reachablePeople(
        uow,
        ids.map((id) => ({ kind: 'resident', id })),
      );
      after = ids.at(-1) ?? null;
      if (ids.length < BATCH) return;
    }
  }

  async #firstWays(uow: UnitOfWork, people: readonly ReachablePerson[]) {
    const withDevice = await this.#deps.devices.residentsWithDevice(
      uow,
      people.map(({ id }) => id),
    );
    const chosen = await choicesOf(uow, people);
    return people.map((person) => {
      const choices = chosen.get(keyOf(person)) ?? NOTHING_CHOSEN;
      return { person, channel: firstWay(person, choices, withDevice.has(person.id)) };
    });
  }

  #share(language: string, recipients: number): LanguageShare {
    const wording = this.#deps.wordings.worded('community_announcement', {}, { language, timezone: null });
    return { language, recipients, wording, sms: smsSize(wording.outside) };
  }
}

function firstWay(person: ReachablePerson, choices: Choices, hasDevice: boolean): Channel | 'none' {
  const ofClass = OTHER_CLASSES.community_announcement;
  const singly = channelsSingly(ofClass, choices);
  const channels = isInDigest(ofClass, choices) ? [...singly, 'email' as const] : singly;
  const has = (channel: Channel) => (channel === 'push' ? hasDevice : addressOf(channel, person) !== null);
  return channels.find(has) ?? 'none';
}
