import { stripVTControlCharacters } from 'node:util';
import { nearest } from './nearest.ts';

/** A mistake on the command line as oclif throws it: what was parsed comes along, and so do the flags there are. */
interface ParseError extends Error {
  readonly parse?: { readonly input?: { readonly flags?: Readonly<Record<string, unknown>> } };
  readonly flags?: readonly string[];
  readonly args?: readonly {
    readonly name?: string;
    readonly description?: string;
    readonly options?: readonly string[];
  }[];
}

/** The message of oclif for a usage error, and its replacement. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^Missing required flag (\S+)$/, '--$1 is missing.'],
  [/^Expected --([\w-]+)=(.*) to be one of: (.*)$/s, '--$1 must be one of $3, not "$2".'],
  [/^Expected (.*) to be one of: (.*)$/s, '"$1" must be one of $2.'],
  [
    /^Parsing --([\w-]+)\s+Expected an integer greater than or equal to (\S+) but received: (.*)$/s,
    '--$1 must be a whole number of $2 or more, not "$3".',
  ],
  [
    /^Parsing --([\w-]+)\s+Expected an integer less than or equal to (\S+) but received: (.*)$/s,
    '--$1 must be a whole number of $2 or less, not "$3".',
  ],
  [
    /^Parsing --([\w-]+)\s+Expected an integer but received: (.*)$/s,
    '--$1 must be a whole number, not "$2".',
  ],
  [/^Flag --([\w-]+) expects a value$/, '--$1 needs a value after it.'],
  [/^Flag --([\w-]+) can only be specified once$/, '--$1 can be given only once.'],
  [
    /^--([\w-]+)=.* cannot also be provided when using --([\w-]+)$/s,
    '--$1 and --$2 cannot be given together.',
  ],
  [/^All of the following must be provided when using --([\w-]+): (.*)$/s, '--$1 also needs $2.'],
];

/** A mistake on the command line in words: what is wrong, and what was likely meant. */
export function usageText(error: Error): string {
  const { flags, args, parse } = error as ParseError;
  const known = Object.keys(parse?.input?.flags ?? {});
  // On a terminal oclif dims a part of some messages.
  const text = stripVTControlCharacters(error.message)
    .replace(/\n?See more help with --help$/, '')
    .trim();
  if (flags !== undefined && text.startsWith('Nonexistent flag')) {
    return flags.map((flag) => noSuchFlag(flag, known)).join('\n  ');
  }
  if (args !== undefined && /^Missing \d+ required arg/.test(text)) {
    return args
      .map(({ name = '', description = '', options }) => {
        const about = [description, options && `One of ${options.join(', ')}.`].filter(Boolean).join(' ');
        return `${name.toUpperCase()} is missing${about ? `: ${about}` : '.'}`;
      })
      .join('\n  ');
  }
  if (text.startsWith('Unexpected argument')) return `Unexpected argument: ${text.replace(/^[^:]*: /, '')}.`;
  return text
    .replace(/^The following errors? occurred:\s*/, '')
    .split('\n')
    .reduce<string[]>(joined, [])
    .map((line) => inWords(line.trim()))
    .filter((line, index, all) => all.indexOf(line) === index)
    .join('\n  ');
}

/** oclif breaks some messages in two lines; the second begins with a tab. */
function joined(lines: string[], line: string): string[] {
  const last = lines.at(-1);
  return line.startsWith('\t') && last !== undefined
    ? [...lines.slice(0, -1), `${last} ${line.trim()}`]
    : [...lines, line];
}

function inWords(said: string): string {
  const [pattern, words] = WORDS.find(([one]) => one.test(said)) ?? [];
  return pattern && words !== undefined ? said.replace(pattern, words) : said;
}

function noSuchFlag(flag: string, known: readonly string[]): string {
  const meant = flag.startsWith('--') ? nearest(flag, known) : undefined;
  return `There is no flag ${flag}${meant ? `; did you mean --${meant}?` : ' here.'}`;
}
