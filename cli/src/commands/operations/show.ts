import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { CliError } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import { bold, details } from '../../base/output.ts';
import { type Operation, readOperations } from '../../operations/contract.ts';

export default class OperationsShow extends BaseCommand<typeof OperationsShow> {
  static override summary = 'Show an operation: who may call it, and which records each caller can access.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> getBooking',
    '<%= config.bin %> <%= command.id %> transitionBooking --json',
  ];
  static override args = {
    operation: string({
      description: 'The operation id, as in: kiwimesh operations list.',
      required: true,
    }),
  };

  async run(): Promise<Operation> {
    const { operations, relations } = await readOperations(this.api);
    const wanted = this.args.operation;
    const found = operations.find((one) => one.id.toLowerCase() === wanted.toLowerCase());
    if (found === undefined) {
      const names = operations.map((one) => one.id);
      const meant = nearest(wanted, names);
      throw new CliError(
        'unknown_operation',
        `The API has no operation "${wanted}"${meant ? `; did you mean "${meant}"?` : '.'}`,
        { hint: 'All operations: kiwimesh operations list' },
      );
    }
    this.log(bold(found.summary));
    this.log(
      details([
        ['Operation', found.id],
        ['Request', `${found.method} ${found.path}`],
        ['Part', found.tag],
        ['Key scopes', found.scopes],
        ['Exists in', found.environments ?? 'every environment'],
      ]),
    );
    const callers = Object.entries(found.callers);
    const columns = [
      { header: 'Caller', value: ([caller]: readonly [string, string]) => caller },
      {
        header: 'Reaches',
        value: ([, relation]: readonly [string, string]) => relations[relation] ?? relation,
      },
    ];
    this.log('');
    this.logTable(callers, columns, 'No one may call it.');
    return found;
  }
}
