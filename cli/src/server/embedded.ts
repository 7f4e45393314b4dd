// The Postgres that `make run` keeps in its data folder. Only a checkout has it: the build leaves this module out.
export { startEmbeddedPostgres } from '@kiwimesh/api/kernel/db/embedded.ts';
