import { type DestinationStream, type Logger, pino, type SerializedError, stdTimeFunctions } from 'pino';
import { currentContext } from './context.ts';
import { stdoutLog } from './log-stream.ts';

export type { Logger } from 'pino';

/**
 * JSON lines on stdout. Every line carries the correlation id, operation and actor of the work it was written in.
 * Lines hold ids and states only: no names, phones, messages to people, SQL values or raw URLs.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      mixin: () => {
        const context = currentContext();
        if (context === undefined) return {};
        const { correlationId, operation, actor } = context;
        return {
          correlationId,
          ...(operation === undefined ? {} : { operation }),
          ...(actor === undefined ? {} : { actor }),
        };
      },
      // The last safeguard, if a whole object is ever logged.
      redact: {
        paths: [
          'password',
          'token',
          'accessToken',
          'refreshToken',
          'phone',
          'email',
          'code',
          '*.password',
          '*.token',
          '*.phone',
          '*.email',
          'body.code',
          'query.code',
          'otp',
          '*.otp',
          'recoveryCode',
          '*.recoveryCode',
        ],
        // A field named `code` holds the code of a problem, an SQLSTATE or an error of Node, or else a secret.
        censor: (value, path) =>
          path.length === 1 && path[0] === 'code' && isErrorCode(value) ? value : '[redacted]',
      },
    },
    destination ?? stdoutLog(),
  );
}

/** `dependency_down`, `23505`, `40P01`, `ECONNREFUSED`: never the six digits of a one-time code. */
const ERROR_CODE = /^(?:[a-z]+(?:_[a-z]+)*|[0-9A-Z]{5}|E[A-Z_]{2,40})$/;

function isErrorCode(value: unknown): boolean {
  return typeof value === 'string' && ERROR_CODE.test(value);
}

/** Messages of these come from the engine or our own code and quote no data. */
const SPEAKING = new Set(['Error', 'TypeError', 'RangeError', 'ReferenceError', 'Problem', 'AssertionError']);

/**
 * An error for the log: its kind, where it happened and what caused it. Messages of other errors are left out, since
 * drivers and parsers quote the values that they reject.
 */
export function describeError(error: unknown): SerializedError | Record<string, unknown> {
  if (!(error instanceof Error))
    return { type: typeof error, ...(isErrorCode(error) ? { code: error } : {}) };
  const { code, constraint, table, kind } = error as unknown as Record<string, unknown>;
  const quotesData =
    typeof (error as { severity?: unknown }).severity === 'string' ||
    !(SPEAKING.has(error.name) || isOwnError(error));
  return {
    type: error.name,
    ...(quotesData ? {} : { message: error.message }),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof kind === 'string' ? { kind } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    ...(typeof table === 'string' ? { table } : {}),
    stack: frames(error),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** Errors of kernel/db and kernel/http carry names of the schema or the contract only. */
function isOwnError(error: Error): boolean {
  return [
    'ConstraintViolation',
    'DatabaseFault',
    'NoUnitOfWork',
    'TenancyViolation',
    'ContractFault',
    'InvalidReply',
    'ConfigFault',
  ].includes(error.name);
}

/** The stack without its first lines, which repeat the message. */
function frames(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
}
