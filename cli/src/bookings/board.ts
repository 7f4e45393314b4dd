import type { Kiwimesh } from '@kiwimesh/sdk';
import { CliError } from '../base/errors.ts';
import { findCommunity, findHospital } from '../organisations/find.ts';

export type Board = { hospitalId: string } | { communityId: string };

/** The board that is named, or the one of the hospital or community the caller belongs to. */
export async function boardOf(
  kiwi: Kiwimesh,
  flags: { readonly hospital?: string | undefined; readonly community?: string | undefined },
): Promise<Board> {
  if (flags.hospital) return { hospitalId: (await findHospital(kiwi, flags.hospital)).id };
  if (flags.community) return { communityId: (await findCommunity(kiwi, flags.community)).id };
  const me = await kiwi.get('/v1/me');
  if (me.hospitalId) return { hospitalId: me.hospitalId };
  if (me.communityId) return { communityId: me.communityId };
  throw new CliError(
    'missing_input',
    'You do not belong to a hospital or community: name one with --hospital or --community.',
  );
}
