import { Problem } from '../../../kernel/ground/problem.ts';
import type { SignatureCheck } from '../../../kernel/http/mount.ts';
import type { OperationsOf } from '../../../kernel/http/operation.ts';
import { type CallNotice, TelephonyError, type TelephonyGateway } from '../../../ports/telephony.ts';
import type { TelephoneService } from './service.ts';

export type TelephoneOperations = OperationsOf<'answerVoiceCall' | 'recordVoiceStatus'>;

/** The gateway with the service for its calls; null where the settings name none. */
export type OpenTelephone = { readonly gateway: TelephonyGateway; readonly service: TelephoneService } | null;

export function telephoneOperations(telephone: OpenTelephone): TelephoneOperations {
  /** Without a gateway nothing is signed well, so that no request comes this far. */
  const opened = () => {
    if (telephone === null) throw new Problem('not_found');
    return telephone;
  };
  return {
    async answerVoiceCall({ body, query }) {
      const { gateway, service } = opened();
      const { text } = await service.answer(noticeOf(gateway, body), query.call);
      return { status: 200, body: text };
    },
    async recordVoiceStatus({ body, query }) {
      const { gateway, service } = opened();
      await service.ended(noticeOf(gateway, body), query.call);
      return { status: 204 };
    },
  };
}

/** Signatures cover the address that the gateway called: the public one, whatever proxies made of it. */
export function telephoneSignature(telephone: OpenTelephone, publicUrl: () => string): SignatureCheck {
  return ({ path, params, headers, body }) =>
    telephone !== null &&
    params.provider === telephone.gateway.name &&
    telephone.gateway.authentic({
      url: `${publicUrl()}${path}`,
      headers,
      form: (body ?? {}) as Readonly<Record<string, string | readonly string[]>>,
    });
}

function noticeOf(gateway: TelephonyGateway, form: Readonly<Record<string, string>>): CallNotice {
  try {
    return gateway.notice(form);
  } catch (error) {
    if (!(error instanceof TelephonyError)) throw error;
    throw new Problem('invalid_request', { detail: `The form is about no call: ${error.code}.` });
  }
}
