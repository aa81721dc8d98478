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
        return success({
          revision,
          analysed: analysis?.ok === true,
          problem: analysis?.ok === false ? analysis.error.code : null,
        });
      }),
    'analysis.finish': ({ revision }) =>
      session.use(async ({ saving }) => {
        const analysed = await saving.analysis(revision);
        return analysed.ok ? success({}) : analysed;
      }),
    'analysis.cancel': () => {
      engine.cancel();
      return success({});
    },
  };
}
