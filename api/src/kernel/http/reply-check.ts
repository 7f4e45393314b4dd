import type { Logger } from '../observability/logger.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { ContractOperation } from './contract/document.ts';
import { inputFaults } from './contract/schemas.ts';
import type { ContractValidator } from './contract/validator.ts';
import type { Exchange } from './exchange.ts';
import { StreamBody } from './reply.ts';

/**
 * A reply of the service broke the contract. Thrown in tests only; its message names pointers and rules, never values.
 */
export class InvalidReply extends Error {
  constructor(operation: string, status: number, faults: string) {
    super(`The reply ${status} of ${operation} does not follow the contract: ${faults}`);
    this.name = 'InvalidReply';
  }
}

/** How replies are checked: always and strictly in tests, some of them with a log line in development, never in production. */
export interface ReplyCheckSettings {
  /** The part of replies that is checked, 0 to 1. */
  readonly share: number;
  /** Whether an invalid reply becomes a 500 (tests) or only a log line and a metric. */
  readonly strict: boolean;
}

/** Checks replies against the contract, application/json and application/problem+json alike. */
export class ReplyCheck {
  private readonly settings: ReplyCheckSettings;
  private readonly log: Logger;
  private readonly metrics: Metrics;

  constructor(settings: ReplyCheckSettings, log: Logger, metrics: Metrics) {
    this.settings = settings;
    this.log = log;
    this.metrics = metrics;
  }

  /** @throws InvalidReply when strict. `body` is undefined for a reply without one. */
  check(
    judge: ContractValidator,
    exchange: Exchange,
    status: number,
    body: unknown,
    mediaType: string,
  ): void {
    const { operation } = exchange;
    if (operation === undefined || body instanceof StreamBody || !this.isDrawn()) return;
    // What is sent is JSON: a Date or a class instance is checked in its serialised form.
    const sent = body === undefined ? undefined : JSON.parse(JSON.stringify(body));
    const { errors } = judge.validateResponse(sent, operation as never, status, mediaType);
    if (errors === null || errors === undefined) return;
    const faults = inputFaults(errors)
      .map(({ pointer, detail }) => `${pointer} ${detail}`.trim())
      .join('; ');
    const invalid = new InvalidReply((operation as ContractOperation).operationId, status, faults);
    this.metrics.invalidReply(operation.operationId);
    if (this.settings.strict) throw invalid;
    this.log.warn({ err: invalid }, 'invalid reply');
  }

  private isDrawn(): boolean {
    const { share } = this.settings;
    return share > 0 && (share >= 1 || Math.random() < share);
  }
}
