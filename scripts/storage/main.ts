import { once } from 'node:events';
import { StorageSandbox } from '@kiwimesh/api/adapters/storage/sandbox/server.ts';
import { Command } from 'commander';

interface ServeOptions {
  readonly port: string;
  readonly bucket: string;
}

/** A bucket on this machine, to try files in one without an account. */
const program = new Command('storage').description('Files in a bucket, without an account');

program
  .command('serve')
  .description('serve a bucket in memory with the protocol of Amazon S3, until it is interrupted')
  .option('--port <n>', 'where it listens; 0 for a free one', '9000')
  .option('--bucket <name>', 'what the bucket is called', 'files')
  .action(async ({ port, bucket }: ServeOptions) => {
    const account = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox', region: 'us-east-1' };
    const sandbox = new StorageSandbox({ ...account, bucket, now: () => Date.now() });
    const endpoint = await sandbox.start(Number(port));
    console.log('Settings of a service that keeps its files here:');
    console.log(
      `S3_BUCKET=${bucket} S3_ENDPOINT=${endpoint} AWS_ACCESS_KEY_ID=${account.accessKeyId} AWS_SECRET_ACCESS_KEY=${account.secretAccessKey}`,
    );
    // The server alone keeps no process alive.
    const awake = setInterval(() => {}, 3_600_000);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    clearInterval(awake);
    await sandbox.stop();
  });

await program.parseAsync();
