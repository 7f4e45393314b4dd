import { normalisePhone } from '@kiwimesh/api/kernel/values/phone.ts';
import { loadRegion } from '@kiwimesh/api/region.ts';
import { describe, expect, it } from 'vitest';
import { makeWorld } from './world.ts';

const INDIA = loadRegion('in');
const NOW = new Date('2026-03-01T10:00:00Z');

describe('the demo world', () => {
  it('is the same each time, so that a screenshot or a bug report can be repeated', () => {
    const { faker: _one, ...first } = makeWorld(NOW, INDIA);
    const { faker: _two, ...second } = makeWorld(NOW, INDIA);
    expect(second).toEqual(first);
  });

  it('has the promised size, with every role present and every community served', () => {
    const world = makeWorld(NOW, INDIA);
    expect([
      world.hospitals.length,
      world.communities.length,
      world.staff.length,
      world.residents.length,
    ]).toEqual([3, 6, 60, 1000]);
    expect(new Set(world.staff.map((member) => member.role)).size).toBe(5);
    for (const hospital of world.hospitals) {
      const dispatchers = world.staff.filter((m) => m.dispatcher && m.hospitalId === hospital.id);
      expect(dispatchers.map(({ role }) => role)).toEqual(['nurse']);
      for (const role of ['hospital_admin', 'nurse', 'paramedic']) {
        expect(world.staff.some((m) => m.role === role && m.hospitalId === hospital.id)).toBe(true);
      }
    }
    expect(world.communities.every((community) => community.hospitalIds.length > 0)).toBe(true);
  });

  it('gives no person the id, email or phone of another', () => {
    const world = makeWorld(NOW, INDIA);
    const people = [...world.staff, ...world.residents];
    expect(new Set(people.map((person) => person.phone)).size).toBe(people.length);
    expect(new Set(world.staff.map((member) => member.email)).size).toBe(world.staff.length);
    const ids = [...people, ...world.hospitals, ...world.communities].map((thing) => thing.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is in the country of the region, with phones that exist there', () => {
    for (const region of [INDIA, loadRegion('ae')]) {
      const world = makeWorld(NOW, region, 20);
      const { hospitals, staff, residents } = world;
      for (const { phone } of [...hospitals, ...staff, ...residents]) {
        expect(normalisePhone(phone, region.country)).toEqual({ value: phone });
      }
      expect(hospitals[0]?.address).toContain(region.demo?.city);
      expect(new Set(residents.map(({ language }) => language))).toEqual(new Set(region.languages));
    }
    const { demo: _, ...elsewhere } = INDIA;
    expect(() => makeWorld(NOW, elsewhere)).toThrow('the region pack in has no demo section');
  });
});
