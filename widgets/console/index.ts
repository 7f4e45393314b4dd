/** The console of dispatchers, for the page at `/console`. */
export { KiwiConsole } from './kiwi-console-app.ts';
