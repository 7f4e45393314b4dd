import { readFileSync } from 'node:fs';

/** The members used of the key file that the provider's console gives. */
export interface ServiceAccount {
  readonly projectId: string;
  readonly clientEmail: string;
  /** PKCS #8, PEM. */
  readonly privateKey: string;
  readonly privateKeyId: string | null;
  /** Where an assertion is exchanged for an access token. */
  readonly tokenUri: string;
}

const TOKEN_URI = 'https://oauth2.googleapis.com/token';

/** @throws Error that says what is wrong with the file, without what is in it. */
export function readServiceAccount(file: string): ServiceAccount {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error('cannot be read');
  }
  return parseServiceAccount(text);
}

/** @throws Error as {@link readServiceAccount}. */
export function parseServiceAccount(text: string): ServiceAccount {
  const json = parsed(text);
  if (json.type !== 'service_account') throw new Error('is not the key file of a service account');
  const tokenUri = json.token_uri === undefined ? TOKEN_URI : textOf(json, 'token_uri');
  if (!URL.canParse(tokenUri)) throw new Error('has a token_uri that is no address');
  const privateKey = textOf(json, 'private_key');
  if (!privateKey.includes('BEGIN PRIVATE KEY')) throw new Error('has a private_key that is not PKCS #8');
  return {
    projectId: textOf(json, 'project_id'),
    clientEmail: textOf(json, 'client_email'),
    privateKey,
    privateKeyId: typeof json.private_key_id === 'string' ? json.private_key_id : null,
    tokenUri,
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // As for JSON of another kind.
  }
  throw new Error('is not a JSON file');
}

function textOf(json: Readonly<Record<string, unknown>>, name: string): string {
  const value = json[name];
  if (typeof value !== 'string' || value === '') throw new Error(`has no ${name}`);
  return value;
}
