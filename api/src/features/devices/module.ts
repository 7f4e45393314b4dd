import type { Database } from '../../kernel/db/unit/database.ts';
import { defineModule } from '../../kernel/module.ts';
import type { Logger } from '../../kernel/observability/logger.ts';
import type { Metrics } from '../../kernel/observability/metrics.ts';
import type { PushServices } from '../../ports/push.ts';
import type { IdentityFace } from '../identity/index.ts';
import type { AccountsFace } from '../organisations/index.ts';
import { devicesOperations } from './operations.ts';
import { pushes, pushTest } from './pushes.ts';
import { DeviceRegistry } from './registry.ts';
import { deviceRecords, droppedAtSignOut, tidying } from './retention.ts';
import { PushSender } from './sender.ts';

interface DevicesNeeds {
  readonly database: Database;
  readonly identity: IdentityFace;
  readonly organisations: AccountsFace;
  readonly push: PushServices;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** The apps and browsers of people, and the pushes to them. */
export const devices = defineModule({
  name: 'devices',
  create(needs: DevicesNeeds) {
    const { database, push } = needs;
    return {
      face: pushes,
      operations: devicesOperations({
        registry: new DeviceRegistry(needs),
        push,
        test: (person, deviceId) => pushTest(database, person, deviceId),
      }),
      atCommit: [droppedAtSignOut],
      jobs: [new PushSender(needs).job()],
      periodic: [tidying(database)],
      personalData: deviceRecords,
    };
  },
});
