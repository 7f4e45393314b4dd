/** How loud a frame is: the root of the mean square, 0 to 1. */
export function loudness(frame: Int16Array): number {
  let sum = 0;
  for (const value of frame) sum += (value / 32_768) ** 2;
  return Math.sqrt(sum / frame.length);
}
