import type { components } from '@kiwimesh/openapi/types';
import type { Kiwimesh } from '@kiwimesh/sdk';
import { string } from '@oclif/core/args';
import { bold, type Column, count, details, shortTime } from '../base/output.ts';

export type NotificationText = components['schemas']['NotificationText'];

type Part = components['schemas']['NotificationTextPart'];
type Preview = components['schemas']['NotificationTextPreview'];
type Template = components['schemas']['NotificationTemplate'];

export const PARTS: readonly Part[] = ['title', 'body', 'outside'];

export const TEMPLATE_ARGUMENT = string({
  description: 'The text, see `notifications templates`.',
  required: true,
});

export const TEMPLATE_COLUMNS: readonly Column<Template>[] = [
  { header: 'Text', value: ({ template }) => template },
  { header: 'Classes', value: ({ classes }) => classes.join(', ') },
  { header: 'Can name', value: ({ variables }) => variables.map(({ name }) => `{${name}}`).join(' ') },
];

export const TEXT_COLUMNS: readonly Column<NotificationText>[] = [
  { header: 'Text', value: ({ template }) => template },
  { header: 'Language', value: ({ language }) => language },
  { header: 'Own parts', value: (text) => ownParts(text).join(', ') },
  { header: 'Changed', value: ({ updatedAt }) => shortTime(updatedAt), drop: 1 },
];

/** The parts that the hospital words itself. */
export const ownParts = (text: Pick<NotificationText, Part>): readonly Part[] =>
  PARTS.filter((part) => text[part] !== null);

/** One language of a text, as its readers get it. */
export function previewDetails({ language, own, sms, ...parts }: Preview): string {
  const alphabet = sms.encoding === 'gsm7' ? 'GSM-7' : 'UCS-2';
  const lines = PARTS.map((part): [string, string] => [part, parts[part]]);
  const said = details([
    ...lines,
    ['SMS', `${count(sms.segments, 'message')} (${sms.units} units of ${alphabet})`],
    ...(own.length > 0 ? [['own parts', own.join(', ')] as const] : []),
  ]);
  return `${bold(language)}\n${said}`;
}

/** What no longer counts of a hospital's texts, a line each. */
export function notUsed(texts: readonly NotificationText[]): readonly string[] {
  return texts.flatMap(({ template, language, faults }) =>
    faults.map(
      ({ pointer, detail }) => `Not used: ${pointer.slice(1)} of ${template} in ${language}. ${detail}`,
    ),
  );
}

/** What a hospital has set for a text; undefined where it is the platform's. */
export async function findText(
  kiwi: Kiwimesh,
  hospitalId: string,
  template: string,
  language: string,
): Promise<NotificationText | undefined> {
  const path = { hospitalId };
  const { data } = await kiwi.get('/v1/hospitals/{hospitalId}/notification-texts', { path });
  return data.find((text) => text.template === template && text.language === language);
}
