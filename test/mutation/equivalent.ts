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

const equivalents: readonly Equivalent[] = [];

/** Why nobody could notice a mutant; null where nothing is known. */
export function whyEquivalent({ file, was, operator }: Mutant): string | null {
  const found = equivalents.find(
    (each) => file.endsWith(each.file) && was.includes(each.was) && (each.operator ?? operator) === operator,
  );
  return found?.why ?? null;
}
