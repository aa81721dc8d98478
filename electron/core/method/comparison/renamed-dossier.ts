import type { Rename } from './renames.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import { analyseRun } from '#core/analysis/pipeline/analyse.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import type { OwnThreat } from '#core/dossier/threat-entry.ts';
import { generateThreats } from '#core/method/threats/generate.ts';

/**
 * A dossier with the names that a later text has for the same things: in what the analyst said of threats, and in their
 * identifiers, which are made of names. `executed` is the model of the dossier, `renamed` the same with the new names; null where
 * the text has errors, and identifiers stay as they are.
 */
export function renamedDossier(
  dossier: Dossier,
  renames: readonly Rename[],
  executed: ExecutedModel | null,
  renamed: ExecutedModel | null,
): Dossier {
  if (renames.length === 0) return dossier;
  const names = new Map(renames.map(({ before, after }) => [before, after]));
  const nameOf = (name: string): string => names.get(name) ?? name;
  const ids = executed === null || renamed === null ? new Map<string, string>() : newIds(executed, renamed);
  const idOf = (id: string): string => ids.get(id) ?? id;
  return {
    ...dossier,
    threats: dossier.threats.map((entry) => ({
      ...entry,
      id: idOf(entry.id),
      requirements: entry.requirements.map(nameOf),
      own: entry.own === null ? null : renamedOwn(entry.own, nameOf),
    })),
    assessments: dossier.assessments.map((each) => ({ ...each, id: idOf(each.id) })),
    treatments: dossier.treatments.map((each) => ({ ...each, threats: each.threats.map(idOf) })),
  };
}

function renamedOwn(own: OwnThreat, nameOf: (name: string) => string): OwnThreat {
  const { targets, phase, attackModel } = own;
  return {
    ...own,
    targets: targets.map(nameOf),
    phase: phase === null ? null : nameOf(phase),
    attackModel: attackModel === null ? null : nameOf(attackModel),
  };
}

// The same model with other names has the same threats in the same order.
function newIds(executed: ExecutedModel, renamed: ExecutedModel): ReadonlyMap<string, string> {
  const idsOf = (each: ExecutedModel): readonly string[] =>
    generateThreats(each, analyseRun(each.model, each.run), null).threats.map(({ id }) => id);
  const [before, after] = [idsOf(executed), idsOf(renamed)];
  if (before.length !== after.length) return new Map();
  return new Map(before.map((id, place) => [id, after[place] ?? id]));
}
