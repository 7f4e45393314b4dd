import type { ErrorObject } from 'ajv';
import { OpenAPIValidator, type Operation, type Request } from 'openapi-backend';
import type { ContractOperation, SchemaPointer } from './document.ts';
import type { ContractDocument } from './openapi.ts';
import { ParameterCheck } from './parameters.ts';
import type { EngineOperation, EngineRequest, ValidationResult } from './request.ts';
import type { ContractRouter } from './router.ts';
import type { ContractSchemas } from './schemas.ts';

/** Shared with the schemas: each is compiled too. */
const checksOf = new WeakMap<ContractSchemas, Map<ContractOperation, ParameterCheck>>();

const VALID: ValidationResult = { valid: true, errors: null };

/**
 * openapi-backend's validator on the two shared Ajv instances. The stock one builds four instances per operation,
 * supports draft-07 without formats, ignores unknown query parameters and accepts replies of any media type other than
 * application/json.
 */
export class ContractValidator extends OpenAPIValidator {
  private readonly checks: Map<ContractOperation, ParameterCheck>;
  private readonly document: ContractDocument;
  private readonly schemas: ContractSchemas;

  constructor(document: ContractDocument, router: ContractRouter, schemas: ContractSchemas) {
    super({ definition: document as never, router: router as never, lazyCompileValidators: true });
    this.document = document;
    this.schemas = schemas;
    this.checks = checksOf.get(schemas) ?? new Map();
    checksOf.set(schemas, this.checks);
  }

  /**
   * Parameters, then the body. Errors of both are reported together; parameters are coerced and texts normalised in
   * place.
   */
  override validateRequest(raw: Request, matched?: Operation | string): ValidationResult<never> {
    const request = raw as unknown as EngineRequest;
    const operation = matched as EngineOperation;
    const errors = this.parameterCheck(operation).check(request);
    const bodyErrors = this.checkBody(request, operation);
    if (errors === null && bodyErrors === null) return VALID as ValidationResult<never>;
    return { valid: false, errors: [...(errors ?? []), ...(bodyErrors ?? [])] };
  }

  private parameterCheck(operation: ContractOperation): ParameterCheck {
    let check = this.checks.get(operation);
    if (check === undefined) {
      check = new ParameterCheck(operation, this.document, this.schemas);
      this.checks.set(operation, check);
    }
    return check;
  }

  private checkBody(request: EngineRequest, operation: ContractOperation): ErrorObject[] | null {
    if (operation.body === null) return null;
    if (request.body === undefined) {
      return operation.body.required ? [fault('body', 'a body is required')] : null;
    }
    // Its type is checked before it is passed on, and its bytes by the handler that reads them.
    if (operation.body.streamed) return null;
    const pointer = operation.body.content.get(request.mediaType ?? 'application/json');
    if (pointer === undefined) return [fault('body', 'the content type of the body is not supported')];
    const validate = this.schemas.request(pointer);
    return validate(request.body) ? null : (validate.errors ?? []);
  }

  /**
   * Checks a reply: its status and media type must be declared, and the body must follow the schema. `body` is
   * undefined for a reply without one.
   */
  override validateResponse(
    body: unknown,
    operation: EngineOperation,
    status = 200,
    mediaType = 'application/json',
  ): ValidationResult {
    const content = responseContent(operation, status);
    if (content === undefined) return invalid(`the status ${status} is not declared`);
    if (body === undefined) return content.size === 0 ? VALID : invalid(`the status ${status} needs a body`);
    const pointer = content.get(mediaType);
    if (pointer === undefined) return invalid(`${mediaType} is not declared for the status ${status}`);
    const validate = this.schemas.reply(pointer);
    return validate(body) ? VALID : { valid: false, errors: validate.errors ?? [] };
  }
}

function responseContent(
  operation: ContractOperation,
  status: number,
): ReadonlyMap<string, SchemaPointer> | undefined {
  const { responses } = operation;
  return (
    responses.get(String(status)) ??
    responses.get(`${Math.floor(status / 100)}XX`) ??
    responses.get('default')
  );
}

function invalid(message: string): ValidationResult {
  return { valid: false, errors: [fault('response', message)] };
}

function fault(keyword: string, message: string): ErrorObject {
  return { keyword, message, instancePath: '', schemaPath: '', params: {} };
}
