import type { Phase } from '#core/language/model.ts';
import type { Comparison } from './comparison.ts';
import type { Start } from './course.ts';
import type { Part } from './holdings.ts';
import { Run } from './run.ts';
import { ScriptMemory } from './script-memory.ts';
import type { Begun, Line } from './script.ts';
import type { Seat } from './seat.ts';
import type { Text } from './text.ts';
import type { Findings, Unknowns } from './unknowns.ts';
import type { Value, Values } from './value.ts';

/** What a run begins with; `part`: of what is no name, the part of a message. */
export interface BegunPart extends Begun {
  readonly part: Part | null;
}

/** An entity in a phase, with all that is the same however often it is tried out. */
export interface Setting {
  readonly text: Text;
  readonly values: Values;
  readonly typed: boolean;
  readonly phase: Phase;
  readonly seat: Seat;
  readonly unknowns: Unknowns;
  /** What the run begins with, apart from `begins`. */
  readonly given: Start;
  readonly begins: readonly BegunPart[];
}

/** How a run went, and what it did at each place of the phase. */
export interface Attempt {
  readonly run: Run;
  readonly lines: readonly (readonly Line[])[];
}

/**
 * Lets an entity go through its part of a phase, as far as it comes. `compare` makes what it compares with, which may ask
 * where in the phase the run is; `messageAt`: what it receives at a place.
 */
export function attempt(
  setting: Setting,
  findings: Findings,
  compare: (place: () => number) => Comparison,
  messageAt: (place: number) => Value,
): Attempt {
  const { text, values, typed, phase, seat, unknowns, begins } = setting;
  const lines: Line[][] = phase.steps.map(() => []);
  const place = (): number => run.place;
  const note = (line: Line): void => void lines[run.place]?.push(line);
  const name = `${seat.role} in ${phase.name}`;
  const freshValue: ConstructorParameters<typeof Run>[0]['freshValue'] = (element) => {
    const value = values.fresh(element, name);
    note({ kind: 'make', element: element.name, value });
    return value;
  };
  const surroundings = { text, values, typed, comparison: compare(place), freshValue };
  const run: Run = new Run(surroundings, name, seat, phase, startOf(setting, findings));
  const begun = begins.flatMap(({ as, name, value }) => (as === 'held' ? [[name, value] as const] : []));
  const brought = setting.given.holdings.names.map(
    (each) => [each, setting.given.holdings.named(each)] as const,
  );
  const made = [...begun, ...brought].flatMap(([each, value]) =>
    value !== null && text.isMadeBy(each, seat.role) ? [value] : [],
  );
  const memory = new ScriptMemory({
    unknowns,
    findings,
    place,
    note,
    elementOf: (value) => checkedAs(run, value),
    made: made.map((value) => findings.applied(value)),
  });
  while (!run.isOver) {
    if (run.awaited === null) run.proceed(memory, true);
    else run.receive(messageAt(run.place));
  }
  for (const [index, { place: at, step, message, holdings }] of run.events.entries()) {
    if (step.kind === 'message' && message !== null)
      lines[at]?.push({ kind: step.sender === run.role ? 'send' : 'receive', step, value: message });
    if (step.kind !== 'install' && step.kind !== 'accept' && step.kind !== 'erase') continue;
    if (!step.entities.includes(run.role)) continue;
    const before = run.events[index - 1]?.holdings ?? run.begun.holdings;
    for (const element of step.elements) {
      const value = (step.kind === 'erase' ? before : holdings).named(text.secretName(element));
      if (value !== null) lines[at]?.push({ kind: step.kind, element, value });
    }
  }
  return { run, lines };
}

/** What a run begins with, as far as it is known. */
export function startOf({ given, begins }: Setting, findings: Findings): Start {
  const holdings = given.holdings.copy();
  const open: Part[] = [];
  for (const { as, name, part, value: unknown } of begins) {
    const value = findings.applied(unknown);
    if (part === null) holdings.bindName(name, value);
    else if (as === 'kept') holdings.keepPart(part.term, value);
    else open.push({ ...part, value });
  }
  return { ...given, holdings, open: [...given.open, ...open] };
}

// The element whose value a run checks where it is.
function checkedAs({ phase, place, holdings }: Run, value: Value): string {
  const step = phase.steps[place];
  const elements = step?.kind === 'check' ? step.elements : [];
  return elements.find((name) => holdings.named(name) === value) ?? '';
}
