import type { Mutant } from './mutant.ts';

/** Mutants that change nothing that anybody could notice. */
interface Equivalent {
  /** The end of the path. */
  readonly file: string;
  /** Something that the changed piece or its replacement contains. */
  readonly was: string;
  readonly operator?: string;
  readonly why: string;
}

const equivalents: readonly Equivalent[] = [
  {
    file: 'hand-over.ts',
    was: 'each.draft === draft && this.#isReached(each.heir)',
    operator: 'one half alone',
    why: 'a role that nobody hands anything to never runs',
  },
  {
    file: 'played-roles.ts',
    was: "channel.trust === 'public' || channel.trust === 'confidential'",
    operator: 'one half alone',
    why: 'whoever can write on a channel needs nobody to be told what to send',
  },
  {
    file: 'guess-reduction.ts',
    was: 'numbers.get(message.name) ?? numbers.size',
    why: 'only tells rules apart that are the same, so that fewer are left out',
  },
  { file: 'drafts.ts', was: 'variableFor(', why: 'how a variable is called' },
  { file: 'translate.ts', was: 'leakLabel(', why: 'how a message that nobody sees is called' },
  { file: 'hand-over.ts', was: 'stateLabel(', why: 'how a message that nobody sees is called' },
  { file: 'hand-over.ts', was: 'number === 0 ? name :', why: 'how a role is called' },
  {
    file: 'quiet-numbers.ts',
    was: 'Math.max(',
    operator: 'exchange arguments',
    why: 'the larger of two numbers',
  },
  {
    file: '4-prove/attacker-facts.ts',
    was: '+',
    operator: '+ to -',
    why: 'the number of a list, another for every other symbol',
  },
  {
    file: '4-prove/clause-queue.ts',
    was: '-',
    operator: '- to +',
    why: 'which of two clauses is taken up first',
  },
  {
    file: '4-prove/kept-clause.ts',
    was: '1_000_000',
    why: 'is larger than every term that is looked at, or one more',
  },
  {
    file: '5-search/run-quota.ts',
    was: 'Math.min(',
    operator: 'exchange arguments',
    why: 'the smaller of two numbers',
  },
  {
    file: '6-decide/minimal-trace.ts',
    was: '===',
    operator: '=== to !==',
    why: 'runs that take no step are left out one by one afterwards',
  },
  { file: '6-decide/portion.ts', was: '333', why: 'how much more a large protocol may take' },
];

/** Why nobody could notice a mutant; null where nothing is known. */
export function whyEquivalent({ file, was, operator }: Mutant): string | null {
  const found = equivalents.find(
    (each) => file.endsWith(each.file) && was.includes(each.was) && (each.operator ?? operator) === operator,
  );
  return found?.why ?? null;
}
