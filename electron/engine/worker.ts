import { parentPort, workerData } from 'node:worker_threads';
import { analyse } from '#core/analysis/analyse.ts';
import { requestSchema, type EngineAnswer } from '#engine/messages.ts';

// One analysis, then the thread ends: nothing of a project stays behind in it. An exception ends it early, and
// the engine makes a failure of that.
const outcome = analyse(requestSchema.parse(workerData));
const answer: EngineAnswer = outcome.ok ? { kind: 'analysed', record: outcome.value } : { kind: 'refused' };
parentPort?.postMessage(answer);
