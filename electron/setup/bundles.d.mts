/** A program that is bundled. */
export type BundledProgram = 'application' | 'commandLine' | 'engine' | 'report';

/** A bundle, by the mode of vite.config.ts that makes it. */
export type Bundle = 'main' | 'preload' | 'engine' | 'report' | 'renderer' | 'cli';

/** What a bundle is made from: files and folders of the checkout, by their paths. */
export function sourcesOf(mode: Bundle): readonly string[];

/** The bundles of a program that are missing, or were made from other sources than there are now. */
export function staleBundles(name: BundledProgram): readonly string[];

/** Builds the bundles of a program that are stale. Needs the packages, nothing else. */
export function ensureBundles(name: BundledProgram): Promise<void>;
