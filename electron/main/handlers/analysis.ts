import { failure, success } from '#core/result.ts';
import type { Engine } from '#engine/engine.ts';
import type { Desk } from '#main/desk.ts';
import type { HandlersOf } from '#main/ipc.ts';

/** Calls that analyse the model of the open project. */
export function analysisHandlers(desk: Desk, engine: Engine): HandlersOf<'analysis'> {
  return {
    'analysis.run': async ({ text }) => {
      const { vault } = desk;
      if (vault === null) return failure({ code: 'project-not-open' });
      const saved = vault.saveRevision(text);
      if (!saved.ok) return saved;
      const outcome = await engine.analyse(text);
      if (!outcome.ok) return outcome;
      // The project may have been locked meanwhile, and its vault is closed then.
      if (desk.vault !== vault) return failure({ code: 'analysis-cancelled' });
      const kept = vault.saveAnalysis(saved.value.sequence, outcome.value);
      desk.sealSoon();
      // Where nothing can be written, the answer is given all the same.
      return kept.ok || vault.readOnly ? outcome : kept;
    },
    'analysis.cancel': () => {
      engine.cancel();
      return success({});
    },
  };
}
