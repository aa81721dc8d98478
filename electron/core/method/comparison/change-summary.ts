import {
  changeKinds,
  changeSubjects,
  type ChangeKind,
  type ChangeSubject,
  type ContentChange,
  type ContentChanges,
  type TextDifference,
} from './content-change.ts';
import { grouped } from '#core/grouped.ts';

/** Things of one kind that all changed in the same way. */
export interface CountedChange {
  readonly subject: ChangeSubject;
  readonly kind: ChangeKind;
  readonly count: number;
  /** The name of the thing where it is one, and has one. */
  readonly name: string | null;
}

/** What one state says otherwise than the one before it, in short: small enough to be kept for thousands of states. */
export interface ChangeSummary {
  readonly text: TextDifference;
  readonly lines: number;
  readonly counted: readonly CountedChange[];
}

/** Sums up changes. A line of an attack model counts as its attack model, once. */
export function summarise({ text, lines, changes }: ContentChanges): ChangeSummary {
  const groups = grouped(withoutAssumptions(changes), ({ subject, kind }) => `${subject} ${kind}`);
  const counted = changeSubjects.flatMap((subject) =>
    changeKinds.flatMap((kind): readonly CountedChange[] => {
      const group = groups.get(`${subject} ${kind}`) ?? [];
      if (group.length === 0) return [];
      return [{ subject, kind, count: group.length, name: group.length === 1 ? nameOf(group) : null }];
    }),
  );
  return { text, lines, counted };
}

/** True where nothing differs that anybody could have noticed. */
export function isUnchanged({ text, counted }: ChangeSummary): boolean {
  return text === 'same' && counted.length === 0;
}

function nameOf(group: readonly ContentChange[]): string | null {
  return group[0]?.name ?? null;
}

function withoutAssumptions(changes: readonly ContentChange[]): readonly ContentChange[] {
  const told = new Set(changes.flatMap(({ subject, name }) => (subject === 'attack' ? [name] : [])));
  const within = changes.filter(({ subject }) => subject === 'assumption').map((each) => each.within);
  const further = [...new Set(within)].filter((attack) => !told.has(attack));
  return [
    ...changes.filter(({ subject }) => subject !== 'assumption'),
    ...further.map((attack): ContentChange => ({
      subject: 'attack',
      kind: 'changed',
      name: attack,
      within: null,
      before: null,
      after: null,
    })),
  ];
}
