import type { Changes } from './changes.ts';
import { namesOf } from './names.ts';

/** A command that prints who is signed in: a start for one of a topic. Adds the topic where it is new. */
export async function newCommand(changes: Changes, topic: string, name: string): Promise<void> {
  const { pascal, kebab } = namesOf(name);
  const of = namesOf(topic);
  const className = `${of.pascal}${pascal}`;
  await changes.create(
    `cli/src/commands/${of.kebab}/${kebab}.ts`,
    `import { BaseCommand } from '../../base/command.ts';

export default class ${className} extends BaseCommand<typeof ${className}> {
  static override summary = 'Replace this sentence with what the command does.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];

  /** What --json prints; the table or sentences for people are logged. */
  async run(): Promise<{ readonly name: string }> {
    const kiwi = await this.client();
    const { name } = await kiwi.get('/v1/me');
    this.log(name);
    return { name };
  }
}
`,
  );
  const manifest = JSON.parse(await changes.read('cli/package.json')) as {
    oclif: { topics: Record<string, { description: string }> };
  };
  if (of.kebab in manifest.oclif.topics) return;
  const description = `${of.words[0]?.toUpperCase()}${of.words.slice(1)}`;
  await changes.edit('cli/package.json', (text) =>
    text.replace(
      '"topics": {\n',
      `"topics": {\n      "${of.kebab}": {\n        "description": "${description}"\n      },\n`,
    ),
  );
}
