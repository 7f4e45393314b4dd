import type { CallerEars } from '../sound/telephone.ts';
import type { AudioSink } from './audio.ts';
import type { TelephoneNeeds } from './needs.ts';
import { type OpenTelephone, telephoneOperations, telephoneSignature } from './operations.ts';
import { telephoneJobs, telephoneOrders } from './orders.ts';
import { TelephoneService } from './service.ts';
import { streamRoute } from './stream.ts';

/** The parts of the module that serve the telephone gateway. Without one, its webhooks are refused. */
export function openTelephone(needs: TelephoneNeeds, sink: AudioSink, ears: CallerEars) {
  const { gateway } = needs.telephone;
  const open: OpenTelephone =
    gateway === null ? null : { gateway, service: new TelephoneService(needs, gateway) };
  const signature = telephoneSignature(open, needs.publicUrl);
  return {
    operations: telephoneOperations(open),
    signatures: { answerVoiceCall: signature, recordVoiceStatus: signature },
    webSockets: open === null ? [] : [streamRoute(open.gateway, open.service, sink, ears, needs.log)],
    subscriber: telephoneOrders(needs.telephone),
    jobs: telephoneJobs(needs, gateway, open?.service ?? null),
  };
}
