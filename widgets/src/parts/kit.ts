import { oneTimeCode } from '@kiwimesh/sdk';
import { css, html, nothing } from 'lit';
import { icons } from '../icons.ts';
import { dateTime, day, dayKey, duration, relative } from '../locale/format.ts';
import { str } from '../locale/messages.ts';
import { base, buttons, fields, LARGE_TEXT } from '../theme/base.styles.ts';
import { Action } from './action.ts';
import { define } from './define.ts';
import { notices } from './notice.styles.ts';
import { busyWords, failureNotice } from './notice.ts';
import { Part } from './part.ts';
import { pastedCode } from './pasted-code.ts';
import { RequestKey } from './request-key.ts';

/**
 * What a screen that is loaded later is built from. It is handed over, not imported: a chunk that imports the main
 * module would load it twice on a page that includes it by another address (`kiwimesh.js?v=3`).
 */
export const kit = {
  Action,
  Part,
  RequestKey,
  base,
  busyWords,
  buttons,
  css,
  dateTime,
  day,
  dayKey,
  define,
  duration,
  failureNotice,
  fields,
  html,
  LARGE_TEXT,
  icons,
  nothing,
  notices,
  oneTimeCode,
  pastedCode,
  relative,
  str,
} as const;

export type Kit = typeof kit;
