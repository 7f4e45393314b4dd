/**
 * The parts of knex that we build on and that it does not type. Pinned by unit-of-work.test.ts: an upgrade that changes
 * them fails there.
 */
declare module 'knex/lib/dialects/postgres/index.js' {
  class Client_PG {
    constructor(config: unknown);
    transaction(container: unknown, config?: unknown, outer?: unknown): unknown;
    _query(connection: unknown, query: unknown): Promise<unknown>;
    acquireConnection(): Promise<unknown>;
  }
  export default Client_PG;
}
