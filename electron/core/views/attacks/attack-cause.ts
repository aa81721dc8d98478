import type { TraceRecord } from '#core/analysis/record/trace-record.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import type { AttackType } from '#core/attack-type.ts';

/**
 * Why an attack succeeds: attacks of one cause go away together, so that one of them stands for all.
 *
 * - `found`: without anything that an attack model assumes, by an attack of this type (the most specific of its types) that
 *   begins at this message. That is the first message that an honest run takes although the adversary made it, took it for
 *   another or delivered it once more; where it only listens, the last that was sent; null where nothing was sent.
 * - `assumed`: a consequence of what this attack model assumes, whose question is not violated without it.
 */
export type AttackCause =
  | { readonly kind: 'found'; readonly type: AttackType; readonly message: string | null }
  | { readonly kind: 'assumed'; readonly attack: string };

/** Attacks of one cause. Indices are those of the verdicts. */
export interface AttackGroup {
  readonly cause: AttackCause;
  /** The one that stands for all, see {@link representativeOf}. */
  readonly representative: number;
  /** All others, in order. */
  readonly others: readonly number[];
}

/** What is known of an attack. */
type Attacked = Pick<Verdict, 'question' | 'attackTypes' | 'trace'>;

/** Tells causes apart: equal for two causes exactly when they are the same. */
export function causeKey(cause: AttackCause): string {
  return cause.kind === 'found'
    ? JSON.stringify([cause.kind, cause.type, cause.message])
    : JSON.stringify([cause.kind, cause.attack]);
}

/** All attacks among verdicts by their causes: those that need no attack model first, then as they are met. */
export function attacksByCause(verdicts: readonly Attacked[]): readonly AttackGroup[] {
  const plain = plainCauses(verdicts);
  const groups = new Map<string, { readonly cause: AttackCause; readonly members: number[] }>();
  verdicts.forEach(({ question, trace }, index) => {
    if (trace === null) return;
    const found = plain.get(question.key);
    // What is violated anyway is no consequence of an assumption.
    const cause = found ?? assumedBy(question);
    if (cause === null) return;
    const key = causeKey(cause);
    const group = groups.get(key) ?? { cause, members: [] };
    groups.set(key, group);
    group.members.push(index);
  });
  return [...groups.values()]
    .toSorted((left, right) => order(left.cause) - order(right.cause))
    .map(({ cause, members }) => {
      const representative = representativeOf(members, verdicts);
      return { cause, representative, others: members.filter((index) => index !== representative) };
    });
}

function order({ kind }: AttackCause): number {
  return kind === 'found' ? 0 : 1;
}

function assumedBy({ attack }: Verdict['question']): AttackCause | null {
  return attack === null ? null : { kind: 'assumed', attack };
}

// The causes of what is violated without an attack model, by what is asked.
function plainCauses(verdicts: readonly Attacked[]): ReadonlyMap<string, AttackCause> {
  return new Map(
    verdicts.flatMap(({ question, attackTypes, trace }) => {
      const [type] = attackTypes;
      if (question.attack !== null || trace === null || type === undefined) return [];
      return [[question.key, { kind: 'found', type, message: firstStep(trace) }] as const];
    }),
  );
}

function firstStep({ steps }: TraceRecord): string | null {
  const taken = new Set<number>();
  for (const { origin, from, message } of steps) {
    if (origin === 'made' || origin === 'diverted') return message;
    if (origin !== 'delivered' || from === null) continue;
    if (taken.has(from)) return message;
    taken.add(from);
  }
  return steps.findLast(({ kind, origin }) => kind === 'sends' && origin === null)?.message ?? null;
}

/**
 * The one of some attacks, by their indices, that stands for them: one that needs no attack model before others, one in which
 * something is sent before others, and of these the shortest. There is at least one.
 */
export function representativeOf(members: readonly number[], verdicts: readonly Attacked[]): number {
  const weight = (index: number): readonly [number, number, number] => {
    const verdict = verdicts[index];
    const length = verdict?.trace?.steps.length ?? 0;
    return [verdict?.question.attack === null ? 0 : 1, length === 0 ? 1 : 0, length];
  };
  const [first = 0, ...rest] = members;
  return rest.reduce((best, index) => (isLess(weight(index), weight(best)) ? index : best), first);
}

function isLess(left: readonly number[], right: readonly number[]): boolean {
  const place = left.findIndex((value, index) => value !== right[index]);
  return place !== -1 && (left[place] ?? 0) < (right[place] ?? 0);
}
