import type { Verdict } from '#core/analysis/record/verdict.ts';

/** A law that answers break: the text, or two of them, and the answers. */
export interface Broken {
  readonly law: string;
  readonly text: string;
  readonly how: string;
}

/** How much of it was looked at, how much was decided in one way of writing alone, and what was broken. */
export interface Tried {
  readonly law: string;
  readonly compared: number;
  readonly lost: number;
  readonly broken: readonly Broken[];
}

/** True for an answer that nothing may change. */
export function isDecided({ answer }: Verdict): boolean {
  return answer === 'holds' || answer === 'violated';
}
