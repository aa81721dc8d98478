import type { Message } from '#core/protocol/message.ts';
import type { Theory } from '#core/protocol/theory.ts';

/** What the symbols of a protocol's theory are for, as the theory itself shows it. */
export interface TheoryNames {
  /** Makes the public half of a pair: what destructors expect beside or around what a pair locks. */
  readonly publicHalves: ReadonlySet<string>;
  readonly exponential: string | null;
}

/** Reads what symbols are for off their traits and off the rewrites. */
export function namesOf(theory: Theory): TheoryNames {
  const publicHalves = new Set<string>();
  const visit = (message: Message): void => {
    if (message.kind !== 'apply') return;
    const [only, ...others] = message.args;
    if (only?.kind === 'variable' && others.length === 0) publicHalves.add(message.symbol);
    message.args.forEach(visit);
  };
  for (const { args } of theory.rewrites) args.forEach(visit);
  const exponential = [...theory.symbols.values()].find((symbol) => symbol.exponential);
  return { publicHalves, exponential: exponential?.name ?? null };
}
