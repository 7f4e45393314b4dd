/**
 * The parts of knex we build on that it does not type. Pinned by unit-of-work.test.ts: an upgrade that changes them fails there.
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

declare module 'knex/lib/dialects/postgres/execution/pg-transaction.js' {
  class Transaction_PG {
    constructor(client: unknown, container: unknown, config?: unknown, outer?: unknown);
    protected _completed: boolean;
    protected _resolver(value: unknown): void;
    protected _rejecter(error: unknown): void;
    readonly trxClient: {
      query(connection: unknown, sql: string): Promise<{ response?: { command?: string } } | undefined>;
    };
    begin(connection: unknown): Promise<unknown>;
    commit(connection: unknown, value: unknown): Promise<unknown>;
  }
  export default Transaction_PG;
}
