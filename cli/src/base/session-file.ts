import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from './errors.ts';

/** The tokens of one sign-in, as the SDK keeps them. */
export interface StoredSession {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

interface FileContent {
  readonly version: 1;
  /** The API that commands talk to when none is named. */
  readonly api?: string;
  /** Sessions by API address: a token is only ever sent to the API it came from. */
  readonly sessions: Readonly<Record<string, StoredSession>>;
}

/**
 * `session.json` in the user's configuration folder, readable by that user alone. Written by rename, so that another
 * command running at the same time sees the old file or the new one and never half of it.
 */
export class SessionFile {
  readonly path: string;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.path = join(folder, 'session.json');
  }

  get api(): string | undefined {
    return this.#read().api;
  }

  session(api: string): StoredSession | null {
    return this.#read().sessions[api] ?? null;
  }

  /** Remembers the API as the one to use from now on. */
  use(api: string): void {
    this.#write({ ...this.#read(), api });
  }

  save(api: string, session: StoredSession | null): void {
    const content = this.#read();
    const { [api]: _, ...others } = content.sessions;
    this.#write({ ...content, sessions: session ? { ...others, [api]: session } : others });
  }

  #read(): FileContent {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { version: 1, sessions: {} };
      throw error;
    }
    try {
      const content = JSON.parse(text) as FileContent;
      if (content.version === 1 && typeof content.sessions === 'object') return content;
    } catch {
      // Reported below, with what to do about it.
    }
    throw new CliError('session_unreadable', `${this.path} is not a session file this version understands.`, {
      hint: 'Remove the file and sign in again: kiwimesh login',
    });
  }

  #write(content: FileContent): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const draft = `${this.path}.${process.pid}.${crypto.randomUUID().slice(0, 8)}`;
    writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, this.path);
  }
}

/**
 * `HTTPS://Host:443/`, `https://host` and `https://host/v1` (as documentation writes it) are one API. Refuses what is no
 * web address.
 */
export function normalApi(text: string): string {
  let url: URL;
  try {
    url = new URL(text.includes('://') ? text : `http://${text}`);
  } catch {
    throw new CliError('bad_api', `"${text}" is not an address such as https://api.example.org.`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new CliError(
      'bad_api',
      `The address must begin with http or https, not ${url.protocol.slice(0, -1)}.`,
    );
  }
  if (url.username || url.password)
    throw new CliError('bad_api', 'Remove the user name and password from the address.');
  return `${url.origin}${url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '')}`;
}
