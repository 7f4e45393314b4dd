/**
 * `npm run new feature|operation|adapter|command|element …` writes the files of a new part, so that the contract, lint and
 * types pass at once. docs/guides/contributor.md says what to do with them.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { Command } from 'commander';
import { newAdapter } from './adapter.ts';
import { Changes } from './changes.ts';
import { newCommand } from './command.ts';
import { newElement } from './element.ts';
import { newFeature } from './feature.ts';
import { ScaffoldError } from './names.ts';
import { newOperation } from './operation.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');

/** Writes, generates what depends on the contract, and formats. */
async function apply(root: string, scaffold: (changes: Changes) => Promise<void>): Promise<void> {
  const changes = new Changes(root);
  await scaffold(changes);
  const { created, edited } = await changes.write();
  const files = [...created, ...edited];
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (files.some((file) => file.startsWith('openapi/') || file.endsWith('/events.ts'))) {
    run('npm', 'run', '--silent', 'generate', '-w', 'openapi');
  }
  const code = files.filter((file) => file.endsWith('.ts'));
  if (code.length > 0) run('npx', 'biome', 'check', '--write', ...code);
  for (const file of created) console.log(`created ${file}`);
  for (const file of edited) console.log(`changed ${file}`);
}

export function program(root = ROOT): Command {
  const command = new Command('new').description('Writes the files of a new part of Kiwimesh.');
  command
    .command('feature')
    .argument('<name>', 'plural, lower-case words joined by hyphens: visit-notes')
    .option('--singular <name>', 'where it is not the plural without its s')
    .description('a feature: module, operations, service, model, migration, event, contract, tests')
    .action((name: string, { singular }: { singular?: string }) =>
      apply(root, (changes) => newFeature(changes, name, singular)),
    );
  command
    .command('operation')
    .argument('<feature>', 'folder in api/src/features')
    .argument('<operationId>', 'such as closeVisitNote')
    .argument('<method>', 'get, post, put, patch or delete')
    .argument('<path>', 'such as /v1/visit-notes/{visitNoteId}/closing')
    .description('an operation of a feature: contract, handler, line of the authorisation tests')
    .action((feature: string, id: string, method: string, at: string) =>
      apply(root, (changes) => newOperation(changes, { feature, id, method, path: at })),
    );
  command
    .command('adapter')
    .argument('<port>', 'file in api/src/ports')
    .argument('<name>', 'the provider: acme')
    .description('an adapter of a port, with a test')
    .action((port: string, name: string) => apply(root, (changes) => newAdapter(changes, port, name)));
  command
    .command('command')
    .argument('<topic>', 'such as visit-notes')
    .argument('<name>', 'such as close')
    .description('a command of the CLI')
    .action((topic: string, name: string) => apply(root, (changes) => newCommand(changes, topic, name)));
  command
    .command('element')
    .argument('<name>', 'lower-case words joined by hyphens, without kiwi-: visit-notes')
    .description('an element that takes properties and fires an event: styles, messages, story, test')
    .action((name: string) => apply(root, (changes) => newElement(changes, name)));
  return command;
}

if (import.meta.main) {
  try {
    await program().parseAsync();
  } catch (error) {
    if (!(error instanceof ScaffoldError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
