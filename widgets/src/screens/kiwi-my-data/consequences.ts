import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { day, duration } from '../../locale/format.ts';
import type { Msg } from '../../locale/messages.ts';
import { str } from '../../locale/messages.ts';

const DAY_MS = 86_400_000;

/**
 * What being erased means, in the order a person asks: what goes, what stays and why, when, and whether there is a way
 * back. It says what docs/security/privacy.md says; change both.
 */
export function consequences(
  msg: Msg,
  delayDays: number,
  now: number,
  formats: string,
  timeZone: string | undefined,
): TemplateResult {
  return html`
    <div>
      <p><strong>${msg('What goes', { id: 'erasure.goes' })}</strong></p>
      <ul class="points">
        <li>
          ${msg('your name, mobile number, email, date of birth, flat and address', { id: 'erasure.goes-record' })}
        </li>
        <li>${msg('notes, reasons and places of your bookings', { id: 'erasure.goes-notes' })}</li>
        <li>
          ${msg('what you stated as a volunteer: skills, availability and position', { id: 'erasure.goes-volunteer' })}
        </li>
        <li>
          ${msg('your way in: you are signed out on every device and cannot book with this number any more', {
            id: 'erasure.goes-access',
          })}
        </li>
      </ul>
    </div>
    <div>
      <p><strong>${msg('What stays', { id: 'erasure.stays' })}</strong></p>
      <p>
        ${msg(
          'The law has hospitals keep that they cared for somebody: which service, when, and who of the staff came. It stays under a code that cannot be traced to you, and so does a note that you asked to be erased.',
          {
            id: 'erasure.stays-about',
          },
        )}
      </p>
    </div>
    <div>
      <p><strong>${msg('When', { id: 'erasure.when' })}</strong></p>
      <p>${when(msg, delayDays, now, formats, timeZone)}</p>
    </div>
  `;
}

function when(
  msg: Msg,
  delayDays: number,
  now: number,
  formats: string,
  timeZone: string | undefined,
): string {
  if (delayDays === 0)
    return msg('At once. There is no way back, and it cannot be called off.', { id: 'erasure.at-once' });
  const wait = duration((delayDays * DAY_MS) / 1000, formats);
  const date = day(new Date(now + delayDays * DAY_MS).toISOString(), formats, timeZone);
  return msg(
    str`In ${wait}, on ${date}. Until then everything works as before, and you can call it off here. After that there is no way back.`,
    { id: 'erasure.in' },
  );
}
