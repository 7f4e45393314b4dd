import type { Failure } from '../domain/failure.ts';

/** Something failed, which the person sees. `code` is the API's problem code, or `unreachable`. */
export class KiwiErrorEvent extends Event {
  static readonly type = 'kiwi-error';
  readonly detail: Pick<Failure, 'code' | 'status' | 'correlationId'>;

  constructor({ code, status, correlationId }: Failure) {
    super(KiwiErrorEvent.type, { bubbles: true, composed: true });
    this.detail = { code, status, correlationId };
  }
}
