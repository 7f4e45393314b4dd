import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Kiwimesh } from '@kiwimesh/sdk';
import { string as stringArgument } from '@oclif/core/args';
import { boolean, string } from '@oclif/core/flags';
import { CliError, describe, EXIT } from '../base/errors.ts';
import { count, dim, paint, screenWidth, thousands, wrapped } from '../base/output.ts';
import { toldOnStderr } from '../base/printable.ts';
import { IMPORT_SHAPES, type ImportKind, NEEDED_PLACE } from './columns.ts';
import { csvLine, parseCsv } from './csv.ts';
import { type ImportRow, matchHeader } from './header.ts';
import { startProgress } from './progress.ts';
import { type RowResult, type RowStatus, type SendOutcome, sendRows } from './send.ts';
import { decode, readInput } from './text.ts';

/** How many faulty rows are shown on screen; `--report` and `--json` have all of them. */
const SHOWN_FAULTS = 20;

export const importArgs = {
  file: stringArgument({ description: 'CSV file with a header line, or - for stdin.', required: true }),
};

export const importFlags = {
  report: string({ summary: 'Write the result of each row to this CSV file.', helpValue: 'FILE' }),
  'dry-run': boolean({ summary: 'Validate every row on the server without saving anything.' }),
  'on-name-change': string({
    summary: 'What to do with a row whose phone or email belongs to a record with a different name.',
    options: ['fail', 'update'],
    default: 'fail',
  }),
  encoding: string({ summary: 'The encoding of the file if it is not UTF-8, for example windows-1252.' }),
  'skip-unknown-columns': boolean({
    summary: 'Ignore unknown columns instead of rejecting the file.',
  }),
};

/** The help text of an import: its columns. */
export function importDescription(kind: ImportKind): string {
  const columns = IMPORT_SHAPES[kind].columns.map(
    ({ name, about, required }) => `  ${`${name}${required ? '*' : ''}`.padEnd(22)}${about}`,
  );
  return `Columns (* required), in any order; "Date of birth" and date_of_birth mean dateOfBirth:\n\n${columns.join('\n')}\n
Rows with errors are listed by line and do not affect the other rows (exit code ${EXIT.partial}). After a lost connection, or after you have corrected the errors, run it again: rows already imported stay unchanged.`;
}

/** The `--json` shape of an import. */
export interface ImportSummary {
  readonly kind: ImportKind;
  readonly file: string;
  readonly dryRun: boolean;
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly notSent: number;
  readonly seconds: number;
  readonly results: readonly RowResult[];
}

export type Filler = (values: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;

export interface ImportRun {
  readonly kind: ImportKind;
  readonly file: string;
  readonly flags: {
    readonly report?: string | undefined;
    readonly 'dry-run'?: boolean | undefined;
    readonly encoding?: string | undefined;
    readonly 'on-name-change'?: string | undefined;
    readonly 'skip-unknown-columns'?: boolean | undefined;
  };
  /** Looks up what flags name, and says what a row gets from them where it says nothing itself. */
  readonly filler?: (kiwi: Kiwimesh) => Promise<Filler>;
  readonly client: () => Promise<Kiwimesh>;
  readonly log: (text: string) => void;
  /** Reports failed rows, after the result. */
  readonly failAfter: (error: CliError) => Promise<void>;
}

/** Reads, checks, sends and reports. Sets the exit code when rows failed; throws when sending broke off. */
export async function runImport(run: ImportRun): Promise<ImportSummary> {
  const { kind, flags } = run;
  const name = run.file === '-' ? 'stdin' : basename(run.file);
  const shape = IMPORT_SHAPES[kind];
  const sheet = await parseCsv(decode(await readInput(run.file), name, flags.encoding), name);
  const kiwi = await run.client();
  const fill = await run.filler?.(kiwi);
  const rows = matchHeader(sheet, shape.columns, {
    name,
    skipUnknown: flags['skip-unknown-columns'] ?? false,
    ...(fill ? {} : await placeNeeded(kind, kiwi)),
  });
  if (rows.length === 0) throw new CliError('no_rows', `${name} has a header but no rows.`);
  const ready = rows.map((row) => ({ ...row, values: { ...fill?.(row.values), ...row.values } }));
  const dryRun = flags['dry-run'] ?? false;
  const onNameChange = flags['on-name-change'] === 'update' ? 'update' : 'fail';
  const options = { onNameChange, dryRun } as const;
  const started = performance.now();
  const { results, stopped } = await sendAll(kiwi, kind, ready, options);
  const seconds = (performance.now() - started) / 1000;
  const summary = await finish(run, name, ready.length, results, seconds, stopped !== undefined);
  if (stopped) await breakOff(stopped, summary);
  return summary;
}

/** Sends the rows under a progress bar; Ctrl-C stops after what is under way. */
async function sendAll(
  kiwi: Kiwimesh,
  kind: ImportKind,
  rows: readonly ImportRow[],
  options: { readonly onNameChange: 'fail' | 'update'; readonly dryRun: boolean },
): Promise<SendOutcome> {
  const { key, onePerKey } = IMPORT_SHAPES[kind];
  const stop = new AbortController();
  const progress = await startProgress(rows.length, kind);
  const onInterrupt = () => {
    progress.stopping();
    stop.abort(new CliError('interrupted', 'Stopped.', { exit: EXIT.interrupted }));
  };
  process.once('SIGINT', onInterrupt);
  const outcome = await sendRows(rows, {
    key,
    onePerKey,
    post: async (batch, idempotencyKey, lines) => {
      const reply = await kiwi.post('/v1/imports/{kind}', {
        path: { kind },
        body: { rows: [...batch], lines: [...lines], ...options },
        idempotencyKey,
      });
      return reply.results;
    },
    onProgress: progress.update,
    onWaiting: progress.note,
    signal: stop.signal,
  });
  progress.stop();
  process.off('SIGINT', onInterrupt);
  return outcome;
}

/** A file of residents must say the community, unless a flag does or the caller manages one. */
async function placeNeeded(kind: ImportKind, kiwi: Kiwimesh): Promise<{ oneOf?: readonly string[] }> {
  const oneOf = NEEDED_PLACE[kind];
  if (!oneOf) return {};
  return (await kiwi.get('/v1/me')).communityId ? {} : { oneOf };
}

async function finish(
  run: ImportRun,
  file: string,
  rows: number,
  results: readonly RowResult[],
  seconds: number,
  broken = false,
): Promise<ImportSummary> {
  const having = (status: RowStatus) => results.filter((result) => result.status === status).length;
  const summary: ImportSummary = {
    kind: run.kind,
    file,
    dryRun: run.flags['dry-run'] ?? false,
    rows,
    created: having('created'),
    updated: having('updated'),
    unchanged: having('unchanged'),
    failed: having('failed'),
    notSent: having('not_sent'),
    seconds: Math.round(seconds * 100) / 100,
    results,
  };
  if (run.flags.report !== undefined) await writeReport(run.flags.report, results);
  for (const line of lines(summary, run.flags.report)) run.log(line);
  if (summary.failed > 0) {
    const others = run.flags['dry-run']
      ? 'nothing was saved'
      : broken || summary.failed === rows
        ? 'they were not imported'
        : 'the others were imported';
    const message = `${thousands(summary.failed)} of ${count(rows, 'row')} failed; ${others}.`;
    await run.failAfter(new CliError('rows_failed', message, { exit: EXIT.partial }));
  }
  return summary;
}

function lines(summary: ImportSummary, report: string | undefined): string[] {
  const faults = summary.results.filter((result) => result.status === 'failed');
  const told = faults.slice(0, SHOWN_FAULTS).map((result) => {
    const why = result.errors.map(({ field, detail }) => (field ? `${field}: ${detail}` : detail)).join('; ');
    const where = `line ${result.line}`;
    const indent = where.length + 4;
    const room = screenWidth();
    const told = wrapped(why, room && room - indent).replaceAll('\n', `\n${' '.repeat(indent)}`);
    return `  ${paint('red', where)}  ${told}`;
  });
  if (faults.length > SHOWN_FAULTS) {
    const rest = faults.length - SHOWN_FAULTS;
    told.push(
      dim(
        `  and ${count(rest, 'more row')}${report ? `, all in ${report}` : '; --report FILE writes all of them'}`,
      ),
    );
  }
  const counts = [
    `${thousands(summary.created)} created`,
    `${thousands(summary.updated)} updated`,
    `${thousands(summary.unchanged)} unchanged`,
    `${thousands(summary.failed)} failed`,
  ].join(', ');
  const head = summary.dryRun
    ? `Dry run: ${counts} (${summary.seconds} s). Nothing was saved.`
    : `${counts} (${summary.seconds} s).`;
  return [head, ...told, ...nameConflicts(faults)];
}

/** Rows that a person has to decide about. */
function nameConflicts(faults: readonly RowResult[]): string[] {
  const conflicts = faults.filter(({ errors }) => errors.some(({ code }) => code === 'name_differs'));
  if (conflicts.length === 0) return [];
  const rows = count(conflicts.length, 'row');
  return [
    `${rows} with a different name from the record. If it is the same person, import with --on-name-change update.`,
  ];
}

/** The report may name faults of people's data: readable by its owner alone. */
async function writeReport(path: string, results: readonly RowResult[]): Promise<void> {
  const text = results.map(({ line, status, id, errors }) =>
    csvLine([
      line,
      status,
      id,
      errors.map(({ field, detail }) => (field ? `${field}: ${detail}` : detail)).join('; '),
    ]),
  );
  try {
    await writeFile(path, `${csvLine(['line', 'status', 'id', 'faults'])}${text.join('')}`, { mode: 0o600 });
  } catch (error) {
    toldOnStderr(`The report could not be written to ${path}: ${(error as Error).message}`);
  }
}

async function breakOff(stopped: Error, summary: ImportSummary): Promise<never> {
  const cause = describe(stopped);
  throw new CliError(
    cause.code,
    `${cause.message} ${count(summary.notSent, 'row')} of ${thousands(summary.rows)} not sent.`,
    {
      exit: cause.exitCode,
      lines: cause.details ?? [],
      hint: 'Run the same command again to continue: rows already imported stay unchanged.',
    },
  );
}
