import type { MapPalette } from './map-style.ts';

/** Pixels of a sign, at twice the size that it is drawn in. */
const SIZE = 44;
export const PIXEL_RATIO = 2;

/** The signs of the map: each state has a shape of its own, so that its colour is not the only one. */
export function signsOf(palette: MapPalette): ReadonlyMap<string, ImageData> {
  const { primary, success, warning, muted, raised, emergency, onEmergency } = palette;
  return new Map([
    ['unit-available', sign(raised, success, circle, true)],
    ['unit-assigned', sign(raised, primary, circle, false)],
    ['unit-en_route', sign(raised, primary, diamond, false)],
    ['unit-on_scene', sign(raised, primary, square, true)],
    ['unit-out_of_service', sign(raised, warning, crossed, false)],
    ['unit-off_duty', sign(raised, muted, circle, false)],
    ['pin', pin(raised, primary)],
    ['hospital', hospital(raised, emergency, onEmergency)],
  ]);
}

type Shape = (context: CanvasRenderingContext2D, radius: number) => void;

const circle: Shape = (context, radius) => context.arc(0, 0, radius, 0, Math.PI * 2);
const square: Shape = (context, radius) =>
  context.rect(-radius * 0.85, -radius * 0.85, radius * 1.7, radius * 1.7);
const diamond: Shape = (context, radius) => {
  context.moveTo(0, -radius * 1.15);
  context.lineTo(radius * 1.15, 0);
  context.lineTo(0, radius * 1.15);
  context.lineTo(-radius * 1.15, 0);
  context.closePath();
};
const crossed: Shape = (context, radius) => {
  circle(context, radius);
  context.moveTo(-radius * 0.7, -radius * 0.7);
  context.lineTo(radius * 0.7, radius * 0.7);
};

function drawn(draw: (context: CanvasRenderingContext2D) => void): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return new ImageData(SIZE, SIZE);
  context.translate(SIZE / 2, SIZE / 2);
  draw(context);
  return context.getImageData(0, 0, SIZE, SIZE);
}

function sign(ground: string, colour: string, shape: Shape, filled: boolean): ImageData {
  return drawn((context) => {
    context.lineWidth = 5;
    context.fillStyle = ground;
    context.strokeStyle = colour;
    context.beginPath();
    shape(context, 14);
    context.fill();
    context.stroke();
    if (!filled) return;
    context.fillStyle = colour;
    context.beginPath();
    shape(context, 8);
    context.fill();
  });
}

/** Its point is in the middle of the lower edge. */
function pin(ground: string, colour: string): ImageData {
  return drawn((context) => {
    context.lineWidth = 3;
    context.fillStyle = colour;
    context.strokeStyle = ground;
    context.beginPath();
    context.moveTo(0, 20);
    context.bezierCurveTo(-18, -2, -14, -20, 0, -20);
    context.bezierCurveTo(14, -20, 18, -2, 0, 20);
    context.stroke();
    context.fill();
    context.fillStyle = ground;
    context.beginPath();
    context.arc(0, -7, 5, 0, Math.PI * 2);
    context.fill();
  });
}

function hospital(ground: string, colour: string, sign: string): ImageData {
  return drawn((context) => {
    context.fillStyle = ground;
    context.fillRect(-18, -18, 36, 36);
    context.fillStyle = colour;
    context.fillRect(-15, -15, 30, 30);
    context.fillStyle = sign;
    context.fillRect(-4, -11, 8, 22);
    context.fillRect(-11, -4, 22, 8);
  });
}
