import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { CliError } from '../../base/errors.ts';
import type { Listed } from '../../base/list.ts';
import { type Column, count, dim, wrapped } from '../../base/output.ts';
import { CALLERS, type Operation, readOperations } from '../../operations/contract.ts';

const COLUMNS: readonly Column<Operation>[] = [
  { header: 'Operation', value: (one) => one.id },
  { header: 'Request', value: (one) => `${one.method} ${one.path}`, flexible: 24 },
];

const WHO: Column<Operation> = { header: 'Who', value: (one) => Object.keys(one.callers), flexible: 16 };

export default class OperationsList extends BaseCommand<typeof OperationsList> {
  static override summary = 'List the operations of the API and who may call them. No sign-in needed.';
  static override description = 'Reads the OpenAPI document at /openapi.json.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --role nurse',
    '<%= config.bin %> <%= command.id %> --tag booking --json',
  ];
  static override flags = {
    role: string({
      summary: 'Only operations that this caller may call.',
      options: CALLERS,
      helpValue: 'ROLE',
    }),
    tag: string({ summary: 'Only operations with this tag, such as booking.', helpValue: 'TAG' }),
  };

  async run(): Promise<Listed<Operation>> {
    const { role, tag } = this.flags;
    const { operations, relations } = await readOperations(this.api);
    const tags = [...new Set(operations.map((one) => one.tag))];
    if (tag !== undefined && !tags.includes(tag)) {
      throw new CliError('unknown_tag', `The API has no tag "${tag}".`, {
        hint: `Tags: ${tags.join(', ')}`,
      });
    }
    const data = operations
      .filter((one) => role === undefined || role in one.callers)
      .filter((one) => tag === undefined || one.tag === tag);
    const last: Column<Operation> =
      role === undefined ? WHO : { header: 'Reaches', value: (one) => one.callers[role] };
    this.logTable(data, [...COLUMNS, last], 'The API has no such operation.');
    if (role !== undefined && data.length > 0) {
      for (const [name, words] of Object.entries(relations)) this.log(dim(wrapped(`${name}: ${words}`)));
    }
    if (data.length > 0) this.log(dim(count(data.length, 'operation')));
    return { data, more: false };
  }
}
