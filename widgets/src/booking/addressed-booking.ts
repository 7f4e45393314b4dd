const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The booking that the address of the page names, `#kiwi-booking=<id>`, as that of a push does; null for none. */
export function addressedBooking(): string | null {
  const id = new URLSearchParams(location.hash.slice(1)).get('kiwi-booking');
  return id !== null && ID.test(id) ? id : null;
}
