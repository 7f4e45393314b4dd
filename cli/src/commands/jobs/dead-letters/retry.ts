import { string } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import { BaseCommand } from '../../../base/command.ts';
import { CliError } from '../../../base/errors.ts';
import { count } from '../../../base/output.ts';

export interface RetryResult {
  readonly retried: readonly string[];
}

export default class DeadLettersRetry extends BaseCommand<typeof DeadLettersRetry> {
  static override summary = 'Retry dead letters, after you have fixed the cause.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --all',
    '<%= config.bin %> <%= command.id %> e-1042',
  ];
  static override args = { id: string({ description: 'Id of the dead letter.' }) };
  static override flags = { all: boolean({ summary: 'Retry all dead letters.' }) };

  async run(): Promise<RetryResult> {
    const { id } = this.args;
    if ((id === undefined) === !this.flags.all) throw new CliError('missing_input', 'Give one id, or --all.');
    const kiwi = await this.client();
    const ids = id === undefined ? [] : [id];
    if (this.flags.all)
      for await (const one of kiwi.pages('/v1/system/dead-letters', { query: {} })) ids.push(one.id);
    for (const one of ids) await kiwi.post('/v1/system/dead-letters/{id}/retry', { path: { id: one } });
    this.log(
      ids.length === 0
        ? 'There are no dead letters to retry.'
        : `${count(ids.length, 'dead letter')} queued for retry.`,
    );
    return { retried: ids };
  }
}
