/** The person signed in here, or was found signed in when the page loaded (`resumed`). Who it is stays inside. */
export class KiwiSignedInEvent extends Event {
  static readonly type = 'kiwi-signed-in';
  readonly detail: { readonly resumed: boolean };

  constructor(resumed: boolean) {
    super(KiwiSignedInEvent.type, { bubbles: true, composed: true });
    this.detail = { resumed };
  }
}
