import { SpeechSandbox } from '../../api/src/adapters/speech/sandbox/server.ts';
import { VOCABULARY } from './calls-words.ts';

/** The scripted speech engine in a process of its own, so that its processor time is measured apart. */
const engine = new SpeechSandbox({ protocol: 'openai', vocabulary: VOCABULARY, record: false });
const url = await engine.start();
process.send?.({ ready: true, url });
// The sandbox alone keeps no process: this one lasts as long as the bench that started it.
process.on('message', () => undefined);
