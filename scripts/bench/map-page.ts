import { MapCanvas } from '../../widgets/console/map/map-canvas.ts';
import { unitFeatures } from '../../widgets/console/map/map-data.ts';

const STATES = ['available', 'assigned', 'en_route', 'on_scene'] as const;

/** Milliseconds of the frames, and of tasks that were longer than 50. */
export interface MapRun {
  readonly frames: readonly number[];
  readonly long: readonly number[];
  readonly changes: number;
}

/** Draws units, each change of which moves one, as the console does, and measures the frames meanwhile. */
async function run(units: number, perSecond: number, seconds: number): Promise<MapRun> {
  const palette = {
    ground: '#f3f6f5',
    raised: '#ffffff',
    line: '#d8e0de',
    text: '#13201e',
    muted: '#4e5d5a',
    primary: '#0b6b5f',
    success: '#166534',
    warning: '#7a4b00',
    emergency: '#b8111d',
    onEmergency: '#ffffff',
  };
  const container = document.querySelector<HTMLElement>('#map');
  if (container === null) throw new Error('the page has no map');
  const canvas = new MapCanvas(container, 'Map', palette, null, { onChoose() {}, onLost() {} });
  const all = Array.from({ length: units }, (_, nth) => ({
    id: String(nth),
    name: `Unit ${nth}`,
    state: STATES[nth % STATES.length],
    position: {
      latitude: 12.9 + (nth % 25) / 150,
      longitude: 77.5 + Math.floor(nth / 25) / 150,
      recordedAt: new Date().toISOString(),
    },
  }));
  const show = () => canvas.show('units', unitFeatures(all as never, Date.now(), null));
  show();
  canvas.fit();
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const long: number[] = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) long.push(duration);
  }).observe({ entryTypes: ['longtask'] });
  let changes = 0;
  const timer = setInterval(() => {
    const unit = all[changes % all.length];
    if (unit !== undefined) unit.position = { ...unit.position, latitude: unit.position.latitude + 0.0005 };
    changes += 1;
    show();
  }, 1_000 / perSecond);
  const frames: number[] = [];
  const end = performance.now() + seconds * 1_000;
  for (let before = performance.now(); before < end; ) {
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    frames.push(now - before);
    before = now;
  }
  clearInterval(timer);
  canvas.close();
  return { frames, long, changes };
}

Object.assign(globalThis, { runMap: run });
