import type { AttackModel, Model } from '#core/language/model.ts';
import { adversaryOf, plainAdversary, withItsChannels } from '#core/semantics/adversary.ts';
import { castsOf } from '#core/semantics/casts.ts';
import type { Course } from '#core/semantics/course.ts';
import { honestRun } from '#core/semantics/honest-run.ts';
import { scriptOf } from '#core/semantics/script-lines.ts';
import { partsOf } from '#core/semantics/symbolic.ts';
import { Text } from '#core/semantics/text.ts';
import { usesIn } from '#core/semantics/uses.ts';
import { keyOf, World } from '#core/semantics/world.ts';
import { faultOfRun, Matching } from './script-matching.ts';

/**
 * What is wrong with the scripts of a model as they are compared with what its agents do in small worlds with an
 * adversary: whatever a run does there must be as the script says, with other names for what is known.
 */
export function faultsInWorlds(model: Model, attack: AttackModel | null, moments: number): readonly string[] {
  const assumed = attack === null ? model : withItsChannels(model, attack);
  const text = new Text(assumed);
  const adversary = attack === null ? plainAdversary : adversaryOf(attack, text);
  const parts = partsOf(model, attack).map(({ setting }) => ({ setting, scripted: scriptOf(setting) }));
  const uses = usesIn(text, honestRun(text));
  return castsOf(assumed).flatMap((cast) =>
    runsIn(new World(text, uses, cast, adversary, 2), moments).flatMap((run) => {
      const part = parts.find(
        ({ setting: { seat, phase } }) => seat.role === run.role && phase.name === run.phase.name,
      );
      if (part === undefined) return [`${run.role} has no script in ${run.phase.name}`];
      const matching = new Matching(part.scripted.findings, false);
      const fault = faultOfRun(part.setting, part.scripted, run, matching);
      return fault === null ? [] : [`${run.role} ${run.phase.name}, ${cast.title}: ${fault}`];
    }),
  );
}

/** The runs of a world that came to their end, in some of its moments. */
function runsIn(world: World, moments: number): readonly Course[] {
  const runs = new Set<Course>();
  const seen = new Set<string>();
  const waiting = [world.begin()];
  while (seen.size < moments) {
    const moment = waiting.pop();
    if (moment === undefined) break;
    const key = keyOf(moment);
    if (seen.has(key)) continue;
    seen.add(key);
    for (const run of moment.runs) if (run.isCompleted) runs.add(run);
    waiting.push(...[...world.next(moment)].toReversed());
  }
  return [...runs];
}
