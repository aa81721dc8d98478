/** A program that is bundled. */
export type BundledProgram = 'application' | 'commandLine' | 'engine' | 'report';

/** The bundles of a program that are missing, or were made from other sources than there are now. */
export function staleBundles(name: BundledProgram): readonly string[];

/** Builds the bundles of a program that are stale. Needs the packages, nothing else. */
export function ensureBundles(name: BundledProgram): Promise<void>;
