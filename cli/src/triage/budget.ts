/** Added to a budget for the way to the API and back, and for a process that is busy, in milliseconds. */
const ON_THE_WAY_MS = 15_000;

/** How long to wait for a reply that the API may take `budgetMs` for: longer budgets than the client's own limit exist. */
export const timeoutOf = (budgetMs: number): number => budgetMs + ON_THE_WAY_MS;
