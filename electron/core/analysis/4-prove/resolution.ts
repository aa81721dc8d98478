import type { Bindings } from '#core/theories/bindings.ts';
import { type TermNode, pairTerms } from '#core/theories/term-node.ts';
import type { TermBank } from '#core/theories/term-bank.ts';
import type { Clause, Fact } from './clause.ts';
import type { Content, Kept } from './kept-clause.ts';

/** Variables of a consumer are moved out of the provider's way. */
const offset = 4096;

/**
 * Calls `found` with every clause that comes of putting the provider's conclusion in for the hypothesis that the consumer
 * waits for: the provider's hypotheses first, then the consumer's other ones. There are several where terms can be made
 * equal in several ways, and none where they cannot.
 */
export function resolve(
  provider: Clause,
  waiting: Kept,
  bank: TermBank,
  bindings: Bindings,
  found: (resolvent: Content) => void,
): void {
  waiting.moved ??= movedAway(waiting.clause, bank);
  const { moved, selected } = waiting;
  const wanted = moved.hypotheses[selected];
  if (wanted?.predicate !== provider.conclusion.predicate) return;
  bindings.unify(pairTerms(provider.conclusion.args, wanted.args, null), () => {
    const memo = new Map<number, TermNode>();
    const put = (cell: TermNode): TermNode => bindings.resolve(cell, memo);
    const hypotheses: Fact[] = [];
    for (const fact of provider.hypotheses) hypotheses.push({ ...fact, args: fact.args.map(put) });
    moved.hypotheses.forEach((fact, index) => {
      if (index !== selected) hypotheses.push({ ...fact, args: fact.args.map(put) });
    });
    const conclusion = { ...moved.conclusion, args: moved.conclusion.args.map(put) };
    const differ = [...provider.differ, ...moved.differ].map(({ left, right }) => ({
      left: put(left),
      right: put(right),
    }));
    found({ hypotheses, conclusion, differ });
    return false;
  });
}

function movedAway({ hypotheses, conclusion, differ }: Clause, bank: TermBank): Content {
  const memo = new Map<number, TermNode>();
  const away = (cell: TermNode): TermNode => {
    if (cell.ground) return cell;
    const known = memo.get(cell.id);
    if (known !== undefined) return known;
    const made =
      cell.symbol < 0
        ? bank.variable(cell.variable + offset, cell.sort)
        : bank.apply(cell.symbol, cell.args.map(away));
    memo.set(cell.id, made);
    return made;
  };
  const put = (fact: Fact): Fact => ({ ...fact, args: fact.args.map(away) });
  return {
    hypotheses: hypotheses.map(put),
    conclusion: put(conclusion),
    differ: differ.map(({ left, right }) => ({ left: away(left), right: away(right) })),
  };
}
