import type { Staff } from '../base/wire.ts';

export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

export interface SiteSpec {
  readonly name: string;
  readonly address?: string;
  readonly timezone?: string;
  readonly location?: Point;
}

export interface PersonSpec {
  readonly role: Staff['role'];
  readonly name: string;
  readonly email: string;
  readonly phone?: string;
  /** Of a community manager: the name of the community. */
  readonly community?: string;
  /** Made up and shown once when left out. */
  readonly password?: string;
}

/** The desired result of an onboarding, from questions, flags or a file. */
export interface OnboardingSpec {
  readonly hospital: SiteSpec & { readonly phone?: string };
  readonly communities: readonly SiteSpec[];
  /** The first administrator is one of them, with the role hospital_admin. */
  readonly staff: readonly PersonSpec[];
  /** Pages that may show the booking widget; none means no widget key. */
  readonly widgetOrigins: readonly string[];
}

/** `Green Meadows` or `Green Meadows@12.9716,77.5946`. */
export function siteOf(text: string): SiteSpec | null {
  const at = text.lastIndexOf('@');
  const location = at > 0 ? pointOf(text.slice(at + 1)) : null;
  const name = (location ? text.slice(0, at) : text).trim();
  return name === '' ? null : { name, ...(location ? { location } : {}) };
}

/** `12.9716, 77.5946`, as map applications copy it. */
export function pointOf(text: string): Point | null {
  const [latitude, longitude, more] = text
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (latitude === undefined || longitude === undefined || more !== undefined) return null;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

/** An origin as browsers send it: scheme and host, no path. */
export function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text;
}
