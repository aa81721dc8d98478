import { acceptedName, deliveryOf, type Clause } from './clause.ts';
import { same } from './equality.ts';
import { labelUses } from './names.ts';
import type { Seen } from './seen.ts';
import { headOf, isGenerator, partsOf, type Term } from './term.ts';
import type { Work } from './work.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/** Terms of a goal that are compared with those of another instance of a goal. */
export interface Comparison {
  readonly goal: Clause;
  readonly terms: readonly Term[];
  /** The run of an event among them, which is a run that there is. */
  readonly run?: Term | undefined;
}

/** True if no run has the event twice. */
export function isOncePerRun(event: string, { roles }: Protocol): boolean {
  return roles.every(
    ({ steps }) => steps.filter((step) => step.kind === 'event' && step.event === event).length <= 1,
  );
}

/**
 * True if goals with equal compared terms have equal runs, those that their conclusions are about: for each goal one of several
 * comparisons can be chosen so that the run can be told in one way in all of them.
 *
 * - It stands itself, at one place, in what is compared: above all in a value that it made.
 * - It accepted a value, and memory, holder and value stand in what is compared, or are built of what does: no memory takes a
 *   value twice.
 * - It took what is delivered once, and the run that sent it stands in what is compared.
 */
export function determinesRun(
  goals: readonly (readonly Comparison[])[],
  protocol: Protocol,
  seen: Seen,
  work: Work,
): boolean {
  const deliveries = onceSent(protocol, seen);
  const told = goals.map(
    (comparisons) => new Set(comparisons.flatMap((each) => waysToTell(each, deliveries, seen, work))),
  );
  const [first, ...others] = told;
  return first !== undefined && [...first].some((way) => others.every((each) => each.has(way)));
}

// The ways to tell the run of a goal, written so that equal ways are equal.
function waysToTell(
  { goal, terms, run: known }: Comparison,
  deliveries: ReadonlySet<string>,
  seen: Seen,
  work: Work,
): readonly string[] {
  const [run] = goal.conclusion?.args ?? [];
  if (run === undefined) return [];
  const places = placesIn(terms);
  const at = (term: Term): readonly string[] =>
    places.filter(([, each]) => same(each, term, work)).map(([path]) => path);
  const accepted = goal.hypotheses.flatMap(({ kind, name, args: [taker, ...rest] }): readonly string[] => {
    if (kind !== 'noted' || taker === undefined || !same(taker, run, work)) return [];
    if (deliveries.has(name)) {
      const [sender] = rest;
      const isRun =
        sender?.kind === 'run' || (sender !== undefined && known !== undefined && same(sender, known, work));
      return isRun && rest.length === 1 ? at(sender).map((path) => `${name}: ${path}`) : [];
    }
    if (name.startsWith(acceptedName(deliveryOf('')))) return [];
    // What was accepted has to be told, not only how it is seen.
    if (!name.startsWith(acceptedName('')) || !rest.every((each) => seen.isClear(each))) return [];
    return joined(
      `${name}:`,
      rest.map((each) => readings(each, at, work)),
    );
  });
  return [...at(run).map((path) => `run: ${path}`), ...accepted];
}

/** How many ways to read something are looked at. */
const maximalReadings = 64;

// The ways to say which value a term has by what stands at some places: as it stands at one, or built of what does.
function readings(term: Term, at: (term: Term) => readonly string[], work: Work): readonly string[] {
  work.spend();
  if (term.kind === 'variable') return at(term);
  const parts = partsOf(term).map((part) => readings(part, at, work));
  return [...at(term), ...joined(`(${headOf(term)}`, parts).map((each) => `${each})`)].slice(
    0,
    maximalReadings,
  );
}

function joined(start: string, parts: readonly (readonly string[])[]): readonly string[] {
  let written: readonly string[] = [start];
  for (const each of parts) {
    written = written
      .flatMap((before) => each.map((reading) => `${before} ${reading}`))
      .slice(0, maximalReadings);
  }
  return written;
}

// Everything that can be read off terms, with the way to it: where two terms are equal, so is what stands at equal places. Of
// exponents that is so as long as there is one.
function placesIn(terms: readonly Term[]): readonly (readonly [string, Term])[] {
  const visit = (term: Term, path: string): readonly (readonly [string, Term])[] => [
    [path, term],
    ...partsOf(term).flatMap((part, index) => (canBeRead(term) ? visit(part, `${path}.${index}`) : [])),
  ];
  return terms.flatMap((term, index) => visit(term, `${index}`));
}

function canBeRead(term: Term): boolean {
  if (term.kind !== 'apply' || !term.symbol.exponential) return true;
  const [base] = term.args;
  return base !== undefined && isGenerator(base);
}

// The memories that stand for what no run sends twice under labels that are seen as one.
function onceSent({ roles, ...rest }: Protocol, seen: Seen): ReadonlySet<string> {
  const labels = [...labelUses({ roles, ...rest }).keys()].filter((label) => seen.seesSender(label));
  const sends = roles.map(({ steps }) =>
    steps.flatMap((step) =>
      step.kind === 'send' && labels.includes(step.label) ? [seen.labelOf(step.label)] : [],
    ),
  );
  const names = new Set(labels.map((label) => seen.labelOf(label)));
  return new Set(
    [...names]
      .filter((name) => sends.every((each) => each.filter((label) => label === name).length <= 1))
      .map((name) => acceptedName(deliveryOf(name))),
  );
}
