import type { AskedKind, ActiveQuestion } from '#core/analysis/record/asked.ts';
import { adversaryName, type AnalysisRecord, type Cell } from '#core/analysis/record/record.ts';
import type { VerdictRecord } from '#core/analysis/record/active-record.ts';
import { claimedPhase } from '#core/language/claimed-phase.ts';
import type { Model, Phase, Requirement, TickStatement } from '#core/language/model.ts';
import { grouped } from '#core/grouped.ts';
import { askingStatement } from './asked-statement.ts';
import { asksFor, isTick, statementsOf, type ModelStatement } from '#core/language/statement.ts';

/**
 * Why something that a model states got no question about an active adversary.
 *
 * - `public`: it is about a constant, which everybody knows.
 * - `nobody-ticked`: the tick names nobody from whose view it could be asked.
 * - `never-held`: nobody whom it names ever holds the element.
 * - `never-received`: nobody takes the element over from somebody else; or the claimant receives nothing.
 * - `adversary-absent`: all that it is about happens while no adversary is there.
 * - `not-followed`: the analysis lost sight of the element, or of the claim: a limit of the program.
 * - `not-refined`: no tick and no claim refines the requirement.
 * - `not-fitting`: some refine it, and none asks for what its kind demands.
 * - `out-of-scope`: availability, which no analysis here is about (the paper, Table 2).
 */
export const unaskedReasons = [
  'public',
  'nobody-ticked',
  'never-held',
  'never-received',
  'adversary-absent',
  'not-followed',
  'not-refined',
  'not-fitting',
  'out-of-scope',
] as const;
export type UnaskedReason = (typeof unaskedReasons)[number];

/** Something that a model states and that was not asked, wholly or as far as one entity is concerned. */
export interface Unasked {
  /** The attack model under which it was not asked; null for the plain adversary. */
  readonly attack: string | null;
  readonly stated: ModelStatement | Requirement;
  /** The entity from whose view it was not asked, though from that of others; null where it was not asked at all. */
  readonly entity: string | null;
  readonly reason: UnaskedReason;
}

/** Whether something that was not asked is a gap in what is known; availability is outside every analysis. */
export function isGap({ reason }: Unasked): boolean {
  return reason !== 'out-of-scope';
}

/**
 * Whether something was asked about an active adversary, all of it is proved, and nothing that is stated was left out.
 * `unasked` is what {@link unaskedOf} answers for the same model and verdicts, where that is known already.
 */
export function isAllProved(
  model: Model,
  record: Pick<AnalysisRecord, 'cells'>,
  verdicts: readonly VerdictRecord[],
  unasked: readonly Unasked[] = unaskedOf(model, record, verdicts),
): boolean {
  const proved = verdicts.length > 0 && verdicts.every(({ answer }) => answer === 'holds');
  return proved && !unasked.some(isGap);
}

/**
 * Everything that a model states and about which `questions` ask nothing, each with the reason: nothing vanishes
 * (DESIGN, section 5, rule 2). Under an attack model it is what is asked of the plain adversary and not under it; of
 * whoever only listens nothing but secrecy is asked. Works from the model and its honest run, not from what makes the
 * questions.
 */
export function unaskedOf(
  model: Model,
  { cells }: Pick<AnalysisRecord, 'cells'>,
  questions: readonly ActiveQuestion[],
): readonly Unasked[] {
  const plainly = questions.filter(({ attack }) => attack === null);
  const asking = grouped(plainly, ({ asked }) => askingStatement(asked, model));
  const rows = grouped(cells, ({ element }) => element);
  const plain = statementsOf(model).flatMap((stated) =>
    unaskedPlainly(stated, model, rows, asking.get(stated) ?? []),
  );
  const under = grouped(questions, ({ attack }) => attack);
  const attacked = model.attacks.flatMap((attack) => {
    const asked = new Set(under.get(attack.name)?.map((other) => other.asked.query));
    const lost = plainly.filter(
      (question) =>
        question.asked.kind !== 'forward-secrecy' &&
        (attack.adversary === 'active' || question.asked.kind === 'secrecy') &&
        !asked.has(question.asked.query),
    );
    return lost.flatMap(({ asked }): readonly Unasked[] => {
      const stated = askingStatement(asked, model);
      if (stated === null) return [];
      return [{ attack: attack.name, stated, entity: asked.entity, reason: 'not-followed' }];
    });
  });
  return [...plain, ...attacked, ...unrefined(model)];
}

function unrefined(model: Model): readonly Unasked[] {
  const statements = statementsOf(model);
  return model.requirements.flatMap((stated): readonly Unasked[] => {
    if (stated.kind === 'availability') {
      return [{ attack: null, stated, entity: null, reason: 'out-of-scope' }];
    }
    const refining = statements.filter(({ refines }) => refines.includes(stated.name));
    if (refining.some((statement) => asksFor(statement, stated.kind))) return [];
    const reason = refining.length === 0 ? 'not-refined' : 'not-fitting';
    return [{ attack: null, stated, entity: null, reason }];
  });
}

function unaskedPlainly(
  stated: ModelStatement,
  model: Model,
  rows: Rows,
  asked: readonly ActiveQuestion[],
): readonly Unasked[] {
  const expected = expectedOf(stated, model, rows);
  if (typeof expected === 'string') {
    return asked.length > 0 ? [] : [{ attack: null, stated, entity: null, reason: expected }];
  }
  const missing = expected.entities.filter(
    (entity) =>
      !asked.some(
        ({ asked: question }) => question.entity === entity && expected.kinds.includes(question.kind),
      ),
  );
  if (missing.length === expected.entities.length) {
    return [{ attack: null, stated, entity: null, reason: 'not-followed' }];
  }
  return missing.map((entity) => ({ attack: null, stated, entity, reason: 'not-followed' }));
}

/** The cells of each element. */
type Rows = ReadonlyMap<string, readonly Cell[]>;

/** The entities from whose view something is to be asked, and the kinds of question, of which each gets one. */
interface Expected {
  readonly kinds: readonly AskedKind[];
  readonly entities: readonly string[];
}

// What is to be asked of a statement, or why nothing is.
function expectedOf(stated: ModelStatement, model: Model, rows: Rows): Expected | UnaskedReason {
  if (isTick(stated)) {
    return stated.property === 'confidentiality'
      ? expectedSecrecy(stated, stated.entities, model, rows, 'secrecy')
      : expectedIntegrity(stated, model, rows);
  }
  switch (stated.kind) {
    case 'authentication':
    case 'key-confirmation': {
      const phase = claimedPhase(model, stated);
      if (phase === null) return 'never-received';
      if (!isLoud(phase, model)) return 'adversary-absent';
      return { kinds: finishedKinds, entities: [stated.claimant] };
    }
    case 'key-freshness':
      return expectedFreshness(stated, model, rows);
    case 'forward-secrecy': {
      const tick = model.ticks.find(
        (each) => each.property === 'confidentiality' && each.element === stated.element,
      );
      const holders =
        tick?.entities ?? model.elements.find(({ name }) => name === stated.element)?.holders ?? [];
      return expectedSecrecy(stated, holders, model, rows, 'forward-secrecy');
    }
  }
}

const finishedKinds: readonly AskedKind[] = [
  'aliveness',
  'weak-agreement',
  'entity-agreement',
  'injective-entity-agreement',
  'key-confirmation',
];

function expectedSecrecy(
  { element }: { readonly element: string },
  entities: readonly string[],
  model: Model,
  rows: Rows,
  kind: 'secrecy' | 'forward-secrecy',
): Expected | UnaskedReason {
  if (model.elements.some(({ name, kind: of }) => name === element && of === 'constant')) return 'public';
  if (entities.length === 0) return 'nobody-ticked';
  const permitted = new Set(entities);
  const holders = (rows.get(element) ?? []).filter(
    (cell) => permitted.has(cell.entity) && cell.confidentiality.obtains,
  );
  if (holders.length === 0) return 'never-held';
  const exposed = holders.filter((cell) => holdsWhileActing(cell, model)).map(({ entity }) => entity);
  return exposed.length === 0 ? 'adversary-absent' : { kinds: [kind], entities: exposed };
}

function expectedIntegrity(
  { element, entities }: TickStatement,
  model: Model,
  rows: Rows,
): Expected | UnaskedReason {
  if (entities.length === 0) return 'nobody-ticked';
  const row = (rows.get(element) ?? []).filter((cell) => cell.entity !== adversaryName);
  if (row.length === 0) return 'public';
  const messages = (cell: Cell): readonly string[] =>
    (cell.integrity?.acceptances ?? []).map(({ message }) => message);
  const receivers = row.filter((cell) => !entities.includes(cell.entity) && messages(cell).length > 0);
  if (receivers.length === 0) return 'never-received';
  const exposed = receivers.filter((cell) =>
    messages(cell).some((message) => {
      const phase = model.phases.find(({ steps }) =>
        steps.some((step) => step.kind === 'message' && step.name === message),
      );
      return phase !== undefined && isLoud(phase, model);
    }),
  );
  if (exposed.length === 0) return 'adversary-absent';
  return { kinds: ['agreement'], entities: exposed.map(({ entity }) => entity) };
}

function expectedFreshness(
  { key, entity }: { readonly key: string; readonly entity: string },
  model: Model,
  rows: Rows,
): Expected | UnaskedReason {
  const cell = rows.get(key)?.find((each) => each.entity === entity);
  const phase = model.phases.find(({ name }) => name === cell?.confidentiality.obtainedIn);
  if (phase === undefined) return 'never-held';
  if (!isLoud(phase, model)) return 'adversary-absent';
  return { kinds: ['key-freshness', 'key-uniqueness'], entities: [entity] };
}

// From the first phase with an adversary on, it has to be reckoned with.
function isLoud(phase: Phase, { phases }: Model): boolean {
  const arrival = phases.findIndex(({ adversaryPresent }) => adversaryPresent);
  return arrival >= 0 && phases.indexOf(phase) >= arrival;
}

// Whether an entity takes part in a message, while there is an adversary, in a phase in which it has the element.
function holdsWhileActing({ entity, confidentiality }: Cell, model: Model): boolean {
  const { obtainedIn, erasedIn } = confidentiality;
  const indexOf = (name: string | null, otherwise: number): number =>
    name === null ? otherwise : model.phases.findIndex((phase) => phase.name === name);
  const first = indexOf(obtainedIn, 0);
  const last = indexOf(erasedIn, model.phases.length);
  return model.phases.some(
    (phase, index) => index >= first && index <= last && isLoud(phase, model) && acts(entity, phase),
  );
}

function acts(entity: string, { steps }: Phase): boolean {
  return steps.some(
    (step) => step.kind === 'message' && (step.sender === entity || step.receiver === entity),
  );
}
