/** The rings to choose from: those that tire one person are what another hears best. */
export const RINGS = ['two', 'low', 'rising'] as const;
export type Ring = (typeof RINGS)[number];

/** The notes of each: hertz, and seconds into the ring. None is taken for a telephone. */
export const NOTES: Readonly<Record<Ring, readonly (readonly [hertz: number, after: number])[]>> = {
  two: [
    [880, 0],
    [660, 0.22],
  ],
  low: [
    [440, 0],
    [330, 0.22],
  ],
  rising: [
    [523, 0],
    [659, 0.2],
    [784, 0.4],
  ],
};
