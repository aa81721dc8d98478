import type { SourceReference } from '#core/language/model.ts';

/** Levels of abstraction of a system (the paper, section 2.1, Figure 1). */
export const abstractionLevels = ['requirements', 'design', 'implementation'] as const;
export type AbstractionLevel = (typeof abstractionLevels)[number];

export const coverages = ['covered', 'partly', 'not-covered'] as const;
export type Coverage = (typeof coverages)[number];

/** How far one level of abstraction is analysed, and why. */
export interface LevelCoverage {
  readonly level: AbstractionLevel;
  readonly coverage: Coverage;
  readonly reason: string;
}

/**
 * The kinds of subject of a statement of the scope. An `assumption` is always taken for true and has no other position.
 */
export const scopeSubjects = ['part', 'entity', 'channel', 'adversary', 'assumption'] as const;
export type ScopeSubject = (typeof scopeSubjects)[number];

/** One statement of the scope: something that is analysed, or is not, or is taken for granted. */
export interface ScopeStatement {
  readonly id: string;
  readonly subject: ScopeSubject;
  /** True if it is analysed; true for an assumption, which the whole analysis rests on. */
  readonly inside: boolean;
  readonly text: string;
  readonly reason: string;
  readonly citations: readonly SourceReference[];
}

/** The purpose of the analysis, and how deep it goes (the paper, section 2.1). The statements stand beside it. */
export interface Scope {
  readonly purpose: string;
  readonly levels: readonly LevelCoverage[];
}
