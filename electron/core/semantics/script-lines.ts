import { Narrowing } from './narrowing.ts';
import { heldIn, leftAt } from './left.ts';
import { attempt, startOf, type Attempt, type Setting } from './script-run.ts';
import type { EntityScript, Leaving, Line } from './script.ts';
import { Account } from './told.ts';
import { Findings, type Finding } from './unknowns.ts';
import type { Value } from './value.ts';

/** A script, with everything that is known of its unknown values in the end. */
export interface Scripted extends Pick<EntityScript, 'lines' | 'leaves' | 'complete' | 'tells'> {
  readonly findings: Findings;
}

/**
 * Finds out what an entity takes: it begins with messages of which nothing is known and tries again from the beginning,
 * each time with what the run, where it stopped, wanted an unknown value to be.
 */
export function scriptOf(setting: Setting): Scripted {
  const { values, unknowns } = setting;
  const lines: Line[] = [];
  const leaves: Leaving[] = [
    {
      after: 0,
      holds: heldIn(
        leftAt(0, { phase: setting.phase, role: setting.seat.role }, startOf(setting, new Findings(values))),
      ),
    },
  ];
  let findings = new Findings(values);
  // The unknown values that have turned out to be something at the present place, though they came before it.
  let learned: Value[] = [];
  let reached = 0;
  for (;;) {
    const tried = tryOut(setting, findings);
    const { run, wanted } = tried;
    for (; reached < run.place; reached += 1) {
      lines.push(...(tried.lines[reached] ?? []), ...learned.map((unknown) => learnt(unknown, findings)));
      learned = [];
      const { holdings, open } = run.events[reached] ?? run.begun;
      leaves.push({
        after: lines.length,
        holds: heldIn(leftAt(reached + 1, run, { ...run.begun, holdings, open })),
      });
    }
    if (wanted === null) {
      const account = new Account(setting.text, run, (place) => leaves[place]?.after ?? lines.length);
      const tells: EntityScript['tells'] = (asked) => account.of(asked);
      return { lines, leaves, complete: run.isCompleted, findings, tells };
    }
    findings = findings.with(wanted);
    if (unknowns.since(wanted.unknown) < reached) learned.push(wanted.unknown);
  }
}

/** What an entity receives at a place, as far as it is known. */
export function messageAt({ unknowns }: Setting, findings: Findings): (place: number) => Value {
  return (place) => findings.applied(unknowns.of(`message ${String(place)}`, 'any', place));
}

function tryOut(setting: Setting, findings: Findings): Attempt & { readonly wanted: Finding | null } {
  const narrowings: Narrowing[] = [];
  const tried = attempt(
    setting,
    findings,
    (place) => {
      const narrowing = new Narrowing(setting.values, setting.unknowns, place);
      narrowings.push(narrowing);
      return narrowing;
    },
    messageAt(setting, findings),
  );
  return { ...tried, wanted: tried.run.stopped ? (narrowings[0]?.wanted ?? null) : null };
}

function learnt(unknown: Value, findings: Findings): Line {
  return { kind: 'learn', unknown, value: findings.applied(unknown) };
}
