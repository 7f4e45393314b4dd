import type { Failure } from '../../domain/failure.ts';
import type { AddressChange } from '../../domain/wire.ts';
import { type Msg, str } from '../../locale/messages.ts';

type Channel = AddressChange['channel'];

/** What `<kiwi-addresses>` says, where it differs for a phone and an email or by who asked. */
export function addressWords(msg: Msg) {
  return {
    channel: (channel: Channel): string =>
      channel === 'phone' ? msg('Mobile', { id: 'data.phone' }) : msg('Email', { id: 'data.email' }),

    proven: (proven: boolean): string =>
      proven
        ? msg('Confirmed', { id: 'address.proven' })
        : msg('Not confirmed yet', { id: 'address.unproven' }),

    confirm: (channel: Channel): string =>
      channel === 'phone'
        ? msg('Confirm mobile', { id: 'address.confirm-phone' })
        : msg('Confirm email', { id: 'address.confirm-email' }),

    change: (channel: Channel, present: boolean): string => {
      if (channel === 'phone') return msg('Change mobile', { id: 'address.change-phone' });
      return present
        ? msg('Change email', { id: 'address.change-email' })
        : msg('Add email', { id: 'address.add-email' });
    },

    fresh: (channel: Channel): string =>
      channel === 'phone'
        ? msg('New mobile number', { id: 'address.new-phone' })
        : msg('New email', { id: 'address.new-email' }),

    hint: (channel: Channel): string =>
      channel === 'phone'
        ? msg(
            'A number from another country begins with + and the code of the country. We send a code there.',
            {
              id: 'address.hint-phone',
            },
          )
        : msg('We send a code there. Nothing changes until you have entered it here.', {
            id: 'address.hint-email',
          }),

    remove: (): string => msg('Remove email', { id: 'address.remove-email' }),

    removing: (): string =>
      msg(
        'We stop sending codes and notices to this email, and your other devices are signed out. You keep signing in with your mobile.',
        { id: 'address.removing-email' },
      ),

    removed: (): string =>
      msg('Your email is removed. Your other devices are signed out.', { id: 'address.removed-email' }),

    waiting: (channel: Channel): string =>
      channel === 'phone'
        ? msg('A new mobile number is waiting', { id: 'address.waiting-phone' })
        : msg('A new email is waiting', { id: 'address.waiting-email' }),

    asked: (own: boolean, when: string): string =>
      own
        ? msg(str`You asked for it on ${when}. It takes effect once you confirm it.`, {
            id: 'address.asked-self',
          })
        : msg(
            str`An administrator asked for it on ${when}. If it is not yours, decline it: then nothing changes.`,
            { id: 'address.asked-admin' },
          ),

    decline: (own: boolean): string =>
      own
        ? msg('Cancel this change', { id: 'address.cancel' })
        : msg('Decline this change', { id: 'address.decline' }),

    done: (channel: Channel): string =>
      channel === 'phone'
        ? msg('Your mobile number is confirmed. Your other devices are signed out.', {
            id: 'address.done-phone',
          })
        : msg('Your email is confirmed. Your other devices are signed out.', { id: 'address.done-email' }),

    /** Of a new address that the service did not take. */
    fault: (channel: Channel, { status, field }: Failure): string => {
      if (status === 422) return msg('You have confirmed this one already.', { id: 'address.same' });
      if (field?.suggestion)
        return msg(str`Please check it. Did you mean ${field.suggestion}?`, { id: 'address.meant' });
      return channel === 'phone'
        ? msg('Enter a mobile number with all its digits.', { id: 'sign-in.phone-wrong' })
        : msg('Enter a whole email address, such as name@example.com.', { id: 'address.email-wrong' });
    },

    codeFault: (): string =>
      msg('That code is not right, or it has expired. Check it, or ask for a new one.', {
        id: 'failure.code',
      }),

    /** Null where the general words for failures say it. */
    refused: ({ code, field }: Failure): string | null => {
      if (code === 'reauthentication_required')
        return msg(
          'You signed in a while ago. To be sure it is you, sign out, sign in again and then change it.',
          {
            id: 'address.sign-in-again',
          },
        );
      if (code === 'already_exists')
        return msg('Somebody else signs in with this one. Ask the office of your community for help.', {
          id: 'address.taken',
        });
      if (code === 'unprocessable' && !field)
        return msg('Confirm your mobile first: without it you could not sign in any more.', {
          id: 'address.last-one',
        });
      if (code === 'not_found')
        return msg('This change is not waiting any more. Begin again if you still want it.', {
          id: 'address.gone',
        });
      return null;
    },
  };
}
