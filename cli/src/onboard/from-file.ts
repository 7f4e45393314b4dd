import { basename } from 'node:path';
import type { Document } from 'yaml';
import { CliError } from '../base/errors.ts';
import { decode, readInput } from '../imports/text.ts';
import { isPhone } from '../organisations/find.ts';
import { STAFF_ROLES } from '../organisations/staff.ts';
import {
  isEmail,
  isOrigin,
  type OnboardingSpec,
  type PersonSpec,
  type Point,
  type SiteSpec,
} from './spec.ts';

type Path = readonly (string | number)[];

/** Reads an onboarding file, YAML or JSON, and reports all its errors at once, each with its line. */
export async function specFromFile(path: string): Promise<OnboardingSpec> {
  const { LineCounter, parseDocument } = await import('yaml');
  const name = path === '-' ? 'stdin' : basename(path);
  const lines = new LineCounter();
  const document = parseDocument(decode(await readInput(path), name), {
    lineCounter: lines,
    prettyErrors: false,
  });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const mistakes = document.errors.map((error) => ({ line: lineAt(error.pos[0]), text: error.message }));
  const reader = new Reader(document, (offset, text) => mistakes.push({ line: lineAt(offset), text }));
  const spec = mistakes.length === 0 ? reader.spec() : undefined;
  if (spec && mistakes.length === 0) return spec;
  mistakes.sort((a, b) => a.line - b.line);
  throw new CliError('onboard_file', `${name} is invalid; nothing was sent.`, {
    lines: mistakes.map(({ line, text }) => `line ${line}: ${text}`),
    hint: 'An example is in docs/guides/admin-cli.md.',
  });
}

class Reader {
  readonly #document: Document;
  readonly #report: (offset: number, text: string) => void;

  constructor(document: Document, report: (offset: number, text: string) => void) {
    this.#document = document;
    this.#report = report;
  }

  spec(): OnboardingSpec {
    this.#only([], ['hospital', 'communities', 'admin', 'staff', 'widget']);
    const hospital = this.#site(['hospital'], ['phone']);
    const phone = this.#text(['hospital', 'phone'], {
      check: isPhone,
      say: 'must be a number such as +911244000000',
    });
    const communities = this.#each(['communities'], (path) =>
      typeof this.#value(path) === 'string'
        ? { name: this.#text(path, { required: true }) ?? '' }
        : this.#site(path),
    );
    const admin = this.#value(['admin']) === undefined ? [] : [this.#person(['admin'], 'hospital_admin')];
    const staff = this.#each(['staff'], (path) => this.#person(path));
    if (this.#value(['widget']) !== undefined) this.#only(['widget'], ['origins']);
    const widgetOrigins = this.#each(
      ['widget', 'origins'],
      (path) =>
        this.#text(path, {
          required: true,
          check: isOrigin,
          say: 'must be an origin such as https://www.example.org',
        }) ?? '',
    );
    return {
      hospital: { ...hospital, ...(phone ? { phone } : {}) },
      communities,
      staff: [...admin, ...staff],
      widgetOrigins,
    };
  }

  #site(path: Path, more: readonly string[] = []): SiteSpec {
    this.#only(path, ['name', 'address', 'timezone', 'location', ...more]);
    const address = this.#text([...path, 'address']);
    const timezone = this.#text([...path, 'timezone']);
    const location = this.#point([...path, 'location']);
    return {
      name: this.#text([...path, 'name'], { required: true }) ?? '',
      ...(address ? { address } : {}),
      ...(timezone ? { timezone } : {}),
      ...(location ? { location } : {}),
    };
  }

  #person(path: Path, role?: PersonSpec['role']): PersonSpec {
    this.#only(path, ['name', 'email', 'phone', 'password', 'community', ...(role ? [] : ['role'])]);
    const given = this.#text([...path, 'role'], {
      required: !role,
      check: (text) => (STAFF_ROLES as readonly string[]).includes(text),
      say: `must be one of ${STAFF_ROLES.join(', ')}`,
    });
    const phone = this.#text([...path, 'phone'], {
      check: isPhone,
      say: 'must be a number such as +911244000000',
    });
    const community = this.#text([...path, 'community']);
    const password = this.#text([...path, 'password'], {
      check: (text) => [...text].length >= 15,
      say: 'must be at least 15 characters long',
    });
    return {
      role: role ?? (given as PersonSpec['role']),
      name: this.#text([...path, 'name'], { required: true }) ?? '',
      email:
        this.#text([...path, 'email'], { required: true, check: isEmail, say: 'must be an email address' }) ??
        '',
      ...(phone ? { phone } : {}),
      ...(community ? { community } : {}),
      ...(password ? { password } : {}),
    };
  }

  #point(path: Path): Point | undefined {
    if (this.#value(path) === undefined) return undefined;
    this.#only(path, ['latitude', 'longitude']);
    const [latitude, longitude] = [this.#value([...path, 'latitude']), this.#value([...path, 'longitude'])];
    const right = (value: unknown, limit: number) => typeof value === 'number' && Math.abs(value) <= limit;
    if (right(latitude, 90) && right(longitude, 180)) {
      return { latitude: latitude as number, longitude: longitude as number };
    }
    this.#fault(path, 'needs latitude (-90 to 90) and longitude (-180 to 180)');
    return undefined;
  }

  #each<T>(path: Path, read: (path: Path) => T): T[] {
    const list = this.#value(path);
    if (list === undefined || list === null) return [];
    if (Array.isArray(list)) return list.map((_, index) => read([...path, index]));
    this.#fault(path, 'must be a list');
    return [];
  }

  #text(
    path: Path,
    rule: { required?: boolean; check?: (text: string) => boolean; say?: string } = {},
  ): string | undefined {
    const value = this.#value(path);
    if (value === undefined || value === null || value === '') {
      if (rule.required) this.#fault(path, 'is missing');
      return undefined;
    }
    const text = String(value).trim();
    if (typeof value === 'object') this.#fault(path, 'must be text');
    else if (typeof value === 'number' && /phone$/.test(String(path.at(-1))))
      this.#fault(path, 'must be in quotes: "+91…"');
    else if (rule.check && !rule.check(text)) this.#fault(path, rule.say ?? 'is invalid');
    return text;
  }

  /** Reports unknown settings, which are probably misspelt. */
  #only(path: Path, known: readonly string[]): void {
    const value = this.#value(path);
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      this.#fault(path, 'must be a mapping');
      return;
    }
    for (const key of Object.keys(value)) {
      if (!known.includes(key))
        this.#fault([...path, key], `is not a known setting; use one of ${known.join(', ')}`);
    }
  }

  #value(path: Path): unknown {
    let value: unknown = this.#document.toJS();
    for (const step of path) value = (value as Record<string | number, unknown> | null | undefined)?.[step];
    return value;
  }

  #fault(path: Path, what: string): void {
    let at = [...path];
    let node = this.#document.getIn(at, true) as { range?: [number, number, number] } | undefined;
    while (!node?.range && at.length > 0) {
      at = at.slice(0, -1);
      node = this.#document.getIn(at, true) as typeof node;
    }
    const name = path
      .map((step) => (typeof step === 'number' ? `[${step + 1}]` : `.${step}`))
      .join('')
      .replace(/^\./, '');
    this.#report(node?.range?.[0] ?? 0, `${name || 'the file'} ${what}`);
  }
}
