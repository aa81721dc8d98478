import { Worker } from 'node:worker_threads';
import type { EngineRequest } from '#engine/messages.ts';

/** The heap that one analysis may use; beyond it the analysis fails rather than the application. */
const heapLimit = 4096;

/** Starts the built worker with one request. It has no environment, and what it prints goes nowhere. */
export function startThread(workerFile: URL, request: EngineRequest): Worker {
  return new Worker(workerFile, {
    workerData: request,
    env: {},
    execArgv: [],
    // Whatever the worker prints may quote the model.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heapLimit },
  });
}
