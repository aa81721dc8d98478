import { parentPort, workerData } from 'node:worker_threads';
import { analyse } from '#core/analysis/pipeline/analyse.ts';
import { requestSchema, type EngineAnswer, type EngineRequest } from '#engine/messages.ts';
import { explainText } from '#engine/explain-text.ts';
import { verifyText } from '#engine/verify-text.ts';

// One request, then the thread ends: nothing of a project stays behind in it. An exception ends it early, and
// the engine makes a failure of that.
serve(requestSchema.parse(workerData));

function serve(request: EngineRequest): void {
  if (request.kind === 'verify') {
    verifyText(request, (message) => parentPort?.postMessage(message));
    return;
  }
  if (request.kind === 'explain') {
    explainText(request, (message) => parentPort?.postMessage(message));
    return;
  }
  const outcome = analyse(request);
  const answer: EngineAnswer = outcome.ok ? { kind: 'analysed', record: outcome.value } : { kind: 'refused' };
  parentPort?.postMessage(answer);
}
