import { Command } from 'commander';
import { checkModel } from './check.ts';
import { openLocalModel } from './engine.ts';
import { evaluateModel } from './evaluate.ts';
import { installModel } from './install.ts';
import { MODEL_NAME, serveModel } from './serve.ts';

/**
 * A small real model on this machine, for trying what sandboxes with scripted answers cannot show. It proves that models are
 * reached, stream, obey a schema and stop; it is far too small to judge symptoms.
 */
const program = new Command('models').description('Serve, or try, a small real model on this machine');

program
  .command('serve')
  .description('serve it by the protocols of Ollama, OpenAI and Anthropic until Ctrl-C')
  .option('--port <n>', 'of Ollama; the other two are on the next ports', '11434')
  .action(async ({ port }: { port: string }) => {
    const model = await openLocalModel(await installModel(console.log));
    const servers = await serveModel(model, Number(port));
    console.log(`A stand-in for servers of models answers with ${MODEL_NAME}. For \`make run\`, one of:
  OLLAMA_BASE_URL=${servers.ollama} OLLAMA_MODEL=${MODEL_NAME}
  OPENAI_BASE_URL=${servers.openai} OPENAI_MODEL=${MODEL_NAME}
  ANTHROPIC_BASE_URL=${servers.anthropic} ANTHROPIC_MODEL=${MODEL_NAME}`);
    await new Promise((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
    await servers.stop();
    await model.stop();
  });

program
  .command('check')
  .description('ask it through the adapter of each provider: an answer, a stream, a stop')
  .action(async () => {
    const model = await openLocalModel(await installModel(console.log));
    const servers = await serveModel(model, null);
    try {
      const failed = await checkModel(servers, console.log);
      process.exitCode = failed === 0 ? 0 : 1;
    } finally {
      await servers.stop();
      await model.stop();
    }
  });

program
  .command('evaluate')
  .description('evaluate triage with it beside rules alone, on cases of the repository; takes minutes')
  .option('--every <n>', 'of the cases to develop with, every n-th', '18')
  .action(async ({ every }: { every: string }) => {
    const model = await openLocalModel(await installModel(console.log));
    const servers = await serveModel(model, null);
    try {
      const onProgress = (done: number, of: number) => process.stderr.write(`${done} of ${of}\n`);
      await evaluateModel(servers, Number(every), console.log, onProgress);
    } finally {
      await servers.stop();
      await model.stop();
    }
  });

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
