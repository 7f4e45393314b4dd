import { describe, expect, it } from 'vitest';
import { services, serviceType } from '../../test/fake-world.ts';
import { alsoByTime, groupServices, iconOf, pathOf, stepsOf } from './services.ts';
import type { ServiceType } from './wire.ts';

const named = (id: string) => services.find((service) => service.id === id) as ServiceType;
const words = { names: { en: 'New' }, descriptions: { en: '' } };

describe('the catalogue', () => {
  it('sorts by the shortest promised time', () => {
    const { emergency, now, visits } = groupServices(services.toReversed());
    expect(emergency.map(({ id }) => id)).toEqual(['ambulance', 'first_aid']);
    expect(now.map(({ id }) => id).sort()).toEqual(['neighbor_sos', 'remote_care']);
    expect(visits).toHaveLength(5);
  });

  it('includes services of unknown kinds', () => {
    const odd = [
      serviceType('a', words),
      serviceType('b', { ...words, arrive: 'PT1M' }),
      serviceType('c', { ...words, slot: true, remote: true }),
      serviceType('d', { ...words, neighbours: true, remote: true }),
    ];
    const { emergency, now, visits } = groupServices([...services, ...odd]);
    expect([...emergency, ...now, ...visits]).toHaveLength(services.length + odd.length);
    expect(emergency[0]?.id).toBe('b');
  });

  it('requires a time only for appointments and a place only for visits', () => {
    expect(stepsOf(named('ambulance'), true)).toEqual(['review']);
    expect(stepsOf(named('home_nursing'), false)).toEqual(['time', 'place', 'review']);
    expect(stepsOf(named('consultation'), false)).toEqual(['time', 'review']);
  });

  it('finds services available both now and by appointment', () => {
    expect(services.filter((service) => alsoByTime(service)).map(({ id }) => id)).toEqual(['remote_care']);
    expect(stepsOf(named('remote_care'), false)).toEqual(['time', 'review']);
  });

  it('chooses the icon by responder and mode', () => {
    expect(services.map((service) => iconOf(service))).toEqual([
      'ambulance',
      'heart',
      'neighbours',
      'video',
      'calendar',
      'visit',
      'visit',
      'visit',
      'visit',
    ]);
  });

  it('lists the states of a policy without cancellation', () => {
    expect(pathOf(named('remote_care'))).toEqual(['requested', 'assigned', 'in_service', 'completed']);
  });
});
