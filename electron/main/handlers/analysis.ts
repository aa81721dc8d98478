import { success } from '#core/result.ts';
import type { Engine } from '#engine/engine.ts';
import type { HandlersOf } from '#main/ipc/ipc.ts';
import type { ProjectSession } from '#project/session/project-session.ts';

/** Calls that analyse the model of the open project. */
export function analysisHandlers(session: ProjectSession, engine: Engine): HandlersOf<'analysis'> {
  return {
    'analysis.run': ({ text }) =>
      session.use(async ({ saving }) => {
        const saved = await saving.saveAnalysed(text, engine);
        if (!saved.ok) return saved;
        const { revision, analysis } = saved.value;
        if (analysis === null) return success({ revision, record: null, problem: null });
        return success(
          analysis.ok
            ? { revision, record: analysis.value, problem: null }
            : { revision, record: null, problem: analysis.error.code },
        );
      }),
    'analysis.finish': ({ revision }) => session.use(({ saving }) => saving.analysis(revision)),
    'analysis.cancel': () => {
      engine.cancel();
      return success({});
    },
  };
}
