import type {
  ParsedRequest as BackendParsedRequest,
  ValidationResult as BackendValidationResult,
  Operation,
} from 'openapi-backend';
import type { ContractOperation } from './document.ts';

/** What the engine reads of a request. Parsed once, when it arrives. */
export interface EngineRequest {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
  /** Of the body, without parameters, lower case. */
  mediaType: string | undefined;
}

export type EngineOperation = ContractOperation & Operation;
export type ParsedRequest = BackendParsedRequest;
export type ValidationResult<T = unknown> = BackendValidationResult<T>;
