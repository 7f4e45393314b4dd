import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the sources of the product may not do, or only in the files named here. A line of text is enough to break one of
 * these rules unnoticed; a new exception is a change of this file, where a reviewer sees it.
 */
export interface SourceRule {
  readonly name: string;
  readonly pattern: RegExp;
  /** Files that may, by their path from the root, each with a reason in the comment beside it. */
  readonly except?: readonly string[];
}

const APPROVED_DIGESTS = "'sha256'";

export const SOURCE_RULES = {
  'dynamic code': {
    name: 'runs text as code',
    pattern: /\beval\(|\bnew Function\(|node:vm|\bset(Timeout|Interval)\(\s*['"`]/,
  },
  programs: {
    name: 'starts another program',
    pattern: /node:child_process|\bshell: true/,
    // Embedded Postgres for development, and `ps` where there is no /proc: fixed programs, arguments as a list, no shell.
    except: [
      // The speech engine of the installation, on this machine: the same.
      'api/src/adapters/speech/local/process.ts',
      // The synthesiser of this machine: the same; the text is in a file.
      'api/src/adapters/synthesis/local/flite.ts',
      'api/src/postgres/data-folder/process-mark.ts',
      'api/src/postgres/embedded-binaries.ts',
      'api/src/postgres/embedded-server.ts',
    ],
  },
  patterns: {
    name: 'makes a pattern from text',
    pattern: /\bnew RegExp\(|\bRegExp\(/,
    except: [
      // Of the calling code of a country, and of constant parts: no received text.
      'api/src/kernel/values/phone.ts',
      'api/src/kernel/values/text.ts',
      'api/src/llm/deidentify/patterns.ts',
      'api/src/llm/deidentify/placeholders.ts',
      'api/src/llm/deidentify/words.ts',
      // Of the letters and digits of a person's record, escaped, with nothing that repeats.
      'api/src/llm/deidentify/known.ts',
    ],
  },
  markup: {
    name: 'writes HTML unescaped',
    pattern: /\b(inner|outer)HTML\b|insertAdjacentHTML|unsafe(HTML|SVG|CSS|Static)|document\.write|srcdoc/,
    // Colours and sizes of our own tokens.
    except: ['widgets/src/theme/tokens.ts'],
  },
  requests: {
    name: 'calls another server',
    pattern:
      /(?<![#.\w])fetch\(|globalThis\.fetch|options\.fetch\(|from 'node:https'|https?\.(request|get)\(|\bundici\b|\baxios\b|\bimport\('(twilio|nodemailer|@aws-sdk\/client-s3)'\)/,
    except: [
      // To addresses of the settings only.
      'api/src/adapters/email/smtp.ts',
      'api/src/adapters/speech/exchange.ts',
      'api/src/adapters/storage/s3/client.ts',
      'api/src/adapters/twilio/client.ts',
      // A sandbox, to the webhooks of the service under test.
      'api/src/adapters/messaging/sandbox-twilio.ts',
      'api/src/adapters/telephony/sandbox/call.ts',
      'api/src/kernel/network/bounded-fetch.ts',
      // To servers of partners: public addresses alone, checked as they are connected to.
      'api/src/kernel/network/guarded-post.ts',
      'api/src/kernel/network/whole-fetch.ts',
      // To the file store, at addresses that the API gives.
      'cli/src/attachments/transfer.ts',
      // Clients, to the API of their settings.
      'cli/src/base/ask.ts',
      // To the receiver that a developer names.
      'cli/src/webhooks/forwarding.ts',
      'sdk/typescript/src/client.ts',
      'sdk/typescript/src/transport.ts',
      'widgets/src/sources/embedding.ts',
    ],
  },
  messages: {
    name: 'accepts messages of other windows',
    pattern: /postMessage|addEventListener\(\s*'message'/,
    // From the audio thread of the page to the page itself, over their own port.
    except: ['widgets/src/sources/calls/frames-worklet.ts'],
  },
  chance: {
    name: 'draws numbers that can be guessed',
    pattern: /Math\.random/,
    except: [
      // Pauses and samples: nothing depends on their being unpredictable.
      'api/src/kernel/db/unit/database.ts',
      'api/src/kernel/coordination/backoff.ts',
      'api/src/kernel/coordination/worker-session.ts',
      'api/src/kernel/http/reply-check.ts',
      'cli/src/base/exclusive-file.ts',
      'sdk/typescript/src/connection.ts',
      'sdk/typescript/src/lease.ts',
      'sdk/typescript/src/subscriptions.ts',
      'sdk/typescript/src/transport.ts',
    ],
  },
  digests: {
    name: `digests with an algorithm other than ${APPROVED_DIGESTS}`,
    pattern:
      /\b(createHash|createHmac|hkdfSync|hkdf|pbkdf2(Sync)?)\(\s*(?!'sha256')[^)\s]|\bhash\(\s*'(?!sha256'|\\u0000decoy')/,
    // The provider's side of webhooks, which are signed with SHA-1.
    except: ['api/src/adapters/twilio/sandbox-signature.ts'],
  },
  ciphers: {
    name: 'encrypts with an algorithm other than AES-256-GCM',
    pattern: /\bcreate(C|Dec)ipher(iv)?\(\s*(?!'aes-256-gcm')\S/,
    // The browser's side of Web Push, whose algorithm RFC 8291 fixes.
    except: ['api/src/adapters/push/sandbox/decryption.ts'],
  },
  certificates: {
    name: 'trusts any certificate',
    pattern: /rejectUnauthorized: *false|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity/,
  },
  storage: {
    name: 'stores something in the browser',
    pattern: /\b(localStorage|sessionStorage|indexedDB)\b|document\.cookie|\bcaches\.open/,
    except: [
      // The session, until sign-out.
      'sdk/typescript/src/store.ts',
      // The emergency number and the language, of the place and not of a person.
      'widgets/src/sources/emergency-number.ts',
      'widgets/src/sources/region.ts',
      // How the console looks and sounds on the device: nothing of a person.
      'widgets/console/sources/preferences.ts',
      // The microphone and speaker that were chosen for calls, and how loud.
      'widgets/console/sources/headset.ts',
      // The filters and columns of the board that a person keeps by a name: codes and ids of places, no booking or resident.
      'widgets/console/bookings/saved-views.ts',
      // For this tab only: the phone number that a sign-in code was sent to, while the code is valid, and the choices
      // of an unfinished booking, for half an hour at most.
      'widgets/src/sources/state/tab-record.ts',
    ],
  },
  output: {
    name: 'writes without the log',
    pattern: /\bconsole\.|process\.std(out|err)\.write/,
    except: [
      // Why a process does not start, before there is a log.
      'api/src/main.ts',
    ],
  },
  time: {
    name: 'reads the clock of the process: take uow.now, database.now() or the clock that is passed',
    pattern: /\bDate\.now\(\)|\bnew Date\(\)/,
    except: [
      'api/src/kernel/audit/sealer.ts',
      'api/src/kernel/db/database-clock.ts',
      'api/src/kernel/db/unit/database.ts',
      'api/src/kernel/realtime/server.ts',
      // Corrected when they are written, by AuditRecorder.
      'api/src/kernel/http/audit/http-audit.ts',
      'api/src/kernel/realtime/audit.ts',
      // Waiting, caching and making ids within this process.
      'api/src/kernel/events/relay.ts',
      'api/src/kernel/http/cors.ts',
      'api/src/kernel/jobs/agenda-jobs.ts',
      'api/src/kernel/jobs/background.ts',
      'api/src/kernel/jobs/channel.ts',
      'api/src/kernel/observability/context.ts',
      // Distances from now, which Agenda computes by the clock of the process.
      'api/src/kernel/jobs/postgres-store.ts',
      // MongoDB has no clock that a filter can use: its workers need synchronised clocks, see the operator's guide.
      'api/src/kernel/jobs/mongo-store.ts',
      // When a sandbox accepted a message, for people who read it.
      'api/src/adapters/email/sandbox-smtp.ts',
      'api/src/adapters/llm/sandbox/ollama.ts',
      'api/src/adapters/messaging/sandbox-twilio.ts',
      'api/src/adapters/telephony/sandbox/call.ts',
      'api/src/adapters/telephony/sandbox/server.ts',
      // How long another system asks us to wait, where its reply has no time of its own.
      'api/src/kernel/network/retry-after.ts',
      // Of one process, without a database.
      'api/src/llm/spend/memory-ledger.ts',
      // Ages of files, by hours: the file system's times are of a machine, too.
      'api/src/adapters/storage/folder.ts',
    ],
  },
  'stale versions': {
    name: 'compares the version of If-Match: call checkVersion',
    pattern: /new Problem\('precondition_failed'/,
    except: ['api/src/kernel/ground/versions.ts'],
  },
  comparisons: { name: 'compares loosely', pattern: /[^=!<>]==(?![=]| null)|!=(?![=]| null)/ },
} as const satisfies Record<string, SourceRule>;

/** Breaches of a rule in a file, one line each. Comments, and our strings in other languages, are ignored. */
export function breachesIn(rule: SourceRule, file: string, text: string): string[] {
  if (rule.except?.includes(file)) return [];
  return text.split('\n').flatMap((line, index) => {
    const code = line.replace(/(^|\s)\/\/.*$/, '');
    if (/^\s*(\*|\/\*)/.test(code) || !rule.pattern.test(code)) return [];
    return [`${file}:${index + 1} ${rule.name}: ${line.trim()}`];
  });
}

/** Sources of the product under a folder of the repository, without test tools. */
export function productSources(
  root: string,
  folder: string,
): readonly (readonly [file: string, text: string])[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(
      (file) =>
        /\.ts$/.test(file) && !/\.test\.ts$|\.test-d\.ts$|(^|\/)(testing\.ts$|generated\/)/.test(file),
    )
    .map((file) => [`${folder}/${file}`, readFileSync(join(root, folder, file), 'utf8')] as const);
}
