/**
 * Wording that the project's plain English avoids, with what to write instead. Matched in code, comments, contract and
 * documents, without regard to case; wire names such as `own_wish` are single words and do not match.
 */
export const BANNED: ReadonlyArray<readonly [pattern: string, instead: string]> = [
  ['whoever', 'name the person: the caller, anyone who'],
  ['(?:is|are|was|were|be|been|being) told', 'gets, is notified, is reported'],
  ['tells? of', 'reports, is about'],
  ['told about', 'reports, is about'],
  ['hears? of', 'is called for, notices'],
  ['wish(?:es|ed)?', 'want, request'],
  ['mend(?:s|ed|ing)?', 'fix, correct, restore'],
  ['deaf', 'not listening'],
  ['nobody (?:else|need|may|can|could|knows|has)', 'no one, no other person'],
  ['com(?:es|e|ing) about', 'happens, is caused by'],
  ['hangs? on', 'depends on, relates to'],
  ['in the hands of', 'with, owned by'],
  ['look(?:s|ed|ing)? after', 'manage, maintain'],
  ['make-believe', 'fictional, sandbox'],
  ['(?:be|is|are) well(?! formed| known)', 'is healthy, is ready'],
  ['anew', 'again'],
  ['at will', 'freely, any number of times'],
  ['of itself', 'automatically'],
  ['laid aside', 'not retried any more, stored as a dead letter'],
  ['takes? the place of', 'replaces'],
  ['in vain', 'without effect'],
  ['one excepted', 'except one'],
  ['(?:model|database|both|two|neither) walls?', 'tenancy layer'],
  ['how-manieth', 'which number'],
  ['said to be', 'declared to be, called'],
  ['comes? to be', 'is created, becomes'],
  ['to be had', 'available'],
  ["(?:theirs|ours|yours|nobody(?:’|')s) to", 'may, must, is responsible for'],
  ['young enough', 'recent'],
  ['for (?:the sake of|its sake)', 'for, because of'],
  ['out of use', 'deactivated'],
  ['(?:take|takes|taken|took) back', 'withdraw, cancel, revoke'],
  ['(?:put|puts) back', 'restore'],
  ['hangs? together', 'is linked, is connected'],
  ['think again', 'the time to cancel'],
  ['lets? go of', 'release, remove'],
  ['(?:any|every)body', 'anyone, everyone, all callers'],
  ['for ever', 'forever'],
  ['gravest', 'most sensitive, most severe'],
  ['in hand', 'held, in progress'],
  ['(?:gives?|given) back', 'returns, releases, restores'],
  ['lets? (?:nobody|somebody)', 'admits no caller, rejects'],
  ['told apart', 'distinguished'],
  ["nobody’s|nobody's", 'no one’s, of no account'],
];

/** Names of constants and functions that field terms replace: `MIN_PASSWORD_LENGTH`, `emitEntityEvent`, `lockKeys`. */
export const BANNED_NAMES: ReadonlyArray<readonly [pattern: RegExp, instead: string]> = [
  [/^MOST_|_AT_MOST$/, 'MAX_…'],
  [/^LEAST_|_AT_LEAST$/, 'MIN_…'],
  [/^tell(?:[A-Z]|$)/, 'report…, notify…, send…'],
  [/^happened$/, 'a verb such as emitEntityEvent'],
  [/^(?:amend|naming|impossible|containing)$/, 'a verb such as updateRecord, or the problem'],
  [/^oneAtATime$/, 'a verb such as lockKeys'],
  [/^(?:LONGEST|HIGHEST)(?:_|$)/, 'MAX_…'],
  [/^(?:SHORTEST|LOWEST)(?:_|$)/, 'MIN_…'],
  [/_AT_ONCE$|^AT_ONCE$/, 'MAX_CONCURRENT_…, …_PER_STATEMENT, …_BATCH'],
  [/^prospects?(?:[A-Z]|$)/, 'candidate, responder'],
  [/^mostAtOnce$/, 'peak'],
];

/** Folders and files that follow the rules. Move a line up from `TO_SWEEP` once its findings are fixed. */
export const SWEPT: readonly string[] = [
  'api/src/adapters',
  'api/src/app.test.ts',
  'api/src/app.ts',
  'api/src/config.test.ts',
  'api/src/config.ts',
  'api/src/features',
  'api/src/kernel',
  'api/src/llm',
  'api/src/main.test.ts',
  'api/src/main.ts',
  'api/src/platform',
  'api/src/ports',
  'api/src/postgres',
  'api/src/region.ts',
  'api/src/regions',
  'api/src/speech',
  'api/test',
  'cli',
  'docs/decisions',
  'docs/glossary.md',
  'docs/guides',
  'docs/reference',
  'docs/security',
  'docs/verification.md',
  'openapi',
  'scripts',
  'sdk',
  'widgets',
];

/** Folders and files that the rules do not hold for yet. */
export const TO_SWEEP: readonly string[] = ['docs/images'];

/** Files whose contents are the rules themselves, or generated. */
export const EXEMPT: readonly RegExp[] = [
  /^scripts\/checks\/language/,
  // What callers say and what people read in other languages: data to match, not prose of the project.
  /^api\/src\/features\/triage\/knowledge\/languages\//,
  // What operators say: data to match.
  /^api\/src\/features\/training\/data\/intents\//,
  /\/generated\//,
  /^docs\/guides\/widget\.md$/,
  /^cli\/oclif\.manifest\.json$/,
];

export const MAX_TEST_NAME = 80;
export const MAX_COMMIT_SUBJECT = 72;
