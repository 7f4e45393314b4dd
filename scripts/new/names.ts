/** The spellings of one name. `visit-note`: file and topic; `VisitNote`: type; `visitNote`: value; `visit_note`: table. */
export interface Names {
  readonly kebab: string;
  readonly pascal: string;
  readonly camel: string;
  readonly snake: string;
  /** `visit note`, for sentences. */
  readonly words: string;
}

/** @throws ScaffoldError for a name that is not lower-case words joined by hyphens. */
export function namesOf(kebab: string): Names {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(kebab)) {
    throw new ScaffoldError(
      `${kebab} is not a name: use lower-case words joined by hyphens, such as visit-notes`,
    );
  }
  const camel = kebab.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return {
    kebab,
    camel,
    pascal: capital(camel),
    snake: kebab.replaceAll('-', '_'),
    words: kebab.replaceAll('-', ' '),
  };
}

/** `visit-notes` -> `visit-note`. A singular that is formed otherwise is given with `--singular`. */
export function singularOf(plural: string): string {
  if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`;
  return plural.endsWith('s') ? plural.slice(0, -1) : plural;
}

export const capital = (word: string) => `${word[0]?.toUpperCase()}${word.slice(1)}`;

/** What is wrong with the command and what to do; shown without a stack. */
export class ScaffoldError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ScaffoldError';
  }
}
