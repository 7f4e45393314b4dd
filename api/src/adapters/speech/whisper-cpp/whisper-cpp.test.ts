import {
  MAX_SPEECH_REPLY,
  speechContractSuite,
} from '../../../../test/support/suites/speech-contract-suite.ts';
import { WhisperCppSpeech } from './whisper-cpp.ts';

speechContractSuite({
  protocol: 'whisper_cpp',
  open: (address) =>
    new WhisperCppSpeech({ baseUrl: `${address}/`, model: 'tiny', maxReplyBytes: MAX_SPEECH_REPLY }),
});
