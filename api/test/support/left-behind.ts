import { readdirSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';

/** Databases of this file that are not closed yet, by name. */
export const openDatabases = new Set<string>();

/** Environment variable that every process started by a test file inherits, unless it is given an environment of its own. */
const MARK = 'KIWIMESH_TEST_FILE';

/** What keeps a Node process alive, and how a test that leaves it behind would close it. */
const RESOURCES: Readonly<Record<string, string>> = {
  ProcessWrap: 'a child process is running: stop it',
  TCPServerWrap: 'a server is listening: close it',
  TCPSocketWrap: 'a connection is open: close the pool, client or socket',
  PipeServerWrap: 'a server is listening on a pipe: close it',
};

/** Of programs that clean up by themselves, or keep a cache. */
const NOT_OURS = /^(?:node-compile-cache|playwright|\.org\.chromium|\.com\.google|com\.google)/;

/** What exists before a test file begins, to be compared with what exists after it. */
export interface Start {
  readonly resources: Readonly<Record<string, number>>;
  /** The temporary folder of this file alone, `TMPDIR` while it runs. */
  readonly folder: string;
}

/** Records what exists now, and marks the processes that are started from now on. */
export function begin(folder: string): Start {
  process.env[MARK] = folder;
  return { resources: counts(), folder };
}

/** What a test file has left behind: processes, servers, connections, databases, temporary folders. */
export function leftBehind({ resources, folder }: Start): string[] {
  const now = counts();
  const found = Object.entries(RESOURCES)
    .filter(([name]) => (now[name] ?? 0) > (resources[name] ?? 0))
    .map(([name, what]) => (name === 'TCPSocketWrap' ? `${what} (${connections()})` : what));
  for (const command of descendants(folder)) found.push(`a process is running: ${command}`);
  for (const name of openDatabases) found.push(`the database ${name} is there: close() it`);
  for (const name of readdirSync(folder)) {
    if (!NOT_OURS.test(name)) found.push(`the temporary folder or file ${name} is there: remove it`);
  }
  return found;
}

function counts(): Record<string, number> {
  const found: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) found[name] = (found[name] ?? 0) + 1;
  return found;
}

/** Local and remote port of each open connection, also of earlier files: the remote one says which was left. */
function connections(): string {
  const { _getActiveHandles: handles } = process as { _getActiveHandles?: () => unknown[] };
  return (handles?.call(process) ?? [])
    .filter((handle) => handle instanceof Socket && handle.remotePort !== undefined)
    .map((socket) => {
      const { localPort, remotePort, readyState } = socket as Socket;
      return `${localPort} to ${remotePort} ${readyState}`;
    })
    .join(', ');
}

/** Commands of other processes with the mark of this file, where the system shows them (Linux). */
function descendants(folder: string): string[] {
  const found: string[] = [];
  for (const pid of pids()) {
    if (Number(pid) === process.pid) continue;
    try {
      if (!readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`${MARK}=${folder}\0`)) continue;
      found.push(readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim().slice(0, 120));
    } catch {
      // It has ended, or belongs to another user.
    }
  }
  return found.filter((command) => command !== '');
}

function pids(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}
