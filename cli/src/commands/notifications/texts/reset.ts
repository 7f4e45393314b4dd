import { string } from '@oclif/core/args';
import { option, string as text } from '@oclif/core/flags';
import { BaseCommand } from '../../../base/command.ts';
import { findText, ownParts, PARTS, TEMPLATE_ARGUMENT } from '../../../notifications/texts.ts';
import { findHospital } from '../../../organisations/find.ts';

export default class NotificationsTextsReset extends BaseCommand<typeof NotificationsTextsReset> {
  static override summary =
    "Give up a hospital's own text of notifications, or parts of it, for the platform's.";
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Sahyadri General" responder_en_route --language en',
    '<%= config.bin %> <%= command.id %> "Sahyadri General" responder_en_route --language en --part title',
  ];
  static override args = {
    hospital: string({ description: 'Name or id.', required: true }),
    template: TEMPLATE_ARGUMENT,
  };
  static override flags = {
    language: text({ summary: 'In which language.', required: true, helpValue: 'LANGUAGE' }),
    part: option({ options: PARTS, multiple: true, summary: 'Only this part; default: all.' })(),
  };

  async run(): Promise<{ readonly parts: readonly string[] }> {
    const { args, flags } = this;
    const kiwi = await this.client();
    const { id: hospitalId } = await findHospital(kiwi, args.hospital);
    const path = { hospitalId, template: args.template, language: flags.language };
    const before = await findText(kiwi, hospitalId, args.template, flags.language);
    const own = before === undefined ? [] : ownParts(before);
    const parts = own.filter((part) => flags.part === undefined || flags.part.includes(part));
    const kept = own.filter((part) => !parts.includes(part));
    const call = before === undefined ? { path } : { path, ifMatch: before.version };
    const at = '/v1/hospitals/{hospitalId}/notification-texts/{template}/{language}' as const;
    if (kept.length === 0) await kiwi.delete(at, call);
    else if (parts.length > 0) {
      const still = (part: (typeof PARTS)[number]) =>
        (kept.includes(part) ? before?.[part] : null) ?? undefined;
      const body = { title: still('title'), body: still('body'), outside: still('outside') };
      await kiwi.put(at, { ...call, body });
    }
    this.log(parts.length === 0 ? 'That was the platform’s already.' : `Reset: ${parts.join(', ')}.`);
    return { parts };
  }
}
