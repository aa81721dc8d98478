import { judgementsOf, type Assessment } from '#core/dossier/assessment.ts';
import {
  editionOf,
  type AcceptanceCriterion,
  type CategoryMeaning,
  type MatrixField,
  type PolicyNote,
  type RiskPolicy,
} from '#core/dossier/risk-policy.ts';

/** The part of a policy that the analyst writes: everything but when she did. */
export type Criteria = Omit<RiskPolicy, 'setOn' | 'changes'>;

/**
 * The policy with other criteria. Once threats have been assessed under the criteria as they are, a change makes a new
 * edition of them and is kept with its day; before that it is part of setting them.
 *
 * @param assessments all of them, also of threats that are not accepted now: they may be again.
 * @param day on which this is done, as 2026-01-31.
 */
export function changeCriteria(
  policy: RiskPolicy,
  changed: Partial<Criteria>,
  assessments: readonly Assessment[],
  day: string,
): RiskPolicy {
  const next = { ...policy, ...changed };
  if (policy.setOn === null) return next;
  const edition = editionOf(policy);
  const assessed = assessments.filter((each) =>
    judgementsOf(each).some((judgement) => judgement.edition === edition),
  ).length;
  return assessed === 0 ? next : { ...next, changes: [...policy.changes, { day, assessed }] };
}

/** The matrix with this field in place of whatever it had for the same likelihood and impact. */
export function withField(matrix: readonly MatrixField[], field: MatrixField): readonly MatrixField[] {
  return replaced(
    matrix,
    field,
    (each) => each.likelihood === field.likelihood && each.impact === field.impact,
  );
}

/** The criteria with this one in place of whatever they had for its level. */
export function withCriterion(
  criteria: readonly AcceptanceCriterion[],
  criterion: AcceptanceCriterion,
): readonly AcceptanceCriterion[] {
  return replaced(criteria, criterion, ({ level }) => level === criterion.level);
}

/** The meanings with this one in place of whatever they had for its category. */
export function withMeaning(
  meanings: readonly CategoryMeaning[],
  meaning: CategoryMeaning,
): readonly CategoryMeaning[] {
  return replaced(meanings, meaning, ({ level }) => level === meaning.level);
}

/** The notes with this one in place of whatever they had under its mark. */
export function withNote(notes: readonly PolicyNote[], note: PolicyNote): readonly PolicyNote[] {
  return replaced(notes, note, ({ mark }) => mark === note.mark);
}

/** Notes and matrix without a note: no field bears its mark any more. */
export function withoutNote(
  { notes, matrix }: Pick<RiskPolicy, 'notes' | 'matrix'>,
  mark: string,
): Pick<RiskPolicy, 'notes' | 'matrix'> {
  return {
    notes: notes.filter((note) => note.mark !== mark),
    matrix: matrix.map((field) => (field.note === mark ? { ...field, note: null } : field)),
  };
}

/** A mark that no note has yet: one asterisk more than there are. */
export function freshMark(notes: readonly PolicyNote[]): string {
  const taken = new Set(notes.map(({ mark }) => mark));
  let mark = '*';
  while (taken.has(mark)) mark += '*';
  return mark;
}

function replaced<Item>(
  items: readonly Item[],
  item: Item,
  isSame: (other: Item) => boolean,
): readonly Item[] {
  const place = items.findIndex(isSame);
  if (place === -1) return [...items, item];
  return [...items.slice(0, place), item, ...items.slice(place + 1).filter((each) => !isSame(each))];
}
