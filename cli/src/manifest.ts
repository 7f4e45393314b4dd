import { Config } from '@oclif/core/config';
import { loadOptions } from './main.ts';

/**
 * The manifest of every command: names, arguments, flags, texts. Committed, it is both what start-up reads and the
 * snapshot of the CLI's surface; a test fails when it differs from the commands.
 */
export async function manifestText(): Promise<string> {
  const config = await Config.load(await loadOptions({ sources: true, manifest: false }));
  const commands: Record<string, unknown> = {};
  for (const command of [...config.commands].sort((a, b) => a.id.localeCompare(b.id))) {
    // Without a path, oclif finds the command by its id under whichever folder runs: sources or dist.
    const { load, isESM, relativePath, pluginAlias, pluginName, pluginType, ...cached } =
      command as typeof command & {
        isESM?: boolean;
        relativePath?: string[];
      };
    commands[command.id] = cached;
  }
  return `${JSON.stringify({ commands, version: config.version }, null, 2)}\n`;
}
