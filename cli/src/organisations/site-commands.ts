import { string as stringArgument } from '@oclif/core/args';
import { boolean, string } from '@oclif/core/flags';
import { BaseCommand } from '../base/command.ts';
import { activeFlag, collect, footer, type Listed, listFlags, searchFlag } from '../base/list.ts';
import { confirmFlag, confirmName } from '../base/prompt.ts';
import { changes, locationOf, orNull, phoneFlag, placeFlags, timezoneFlag } from './fields.ts';
import type { Site, SiteKind } from './sites.ts';

/*
 * The commands that hospitals and communities share. Each function makes the command class of one kind; the files in
 * `commands/hospitals` and `commands/communities` export what it returns.
 */

/** The argument that names the hospital or community. */
const siteArgument = ({ one }: Pick<SiteKind<Site>, 'one'>) => ({
  [one]: stringArgument({ description: 'Name or id.', required: true }),
});

/** The fields of a hospital or community as flags. Only hospitals have a phone. */
function fieldFlags({ hasPhone }: { readonly hasPhone: boolean }) {
  const flags = { phone: phoneFlag, ...placeFlags, timezone: timezoneFlag };
  const { phone: _, ...withoutPhone } = flags;
  return (hasPhone ? flags : withoutPhone) as typeof flags;
}

export function listCommand<S extends Site>(kind: SiteKind<S>) {
  const { one, many, linked } = kind;
  return class SitesList extends BaseCommand<typeof SitesList> {
    static override summary = `List ${many}.`;
    static override examples = [
      '<%= config.bin %> <%= command.id %>',
      `<%= config.bin %> <%= command.id %> --${linked.one} "${linked.sample}" --json`,
    ];
    static override flags = {
      [linked.one]: string({ summary: linked.filter, helpValue: 'NAME|ID' }),
      ...activeFlag,
      ...searchFlag,
      ...listFlags,
    };

    async run(): Promise<Listed<S>> {
      const { active, search, limit, all } = this.flags;
      const wanted = (this.flags as { readonly [flag: string]: unknown })[linked.one] as string | undefined;
      const kiwi = await this.client();
      const linkedId = wanted && (await linked.find(kiwi, wanted)).id;
      const pages = (size: number) => kind.pages(kiwi, linkedId, { active, search, limit: size });
      const listed = await collect(pages, { limit, all });
      const none = `There are no ${many}. To create one: kiwimesh ${many} create --help`;
      this.logTable(listed.data, kind.columns, none);
      if (listed.data.length > 0) this.log(`\n${footer(listed, one, many)}`);
      return listed;
    }
  };
}

export function createCommand<S extends Site>(kind: SiteKind<S>) {
  return class SitesCreate extends BaseCommand<typeof SitesCreate> {
    static override summary = `Create a ${kind.one}.`;
    static override examples = [
      `<%= config.bin %> <%= command.id %> --name "${kind.sample}" ${kind.createExample} --timezone Asia/Kolkata`,
    ];
    static override flags = {
      name: string({ summary: 'The name that people know it by.', required: true }),
      ...fieldFlags(kind),
    };

    async run(): Promise<S> {
      const { name, phone, address, timezone } = this.flags;
      const kiwi = await this.client();
      const location = locationOf(this.flags);
      const site = await kind.create(kiwi, { name, phone, address, location, timezone });
      this.log(`Added.\n${kind.details(site)}`);
      return site;
    }
  };
}

export function showCommand<S extends Site>(kind: SiteKind<S>) {
  return class SitesShow extends BaseCommand<typeof SitesShow> {
    static override summary = `Show a ${kind.one}.`;
    static override examples = [`<%= config.bin %> <%= command.id %> "${kind.sample}"`];
    static override args = siteArgument(kind);

    async run(): Promise<S> {
      const kiwi = await this.client();
      const site = await kind.find(kiwi, this.args[kind.one] as string);
      if (this.jsonEnabled()) return site;
      const linked: string[] = [];
      for await (const { name } of kind.linked.pages(kiwi, site)) linked.push(name);
      this.log(kind.details(site, linked));
      return site;
    }
  };
}

export function updateCommand<S extends Site>(kind: SiteKind<S>) {
  return class SitesUpdate extends BaseCommand<typeof SitesUpdate> {
    static override summary =
      `Update a ${kind.one}. Omitted fields stay as they are; an empty value clears a field.`;
    static override examples = [
      `<%= config.bin %> <%= command.id %> "${kind.sample}" --address "4 Temple Street"`,
    ];
    static override args = siteArgument(kind);
    static override flags = {
      name: string({ summary: 'New name.' }),
      ...fieldFlags(kind),
      active: boolean({ summary: 'Reactivate it; --no-active deactivates it.' }),
    };

    async run(): Promise<S> {
      const { name, phone, address, timezone, active } = this.flags;
      const input = changes({
        name,
        phone: orNull(phone),
        address: orNull(address),
        location: locationOf(this.flags),
        timezone,
        active,
      });
      const kiwi = await this.client();
      const found = await kind.find(kiwi, this.args[kind.one] as string);
      const site = await kind.update(kiwi, found, input);
      this.log(`Changed.\n${kind.details(site)}`);
      return site;
    }
  };
}

export function deactivateCommand<S extends Site>(kind: SiteKind<S>) {
  return class SitesDeactivate extends BaseCommand<typeof SitesDeactivate> {
    static override summary =
      `Deactivate a ${kind.one}. Its history is kept; \`update --active\` reactivates it.`;
    static override examples = [
      `<%= config.bin %> <%= command.id %> "${kind.sample}" --confirm "${kind.sample}"`,
    ];
    static override args = siteArgument(kind);
    static override flags = { confirm: confirmFlag };

    async run(): Promise<S> {
      const kiwi = await this.client();
      const found = await kind.find(kiwi, this.args[kind.one] as string);
      if (!found.active) {
        this.log(`${found.name} is already deactivated.`);
        return found;
      }
      await confirmName(found.name, this.flags.confirm, `${found.name} will accept no new bookings.`);
      const site = await kind.update(kiwi, found, { active: false });
      const reactivate = `kiwimesh ${kind.many} update ${site.id} --active`;
      this.log(`${site.name} is deactivated. To reactivate it: ${reactivate}`);
      return site;
    }
  };
}
