/** What a screen shows and a service keeps: fires `change` after each change. */
export abstract class Source extends EventTarget {
  protected changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
