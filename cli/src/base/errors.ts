import { styleText } from 'node:util';
import { printableJson, toldOnStderr } from './printable.ts';
import { usageText } from './usage.ts';

/** Exit codes, stable for scripts and listed in docs/guides/admin-cli.md. */
export const EXIT = {
  /** Something in the CLI itself went wrong. */
  unexpected: 1,
  /** The command line or a given file is not right; nothing was sent. */
  usage: 2,
  /** No session, or the credential was not accepted (401). */
  notSignedIn: 3,
  /** The API understood and said no (other 4xx). */
  refused: 4,
  /** The API or database did not answer. */
  unreachable: 5,
  /** The API answered that it failed (5xx). */
  serverFailed: 6,
  /** Some rows of an import failed; the good ones are in. */
  partial: 7,
  /** `audit verify` found that the audit log was changed. */
  altered: 8,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
} as const;

export interface CliErrorOptions {
  readonly exit?: number;
  /** What to do about it, one line. */
  readonly hint?: string;
  /** Further lines, such as one mistake each. */
  readonly lines?: readonly string[];
}

/** A failure that the CLI found itself, reported without a stack. */
export class CliError extends Error {
  readonly code: string;
  readonly exit: number;
  readonly hint: string | undefined;
  readonly lines: readonly string[];

  constructor(code: string, message: string, options: CliErrorOptions = {}) {
    super(message);
    this.name = 'CliError';
    this.code = code;
    this.exit = options.exit ?? EXIT.usage;
    this.hint = options.hint;
    this.lines = options.lines ?? [];
  }
}

/** The one shape of every failure under `--json` (on stderr, as `{"error": …}`). */
export interface ErrorReport {
  readonly code: string;
  readonly message: string;
  readonly exitCode: number;
  readonly hint?: string;
  readonly details?: readonly string[];
  /** HTTP status, when the API answered. */
  readonly status?: number;
  readonly correlationId?: string;
}

interface ProblemLike extends Error {
  status: number;
  code: string;
  title?: string;
  detail?: string;
  correlationId?: string;
  errors?: readonly { pointer?: string; detail: string }[];
  extensions?: Readonly<Record<string, unknown>>;
  /** Set by the command that sent it: how a field of the API is called on its command line. */
  nameOf?: (field: string) => string | undefined;
}

/** Turns anything thrown into the report that is shown and the exit code that goes with it. */
export function describe(error: unknown): ErrorReport {
  if (error instanceof CliError)
    return described(error.code, error.message, error.exit, error.hint, error.lines);
  if (!(error instanceof Error)) return described('unexpected', String(error), EXIT.unexpected);
  // Recognised by name, not by class: importing the SDK only to compare classes would slow every failure down.
  if (error.name === 'ProblemError') return describeProblem(error as ProblemLike);
  if (error.name === 'NetworkError') {
    const hint = 'Check the address (--api, KIWIMESH_API) and that the API is running: kiwimesh health';
    return described('unreachable', error.message, EXIT.unreachable, hint);
  }
  if (error.name === 'ExitPromptError' || error.name === 'AbortPromptError') {
    return described('interrupted', 'Stopped. No further changes were made.', EXIT.interrupted);
  }
  // Not every usage error of oclif has an exit code, or the right one.
  const usage = 'parse' in error || /^(Flag --|Unexpected flag |Parsing --)/.test(error.message);
  const exit = usage ? EXIT.usage : (error as { oclif?: { exit?: number } }).oclif?.exit;
  if (exit !== undefined) {
    return described(exit === EXIT.usage ? 'usage' : 'failed', usageText(error), exit);
  }
  return described('unexpected', error.message || error.name, EXIT.unexpected);
}

function described(
  code: string,
  message: string,
  exitCode: number,
  hint?: string,
  details: readonly string[] = [],
): ErrorReport {
  return { code, message, exitCode, ...(hint ? { hint } : {}), ...(details.length > 0 ? { details } : {}) };
}

/** What a field must be, in words, where the contract only has a pattern. */
const FIELDS: readonly (readonly [field: RegExp, rule: string])[] = [
  [/^expectedHead$/, 'must be a head as printed by `kiwimesh audit verify`: a number, a colon and 64 digits'],
  [/phone$/i, 'must be a phone number, such as +911244000000'],
  [/email$/i, 'must be an email address'],
  [/Id$/, 'must be an id such as 0193a5f0-7c1e-7000-8000-000000000005'],
  [/Origins$/, 'must be scheme and host only, such as https://www.example.org'],
  [/timezone$/, 'must be a time zone such as Asia/Kolkata'],
  [/dateOfBirth$/, 'must be a date such as 1961-04-30'],
];

/** One line for each field, named as on the command line, however many rules of the contract it breaks. */
function faultLines(
  errors: readonly { readonly pointer?: string; readonly detail: string }[],
  nameOf: (field: string) => string | undefined = () => undefined,
): string[] {
  const lines = new Map<string, string>();
  for (const { pointer = '', detail } of errors) {
    const name = pointer.replace(/^\/(path|query|headers|body)\//, '').replace(/^\//, '');
    const field = name.split('/').findLast((part) => !/^\d+$/.test(part)) ?? '';
    const vague = /pattern|format|has characters that are not taken/.test(detail);
    const rule = vague && FIELDS.find(([pattern]) => pattern.test(field))?.[1];
    const told = nameOf(field) ?? name.replaceAll('/', '.');
    if (!lines.has(name)) lines.set(name, `${told}  ${rule || detail}`.trim());
  }
  return [...lines.values()];
}

/**
 * How fields of the API are called on a command line: `hospitalId` is `--hospital`, `bookingId` is BOOKING where it is
 * an argument. A flag named by one of the field's words maps to it, as `--origin` does to `allowedOrigins`.
 */
export function namesOnCommandLine(
  flags: readonly string[],
  args: readonly string[],
): (field: string) => string | undefined {
  return (field) => {
    const kebab = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const words = kebab.split('-');
    const singular = (word: string) => word.replace(/s$/, '');
    const ends = words.map((_, start) => words.slice(start).join('-'));
    const names = [kebab, kebab.replace(/-id$/, ''), ...ends, ...words, ...words.map(singular)];
    for (const name of names) {
      if (args.includes(name)) return name.toUpperCase();
      if (flags.includes(name)) return `--${name}`;
    }
    return undefined;
  };
}

/** What to do about refusals that have a way out. */
const HINTS: Readonly<Record<string, string>> = {
  unauthenticated: 'Sign in: kiwimesh login',
  role_not_allowed:
    'Show your role: kiwimesh whoami. Show what a role may do: kiwimesh operations list --role ROLE',
  scope_missing: 'Show the scopes each operation needs: kiwimesh operations list --role api_key',
  second_factor_required: 'Add --code.',
  second_factor_enrolment_required: 'Enrol an authenticator app: kiwimesh two-factor enable',
  reauthentication_required: 'Sign in again (kiwimesh login), or set KIWIMESH_PASSWORD for this command.',
  method_not_allowed: 'The API may have a different version from this command line (kiwimesh --version).',
  open_emergency: 'Follow it: kiwimesh bookings watch BOOKING. For another person: add --for-another-person.',
  reason_required: 'Add --reason "…".',
  precondition_failed: 'The record was changed in the meantime. Check it, then repeat the command.',
};

function describeProblem(problem: ProblemLike): ErrorReport {
  const { status, code, correlationId } = problem;
  const text = problem.detail ?? problem.title ?? problem.message;
  const details = faultLines(
    (problem.errors ?? []).filter((fault) => fault.detail !== text),
    problem.nameOf,
  );
  const said = inOurWords(text).replace(/\b[a-z]+[A-Z]\w*\b/g, (field) => problem.nameOf?.(field) ?? field);
  const allowed = problem.extensions?.allowedTransitions;
  if (Array.isArray(allowed)) details.push(`It can move to: ${allowed.join(', ') || 'nowhere'}`);
  // The title speaks to programmers; the lines below it say what a person needs.
  const message = code === 'invalid_request' && details.length > 0 ? 'Some of the input is invalid.' : said;
  return {
    ...described(code, message, exitFor(status), HINTS[code], details),
    status,
    ...(correlationId ? { correlationId } : {}),
  };
}

/** What the API says to programs that keep tokens, for a person who has only signed in. */
function inOurWords(text: string): string {
  if (/refresh token/i.test(text)) {
    return 'Your session has ended: it expired, or was ended on another device or by a password change.';
  }
  // The way out follows as the hint.
  return text.replace(/ (?:Enrol an authenticator app first: POST|Confirm your password \(POST) .*$/s, '');
}

function exitFor(status: number): number {
  if (status === 401) return EXIT.notSignedIn;
  if (status === 429) return EXIT.unreachable;
  return status >= 500 ? EXIT.serverFailed : EXIT.refused;
}

/** Reports a failure on stderr, as text or as one JSON object, and returns the exit code. */
export async function report(error: unknown, options: { json: boolean }): Promise<number> {
  const exitError = error as { code?: string; oclif?: { exit?: number } } | undefined;
  if (exitError?.code === 'EEXIT') return exitError.oclif?.exit ?? 0;
  const found = describe(error);
  if (options.json) {
    process.stderr.write(`${printableJson({ error: found })}\n`);
    return found.exitCode;
  }
  const paint = (style: 'red' | 'dim', text: string) => styleText(style, text, { stream: process.stderr });
  const stopped = found.exitCode === EXIT.interrupted;
  const lines = [stopped ? paint('dim', found.message) : `${paint('red', 'Error:')} ${found.message}`];
  for (const detail of found.details ?? []) lines.push(`  ${detail}`);
  if (found.hint) lines.push(found.hint);
  if (found.code === 'usage') lines.push('Add --help to see how the command is used.');
  if (found.correlationId && found.status !== 401) {
    lines.push(paint('dim', `(${found.code}, correlation id ${found.correlationId})`));
  }
  if (found.exitCode === EXIT.unexpected && process.env.DEBUG && error instanceof Error)
    lines.push(error.stack ?? '');
  toldOnStderr(lines.join('\n'));
  return found.exitCode;
}
