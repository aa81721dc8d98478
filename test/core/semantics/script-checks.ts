import type { AttackModel, Model } from '#core/language/model.ts';
import { plainComparison } from '#core/semantics/comparison.ts';
import { honestRun, type HonestRun } from '#core/semantics/honest-run.ts';
import { messageAt, scriptOf, type Scripted } from '#core/semantics/script-lines.ts';
import { attempt, type Setting } from '#core/semantics/script-run.ts';
import { partsOf } from '#core/semantics/symbolic.ts';
import { childrenOf } from '#core/semantics/unknowns.ts';
import { formatValue, type Value, type Values } from '#core/semantics/value.ts';
import { faultOfRun, Matching } from './script-matching.ts';

/** What is wrong with the scripts of a model; empty where nothing is. */
export function faultsOfScripts(model: Model, attack: AttackModel | null): readonly string[] {
  const parts = partsOf(model, attack);
  const [first] = parts;
  if (first === undefined) return [];
  const { text, values, typed } = first.setting;
  const honest = honestRun(text, values, typed);
  return parts.flatMap(({ setting }) => {
    const scripted = scriptOf(setting);
    const name = `${setting.seat.role} ${setting.phase.name}`;
    if (!scripted.complete) return honest.completed.has(name) ? [`${name}: does not come to the end`] : [];
    return [
      ...faultsOfTaking(setting, scripted),
      ...faultsOfGenerality(setting, scripted),
      ...faultsOfHonestRun(setting, scripted, honest),
    ].map((fault) => `${name}: ${fault}`);
  });
}

/** What the run takes and sends, where it receives these messages and nothing is unknown to who compares. */
function follow(setting: Setting, { findings }: Scripted, messages: (place: number) => Value): string | null {
  const { run, lines } = attempt(setting, findings, () => plainComparison, messages);
  if (!run.isCompleted) return null;
  return JSON.stringify(
    lines.flat().flatMap((line) => (line.kind === 'send' ? [[line.step.name, line.value.id]] : [])),
  );
}

function faultsOfTaking(setting: Setting, scripted: Scripted): readonly string[] {
  const sent = follow(setting, scripted, messageAt(setting, scripted.findings));
  const meant = JSON.stringify(
    scripted.lines.flatMap((line) =>
      line.kind === 'send' ? [[line.step.name, scripted.findings.applied(line.value).id]] : [],
    ),
  );
  return sent === meant ? [] : [`sends ${sent ?? 'nothing'} and not ${meant}`];
}

/** Every value that differs from what is expected in one part that is not unknown, or stands twice, must be refused. */
function faultsOfGenerality(setting: Setting, scripted: Scripted): readonly string[] {
  const { values } = setting;
  const expected = messageAt(setting, scripted.findings);
  const received = scripted.lines.flatMap((line) =>
    line.kind === 'receive' ? [setting.phase.steps.indexOf(line.step)] : [],
  );
  const known = new Set<Value>();
  const seen = new Map<Value, number>();
  for (const { value } of setting.begins)
    for (const part of partsIn(scripted.findings.applied(value))) known.add(part);
  for (const line of scripted.lines) {
    if (line.kind === 'receive' || line.kind === 'learn') continue;
    if ((line.kind === 'number' || line.kind === 'clock') && line.rule !== 'checks')
      known.add(scripted.findings.applied(line.value));
  }
  for (const place of received)
    for (const part of partsIn(expected(place))) seen.set(part, (seen.get(part) ?? 0) + 1);
  return received.flatMap((place) =>
    changesOf(expected(place), values).flatMap(({ changed, part }) => {
      const mayDiffer = part.kind === 'unknown' && !known.has(part) && seen.get(part) === 1;
      const taken = follow(setting, scripted, (at) => (at === place ? changed : expected(at))) !== null;
      if (taken === mayDiffer) return [];
      const what = `${formatValue(part)} in ${formatValue(expected(place))}`;
      return [mayDiffer ? `refuses another value for ${what}` : `takes another value for ${what}`];
    }),
  );
}

function partsIn(value: Value): readonly Value[] {
  return [value, ...childrenOf(value).flatMap(partsIn)];
}

/** The values that differ from one in one part. */
function changesOf(
  value: Value,
  values: Values,
): readonly { readonly changed: Value; readonly part: Value }[] {
  if (value.kind === 'none') return [];
  const other = values.unknown('something else', value.kind === 'unknown' ? value.sort : 'any');
  const inside = (part: Value, rebuilt: (changed: Value) => Value): ReturnType<typeof changesOf> =>
    changesOf(part, values).map((change) => ({ ...change, changed: rebuilt(change.changed) }));
  const whole = [{ changed: other, part: value }];
  if (value.kind === 'tuple') {
    const { parts } = value;
    return [
      ...whole,
      ...parts.flatMap((part, index) => inside(part, (changed) => values.tuple(parts.with(index, changed)))),
    ];
  }
  if (value.kind !== 'apply') return whole;
  const { primitive, key, content, associated } = value;
  return [
    ...whole,
    ...(key === null ? [] : inside(key, (changed) => values.apply(primitive, changed, content, associated))),
    ...inside(content, (changed) => values.apply(primitive, key, changed, associated)),
    ...inside(associated, (changed) => values.apply(primitive, key, content, changed)),
  ];
}

/** Where nobody attacks, everything is as the script says, with values for what is unknown. */
function faultsOfHonestRun(setting: Setting, scripted: Scripted, honest: HonestRun): readonly string[] {
  const run = honest.runs.find((each) => each.role === setting.seat.role && each.phase === setting.phase);
  if (run?.isCompleted !== true) return [];
  const matching = new Matching(scripted.findings, true);
  const other = faultOfRun(setting, scripted, run, matching) ?? matching.otherPower(setting.values);
  return other === null ? [] : [other];
}
