import type { ReactiveController, ReactiveControllerHost } from 'lit';

const SECOND = 1_000;

/** Renders its element every second, for what shows time. */
export class Ticker implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => this.#host.requestUpdate(), SECOND);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }
}
