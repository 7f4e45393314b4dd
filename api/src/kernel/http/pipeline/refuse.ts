import { Problem } from '../../ground/problem.ts';
import type { Logger } from '../../observability/logger.ts';
import type { Metrics } from '../../observability/metrics.ts';
import { Outages } from '../../observability/outages.ts';
import type { ContractValidator } from '../contract/validator.ts';
import type { Exchange } from '../exchange.ts';
import { problemBody, toProblem, withoutRecord } from '../failure.ts';
import { PROBLEM_TYPE, send } from '../reply.ts';
import { InvalidReply, type ReplyCheck } from '../reply-check.ts';
import { mayReadRecord } from './answer.ts';

export interface RefusalParts {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly replies: ReplyCheck;
  readonly judge: ContractValidator;
}

/**
 * Answers a request with a problem for whatever was thrown in the pipeline. Details that the caller may not see go to
 * the log.
 */
export class Refusals {
  readonly #parts: RefusalParts;
  readonly #outages: Outages;

  constructor(parts: RefusalParts) {
    this.#parts = parts;
    this.#outages = new Outages(parts.log);
  }

  /** Never throws. */
  send(exchange: Exchange, error: unknown): void {
    const problem = toProblem(error);
    const { log, metrics, replies, judge } = this.#parts;
    metrics.problem(problem.code);
    if (problem.status >= 500 && problem.code !== 'shutting_down') {
      this.#report(problem);
    } else if (problem.cause !== undefined) log.warn({ err: problem.cause }, 'request refused by an error');
    const whole = problemBody(problem, exchange.context.correlationId, exchange.problemMembers);
    const body = mayReadRecord(exchange) ? whole : withoutRecord(whole);
    if (error instanceof InvalidReply) body.detail = error.message;
    const headers = headersOf(problem);
    try {
      // A 500 is reported already: an error of the check would hide it.
      if (exchange.operation !== undefined && problem.status !== 500) {
        replies.check(judge, exchange, problem.status, body, PROBLEM_TYPE);
      }
      send(exchange, { status: problem.status, body, headers }, PROBLEM_TYPE);
    } catch (fault) {
      const detail = fault instanceof InvalidReply ? fault.message : undefined;
      log.error({ err: fault }, 'problem reply failed');
      const internal = new Problem('internal', detail === undefined ? {} : { detail });
      const fallback = problemBody(internal, exchange.context.correlationId, exchange.problemMembers);
      send(exchange, { status: 500, body: fallback, headers: {} }, PROBLEM_TYPE);
    }
  }

  /** Logs every error of the service; an outage (503) once per interval, however many requests it affects. */
  #report(problem: Problem): void {
    // A cause that is a text is a code: it is logged beside the problem it caused.
    const err = problem.cause instanceof Error ? problem.cause : problem;
    const fields = { err, code: problem.code };
    if (problem.status !== 503) {
      this.#parts.log.error(fields, 'request failed');
      return;
    }
    const cause = err === problem ? problem.cause : (err as { code?: unknown }).code;
    this.#outages.report('error', `${problem.code} ${String(cause)}`, fields, 'request failed');
  }
}

function headersOf(problem: Problem): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(problem.headers)) headers[name.toLowerCase()] = value;
  if (problem.status === 401) headers['www-authenticate'] ??= 'Bearer realm="kiwimesh"';
  if (problem.status === 503) headers['retry-after'] ??= '5';
  return headers;
}
