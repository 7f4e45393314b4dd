import { Problem } from '../ground/problem.ts';

/** What background work reports to; a pino logger fits. Fields carry ids, names of parts and codes only. */
export interface WorkLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const NO_LOG: WorkLog = { info() {}, warn() {}, error() {} };

const SAFE_CODE = /^[A-Za-z0-9_.-]{1,60}$/;
/** A frame of our own code: `…/api/src/features/booking/service.ts:120:9`. */
const OWN_FRAME = /(?:src|test)\/([\w./-]+\.ts:\d+)/;

/**
 * What may be stored of an error: its class, its code, the constraint it broke and the line of our code it came from.
 * Messages are left out: drivers and providers quote the values that they reject, and those may be a person's.
 */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'a value that is not an Error was thrown';
  const { constraint } = error as { constraint?: unknown };
  const parts = [
    SAFE_CODE.test(error.name) ? error.name : 'Error',
    ...[(error as { code?: unknown }).code, constraint].filter(
      (part): part is string => typeof part === 'string' && SAFE_CODE.test(part),
    ),
  ];
  const cause = error instanceof Problem && typeof error.cause === 'string' ? error.cause : '';
  if (SAFE_CODE.test(cause)) parts.push(cause);
  const frame = OWN_FRAME.exec(error.stack ?? '')?.[1];
  return `${parts.join(' ')}${frame === undefined ? '' : ` at ${frame}`}`.slice(0, 300);
}
