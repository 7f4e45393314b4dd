import { SandboxOpenAI } from '@kiwimesh/api/adapters/llm/sandbox/openai.ts';

/** The model that the bench of the router asks: the protocol of OpenAI with one short answer. Started as a child. */
const upstream = new SandboxOpenAI({
  apiKey: 'bench',
  models: ['small'],
  answer: () => '{"answer":1,"note":"as scripted"}',
});
const url = await upstream.start();
process.send?.({ ready: true, url });
// A sandbox by itself lets its process end.
process.channel?.ref();
process.once('SIGTERM', async () => {
  await upstream.stop();
  process.disconnect();
});
