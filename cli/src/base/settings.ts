import { CliError } from './errors.ts';

/** Every value under its path, such as `lockout.nurse.attempts`, lists joined by commas. */
export function flat(value: unknown, path = ''): [path: string, value: string][] {
  if (Array.isArray(value)) return [[path, value.join(',')]];
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, child]) =>
    flat(child, path === '' ? name : `${path}.${name}`),
  );
}

/**
 * The document with `path=value` put in; the kind of the value is that of the present one.
 * @throws CliError `usage` for a path that is none, or a value that is no number where one is needed.
 */
export function withAssignment(document: unknown, assignment: string): unknown {
  const [, path = '', text = ''] = /^([^=]+)=(.*)$/s.exec(assignment) ?? [];
  const known = flat(document).map(([name]) => name);
  if (!known.includes(path)) {
    throw new CliError('no_such_setting', `There is no setting ${JSON.stringify(path || assignment)}.`, {
      hint: 'Write path=value, with a path from: kiwimesh settings show',
    });
  }
  return put(document, path.split('.'), path, text);
}

function put(node: unknown, [step, ...rest]: readonly string[], path: string, text: string): unknown {
  if (step !== undefined) {
    const members = node as Readonly<Record<string, unknown>>;
    return { ...members, [step]: put(members[step], rest, path, text) };
  }
  if (Array.isArray(node)) {
    return text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  }
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) {
    throw new CliError('no_number', `${path} is a number, not ${JSON.stringify(text)}.`);
  }
  return number;
}
