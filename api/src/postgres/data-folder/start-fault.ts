import { statfsSync } from 'node:fs';
import path from 'node:path';
import { isDiskFull as diskFullCode } from '../../kernel/db/disk-full.ts';

export interface StartContext {
  readonly dataDir: string;
  /** False when the database is not in the data folder. */
  readonly embedded?: boolean;
  readonly port?: number;
}

/** Bytes below which Postgres cannot work: one segment of its write-ahead log is 16 MB. */
const NEARLY_FULL = 16 * 2 ** 20;
const MAX_LENGTH = 400;
const ANOTHER_FOLDER = 'or choose another folder with KIWIMESH_DATA_DIR=…';

interface SystemError extends Error {
  readonly code?: string;
  readonly syscall?: string;
  readonly path?: string;
  readonly port?: number;
  readonly severity?: string;
}

/** Why something could not start, in one line that names the cause and what to do about it. */
export function startFault(error: unknown, context: StartContext): string {
  if (!(error instanceof Error)) return oneLine(String(error));
  return known(error as SystemError, context) ?? oneLine(withoutStatement(error as SystemError));
}

function known(error: SystemError, context: StartContext): string | undefined {
  const { code = '', syscall, message, port = context.port } = error;
  const folder = path.resolve(context.dataDir);
  const cause = causeCode(error);
  if (code === 'EADDRINUSE') {
    return `port ${port} is in use: stop the process that listens there, or choose another with PORT=…`;
  }
  if (syscall === 'listen' && code === 'EACCES') {
    return `this account is not allowed to open port ${port}: choose one above 1023 with PORT=…`;
  }
  if (syscall === 'listen' || syscall === 'getaddrinfo') {
    return `this machine cannot listen on the address of KIWIMESH_HOST (${code})`;
  }
  if (code === 'EFBIG' || /File too large|file size limit/i.test(message)) {
    return `a limit on the size of files (ulimit -f) is too small for the database in ${folder}: raise it`;
  }
  if (isDiskFull(error)) {
    return context.embedded === false
      ? 'the disk of the database server, or of this machine, is full: free some space'
      : `the disk of ${folder} is full: free some space, ${ANOTHER_FOLDER}`;
  }
  if (error.path !== undefined || /Permission denied|Read-only file system/.test(message)) {
    const where = error.path ?? folder;
    if (code === 'EROFS' || /Read-only file system/.test(message)) {
      return `${where} is on a read-only file system: make it writable, ${ANOTHER_FOLDER}`;
    }
    if (code === 'EACCES' || code === 'EPERM' || /Permission denied/.test(message)) {
      return `no permission for ${where}: let this account write there, ${ANOTHER_FOLDER}`;
    }
    if (code === 'ENOTDIR' || code === 'EEXIST') {
      return `${where} is not a folder: remove it, ${ANOTHER_FOLDER}`;
    }
  }
  if (cause === '3D000') return 'the database of DATABASE_URL does not exist: create it first';
  if (cause.startsWith('28')) return 'the database does not accept the user and password of DATABASE_URL';
  // What a full disk does to Postgres reaches us as a lost connection only.
  if (context.embedded !== false && isNearlyFull(folder)) {
    return `the disk of ${folder} is nearly full: free some space, ${ANOTHER_FOLDER}`;
  }
  if (code === 'dependency_down' || /^(ECONN|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_)/.test(code)) {
    return `the database does not answer (${cause || code}): check that it runs${context.embedded === false ? ', and DATABASE_URL' : ''}`;
  }
  return undefined;
}

/** A lost connection is reported with the driver's code as its cause. */
function causeCode({ code = '', cause }: SystemError): string {
  return code === 'dependency_down' && typeof cause === 'string' ? cause : code;
}

function isDiskFull(error: SystemError): boolean {
  if (diskFullCode(causeCode(error))) return true;
  return /No space left on device|Disk quota exceeded/.test(error.message);
}

function isNearlyFull(folder: string): boolean {
  for (let place = folder; ; place = path.dirname(place)) {
    try {
      const { bavail, bsize } = statfsSync(place);
      return bavail * bsize < NEARLY_FULL;
    } catch {
      // Not made yet: its disk is that of the folder above.
      if (place === path.dirname(place)) return false;
    }
  }
}

/** The query builder writes the statement, which may be long, before what the database said. */
function withoutStatement({ message, severity }: SystemError): string {
  return severity === undefined ? message : message.slice(message.lastIndexOf(' - ') + 1).replace(/^- /, '');
}

function oneLine(text: string): string {
  const lines = text.trim().split(/\s*\n\s*/);
  // Postgres and its tools tell what they do before what stopped them.
  const line = lines.find((each) => /\b(FATAL|PANIC|error): /.test(each)) ?? lines[0] ?? '';
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)} …` : line;
}
