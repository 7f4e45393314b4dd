import { Problem } from '../../kernel/ground/problem.ts';
import type { OperationsOf } from '../../kernel/http/operation.ts';
import type { PushServices } from '../../ports/push.ts';
import { type PersonPrincipal, personIn } from '../identity/index.ts';
import type { PushDevice } from './models.ts';
import type { DeviceRegistry } from './registry.ts';
import { deviceBody, targetOf } from './wire.ts';

export type DevicesOperations = OperationsOf<
  | 'registerDevice'
  | 'listDevices'
  | 'removeDevice'
  | 'testDevice'
  | 'getWebPushKey'
  | 'createSandboxSubscription'
>;

interface Services {
  readonly registry: DeviceRegistry;
  readonly push: Pick<PushServices, 'vapidPublicKey' | 'subscribeSandbox'>;
  test(person: PersonPrincipal, deviceId: string): Promise<PushDevice>;
}

export function devicesOperations({ registry, push, test }: Services): DevicesOperations {
  return {
    async registerDevice({ principal, body }) {
      const person = personIn(principal);
      const device = await registry.register(person, targetOf(body));
      return { status: 201, body: deviceBody(device, person.sessionId) };
    },
    async listDevices({ principal }) {
      const person = personIn(principal);
      const devices = await registry.list(person);
      return { status: 200, body: { data: devices.map((each) => deviceBody(each, person.sessionId)) } };
    },
    async removeDevice({ principal, params }) {
      await registry.remove(personIn(principal), params.deviceId);
      return { status: 204 };
    },
    async testDevice({ principal, params }) {
      const person = personIn(principal);
      return { status: 202, body: deviceBody(await test(person, params.deviceId), person.sessionId) };
    },
    async getWebPushKey() {
      const headers = { 'cache-control': 'public, max-age=300' };
      return { status: 200, headers, body: { publicKey: push.vapidPublicKey } };
    },
    async createSandboxSubscription() {
      if (push.subscribeSandbox === null) {
        throw new Problem('not_found', {
          detail: 'There is a sandbox of browsers in development and test only.',
        });
      }
      return { status: 201, body: await push.subscribeSandbox() };
    },
  };
}
