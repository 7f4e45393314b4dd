import { setTimeout as delay } from 'node:timers/promises';
import { en, Faker } from '@faker-js/faker';

/** Chance and time of a simulation: seeded choices, and waits that the speed shortens and a stop ends. */
export interface Pace {
  readonly stopped: boolean;
  /** Waits about `seconds` of simulated life (exponential spread); returns false when the simulation has stopped. */
  wait(seconds: number): Promise<boolean>;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T | undefined;
  shuffle<T>(items: readonly T[]): T[];
}

export function createPace(settings: { seed: number; speed: number; signal: AbortSignal }): Pace {
  const faker = new Faker({ locale: en, seed: settings.seed });
  return {
    get stopped() {
      return settings.signal.aborted;
    },
    async wait(seconds) {
      const spread = -Math.log(1 - faker.number.float({ min: 0, max: 0.98 }));
      try {
        await delay(Math.max(50, (seconds * spread * 1000) / settings.speed), undefined, {
          signal: settings.signal,
        });
      } catch (error) {
        if (!settings.signal.aborted) throw error;
      }
      return !settings.signal.aborted;
    },
    chance: (probability) => faker.datatype.boolean({ probability }),
    pick: (items) => (items.length === 0 ? undefined : faker.helpers.arrayElement(items as never[])),
    shuffle: (items) => faker.helpers.shuffle([...items]),
  };
}
