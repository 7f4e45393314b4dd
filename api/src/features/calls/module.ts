import { defineModule } from '../../kernel/module.ts';
import { PROCESS_TIME } from '../../kernel/network/time.ts';
import { LiveAssessment } from './assessment/live.ts';
import { TypedWords } from './assessment/typed.ts';
import { CallAudioIntake } from './audio/audio.ts';
import { unheardJob } from './audio/unheard.ts';
import { releaseOperators } from './desk/gone.ts';
import { ringTimeoutJob } from './desk/ring.ts';
import { exercises } from './exercise/exercises.ts';
import { callerAbsentJob, Presence } from './live/presence.ts';
import { callRealtime, removeFormerDesk } from './live/publish.ts';
import { registerCallSockets } from './live/sockets.ts';
import type { CallsNeeds } from './needs.ts';
import { callOperations } from './operations.ts';
import { callRecords } from './personal-data.ts';
import { callProblems } from './problems.ts';
import { attachableCalls } from './record/attachable.ts';
import { bookingStages } from './record/figures.ts';
import { pruneCalls } from './record/prune.ts';
import { recordingOperations } from './recording/operations.ts';
import { CallRecorder } from './recording/recorder.ts';
import { RecordingService } from './recording/service.ts';
import { sweepRecordings } from './recording/sweep.ts';
import { NAMESPACE } from './rooms.ts';
import { CallService } from './service.ts';
import { followHearing } from './sound/follow.ts';
import { Listeners } from './sound/listeners.ts';
import { SoundRelay } from './sound/relay.ts';
import { callerEars } from './sound/telephone.ts';
import { openTelephone } from './telephone/assembly.ts';
import type { TelephoneNeeds } from './telephone/needs.ts';
import { transcribing } from './telephone/transcribe.ts';

const ASSESS_EVERY_MS = 15_000;
const PRUNE_EVERY_MS = 10 * 60 * 1_000;

/** Calls for help: from the first ring to what became of them. */
export const calls = defineModule({
  name: 'calls',
  problems: callProblems,
  create(needs: CallsNeeds & TelephoneNeeds) {
    const { database, organisations, realtime, speech, log } = needs;
    const live = new LiveAssessment({ ...needs, time: PROCESS_TIME });
    const typed = new TypedWords(realtime, live);
    const service = new CallService(needs, live, typed);
    const recorder = new CallRecorder({ ...needs, time: PROCESS_TIME });
    const relay = new SoundRelay(realtime, PROCESS_TIME);
    const listeners = new Listeners(relay, realtime, PROCESS_TIME, log);
    const audio = new CallAudioIntake({
      recorder,
      sound: relay,
      database,
      realtime,
      speech,
      log,
      time: PROCESS_TIME,
      now: () => database.now(),
      assess: (callId, words) => void live.words(callId, words),
    });
    const presence = new Presence(database, log, PROCESS_TIME);
    const telephone = openTelephone(needs, transcribing(database, audio), callerEars(database, listeners));
    return {
      face: exercises(needs, typed, audio),
      operations: {
        ...callOperations(service),
        ...recordingOperations(new RecordingService(needs)),
        ...telephone.operations,
      },
      signatures: telephone.signatures,
      webSockets: telephone.webSockets,
      subscribers: [
        bookingStages(needs.metrics),
        callRealtime(realtime),
        releaseOperators(needs),
        telephone.subscriber,
      ],
      atCommit: [removeFormerDesk(realtime), followHearing(listeners)],
      jobs: [
        ringTimeoutJob(database),
        callerAbsentJob(database),
        unheardJob(database),
        live.fallJob(),
        ...telephone.jobs,
      ],
      sockets: [
        {
          namespace: NAMESPACE,
          register: (requests) =>
            registerCallSockets(requests, { database, organisations, audio, presence, listeners }),
        },
      ],
      periodic: [
        { name: 'calls.assess', every: ASSESS_EVERY_MS, run: () => live.sweep() },
        { name: 'calls.prune', every: PRUNE_EVERY_MS, run: () => pruneCalls(database, needs.system) },
        { name: 'calls.recordings', every: PRUNE_EVERY_MS, run: () => sweepRecordings(needs) },
      ],
      fills: { attachableCalls: attachableCalls(needs) },
      personalData: callRecords(needs.triage.calls),
      async stop() {
        await presence.stop();
        listeners.stop();
        await audio.stop();
        relay.stop();
        await live.stop();
        await recorder.stop();
      },
    };
  },
});
