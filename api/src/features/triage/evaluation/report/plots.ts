import type { Rate } from '../intervals.ts';

/**
 * Plots as inline SVG, 360 units wide: a unit is about a pixel on a phone, so texts stay readable there. Colours are the
 * classes of the page's style sheet, which has them for light and dark.
 */
const WIDTH = 360;
const LABELS = 130;
/** From the end of the labels to the place of the numbers. */
const SCALE = WIDTH - LABELS - 52;
const ROW = 22;

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** A row a rate: a dot at the share, a line over its 95% interval, the share as a number. The axis is 0 to 100%. */
export function intervalPlot(
  title: string,
  rows: ReadonlyArray<{ readonly label: string; readonly rate: Rate }>,
): string {
  const x = (share: number) => round(LABELS + share * SCALE);
  const height = rows.length * ROW + 24;
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line class="grid" x1="${x(share)}" x2="${x(share)}" y1="0" y2="${height - 20}"/>` +
      `<text class="axis" x="${x(share)}" y="${height - 6}" text-anchor="middle">${share * 100}%</text>`,
  );
  const marks = rows.map(({ label, rate: { rate, low, high, count, of } }, index) => {
    const y = index * ROW + ROW / 2;
    const name = `<text x="0" y="${y + 4}">${escaped(label)}</text>`;
    if (rate === null || low === null || high === null) return name;
    return (
      `<g><title>${escaped(label)}: ${count} of ${of}</title>${name}` +
      `<line class="interval" x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}"/>` +
      `<circle class="mark" cx="${x(rate)}" cy="${y}" r="4"/>` +
      `<text x="${WIDTH}" y="${y + 4}" text-anchor="end">${(rate * 100).toFixed(1)}%</text></g>`
    );
  });
  return svg(title, height, [...grid, ...marks]);
}

/** Labels down, urgencies given across. A cell is the darker the larger its share of the row. */
export function confusionPlot(title: string, confusion: readonly (readonly number[])[]): string {
  const left = 60;
  const top = 40;
  const width = (WIDTH - left) / 5;
  const height = 36;
  const across = [1, 2, 3, 4, 5].map(
    (given, index) =>
      `<text x="${left + index * width + width / 2}" y="${top - 8}" text-anchor="middle">${given}</text>`,
  );
  const rows = confusion.flatMap((cells, row) => {
    const sum = cells.reduce((total, cell) => total + cell, 0);
    const y = top + row * height;
    const label = `<text x="${left - 12}" y="${y + height / 2 + 4}" text-anchor="end">${row + 1}</text>`;
    const boxes = cells.map((cell, column) => {
      const kind = column === row ? 'right' : column > row ? 'under' : 'over';
      const x = left + column * width;
      const opacity = sum === 0 ? 0 : round(cell / sum, 3);
      return (
        `<rect class="cell" x="${x}" y="${y}" width="${width - 2}" height="${height - 2}"/>` +
        `<rect class="${kind}" x="${x}" y="${y}" width="${width - 2}" height="${height - 2}" opacity="${opacity}"/>` +
        `<text class="${opacity > 0.6 ? 'inverse' : ''}" x="${x + width / 2 - 1}" y="${y + height / 2 + 3}" text-anchor="middle">${cell}</text>`
      );
    });
    return [label, ...boxes];
  });
  const titles =
    `<text x="${left + (WIDTH - left) / 2}" y="12" text-anchor="middle">Given</text>` +
    `<text x="0" y="${top - 8}">Label</text>`;
  return svg(title, top + 5 * height, [titles, ...across, ...rows]);
}

/** A row a kind: bars for urgencies that went down and up, as shares of the variants. */
export function flipPlot(
  title: string,
  rows: ReadonlyArray<{
    readonly label: string;
    readonly down: number;
    readonly up: number;
    readonly of: number;
  }>,
): string {
  const max = Math.max(0.01, ...rows.flatMap(({ down, up, of }) => (of === 0 ? [] : [down / of, up / of])));
  const length = (count: number, of: number) => (of === 0 ? 0 : round((count / of / max) * SCALE));
  const height = 2 * ROW;
  const marks = rows.map(({ label, down, up, of }, index) => {
    const y = index * height;
    const bar = (kind: string, count: number, dy: number) =>
      `<rect class="${kind}" x="${LABELS}" y="${y + dy}" width="${length(count, of)}" height="12"/>` +
      `<text x="${LABELS + length(count, of) + 4}" y="${y + dy + 10}">${count}</text>`;
    return (
      `<g><title>${escaped(label)}: ${down} down and ${up} up of ${of}</title>` +
      `<text x="0" y="${y + 22}">${escaped(label)}</text>${bar('under', down, 5)}${bar('over', up, 20)}</g>`
    );
  });
  return svg(title, rows.length * height, marks);
}

function svg(title: string, height: number, parts: readonly string[]): string {
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">${parts.join('')}</svg>`;
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
