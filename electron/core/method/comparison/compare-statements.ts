import { writtenStatements, type StatementPart, type WrittenStatement } from './written-statements.ts';
import type { SyntaxTree } from '#core/language/syntax.ts';

/**
 * How one thing that a text says differs from what another text says.
 *
 * - `added`, `removed`: only the later, or only the earlier text says it. - `changed`: both speak of it and say something else.
 * - `moved`: both say it, and it stands in another order among the steps of its phase.
 */
export interface StatementChange {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly part: StatementPart;
  readonly within: string | null;
  /** Null where it is `added`. */
  readonly before: string | null;
  /** Null where it is `removed`. */
  readonly after: string | null;
}

/**
 * What a later text says otherwise than an earlier one, by meaning: labels, citations, comments, layout and the order of
 * statements outside phases make no difference. Removed and changed things stand in the order of the earlier text, added ones
 * follow in that of the later.
 */
export function compareStatements(earlier: SyntaxTree, later: SyntaxTree): readonly StatementChange[] {
  const [before, after] = [numbered(writtenStatements(earlier)), numbered(writtenStatements(later))];
  const moved = movedKeys(before, after);
  const left = [...before].flatMap(([key, statement]): readonly StatementChange[] => {
    const { part, within, line } = statement;
    const other = after.get(key);
    if (other === undefined) return [{ kind: 'removed', part, within, before: line, after: null }];
    if (other.line !== line) return [{ kind: 'changed', part, within, before: line, after: other.line }];
    return moved.has(key) ? [{ kind: 'moved', part, within, before: line, after: line }] : [];
  });
  const added = [...after].flatMap(([key, { part, within, line }]): readonly StatementChange[] =>
    before.has(key) ? [] : [{ kind: 'added', part, within, before: null, after: line }],
  );
  return [...left, ...added];
}

// Several things that have one name, such as steps that say the same, are told apart by their number.
function numbered(statements: readonly WrittenStatement[]): ReadonlyMap<string, WrittenStatement> {
  const counts = new Map<string, number>();
  return new Map(
    statements.map((statement) => {
      const key = JSON.stringify([statement.part, statement.within, statement.name]);
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      return [`${key} ${String(count)}`, statement] as const;
    }),
  );
}

// The steps that both texts have and that are not among the longest sequence of those whose order is the same.
function movedKeys(
  before: ReadonlyMap<string, WrittenStatement>,
  after: ReadonlyMap<string, WrittenStatement>,
): ReadonlySet<string> {
  const stepsOf = (all: ReadonlyMap<string, WrittenStatement>): readonly string[] =>
    [...all].flatMap(([key, { part }]) => (part === 'step' ? [key] : []));
  const places = new Map(stepsOf(after).map((key, place) => [key, place]));
  const common = stepsOf(before).filter((key) => places.has(key));
  const kept = new Set(
    longestIncreasing(common.map((key) => places.get(key) ?? 0)).map((index) => common[index]),
  );
  return new Set(common.filter((key) => !kept.has(key)));
}

/**
 * The places of a longest increasing subsequence of numbers, all different: patience sorting (Schensted, "Longest increasing
 * and decreasing subsequences", 1961).
 */
function longestIncreasing(numbers: readonly number[]): readonly number[] {
  // For each length the place at which the sequence of it ends that ends lowest.
  const ends: number[] = [];
  const previous: (number | null)[] = [];
  for (const [place, number] of numbers.entries()) {
    const found = ends.findIndex((end) => (numbers[end] ?? 0) >= number);
    const length = found < 0 ? ends.length : found;
    previous.push(length === 0 ? null : (ends[length - 1] ?? null));
    ends[length] = place;
  }
  const sequence: number[] = [];
  for (let place = ends.at(-1) ?? null; place !== null; place = previous[place] ?? null)
    sequence.unshift(place);
  return sequence;
}
