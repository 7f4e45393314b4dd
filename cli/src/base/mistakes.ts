import { CliError } from './errors.ts';
import { count, paint } from './output.ts';

/** What is wrong in a file, and what to do. Lines and columns count from 1. */
export interface Mistake {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface CheckedFile<Kind extends Mistake = Mistake> {
  readonly file: string;
  readonly mistakes: readonly Kind[];
}

/** Each mistake with the line it is on and a mark below the place. */
export function excerpts(text: string, mistakes: readonly Mistake[]): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  return mistakes.flatMap(({ file, line, column, message }) => {
    const source = lines[line - 1] ?? '';
    const number = String(line).padStart(4);
    const mark = `${' '.repeat(Math.max(0, column - 1))}${paint('red', '^')}`;
    return [`${file}:${line}:${column}  ${message}`, `${number} | ${source}`, `     | ${mark}`, ''];
  });
}

/** How many mistakes there are, as an error; null when there are none. */
export function totalOf(code: string, files: readonly CheckedFile[]): CliError | null {
  const faulty = files.filter(({ mistakes }) => mistakes.length > 0);
  if (faulty.length === 0) return null;
  const total = faulty.reduce((sum, { mistakes }) => sum + mistakes.length, 0);
  return new CliError(code, `${count(total, 'mistake')} in ${count(faulty.length, 'file')}.`);
}
