import { constantsOf, isChecked, type Statement } from '#core/interchange/verifpal/syntax.ts';

/** The constants that a principal relies on before and behind the statement of a block at one place. */
export interface Reliance {
  readonly before: readonly string[];
  readonly behind: readonly string[];
}

/**
 * Where in a block a principal relies on the constants that it computes with. It has to come to the last statement that
 * uses the constant, or what came of it in the block; a check of that very statement must succeed only where no other
 * statement uses the constant. So Verifpal decides whether a value was used: a principal that stops before has not.
 */
export function relianceIn(statements: readonly Statement[]): readonly Reliance[] {
  const origins = new Map<string, ReadonlySet<string>>();
  const uses = statements.map((statement) => {
    if (statement.kind !== 'assignment') return new Set<string>();
    const used = new Set(
      constantsOf(statement.expression).flatMap(({ name }) => [name, ...(origins.get(name) ?? [])]),
    );
    for (const target of statement.targets) if (target !== null) origins.set(target.name, used);
    return used;
  });
  const isLast = (name: string, index: number): boolean =>
    uses.findLastIndex((used) => used.has(name)) === index;
  return statements.map((statement, index) => {
    const last = [...(uses[index] ?? [])].filter((name) => isLast(name, index));
    const checks = statement.kind === 'assignment' && isChecked(statement.expression);
    const mustSucceed = (name: string): boolean =>
      checks && uses.filter((used) => used.has(name)).length === 1;
    return {
      before: last.filter((name) => !mustSucceed(name)),
      behind: last.filter(mustSucceed),
    };
  });
}
