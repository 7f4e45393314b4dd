import type { Failure } from '../store/failure.ts';

/** Something did not work and the person was told. `code` is the API's problem code, or `unreachable`. */
export class KiwiErrorEvent extends Event {
  static readonly type = 'kiwi-error';
  readonly detail: Pick<Failure, 'code' | 'status' | 'correlationId'>;

  constructor({ code, status, correlationId }: Failure) {
    super(KiwiErrorEvent.type, { bubbles: true, composed: true });
    this.detail = { code, status, correlationId };
  }
}
