import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/places.ts';

const core = join('electron', 'core');
const analysis = join(core, 'analysis');
const encoder = join(analysis, '4-prove', 'encode-');

// What judges the engines is none of them.
const judges = new Set(['answer-guard.ts', 'guarded.ts', 'proof-judge.ts']);

/** The sources of the translation and of the encoder, as paths from the top folder. */
export function translationSources(): readonly string[] {
  return [
    ...sourcesIn(join(analysis, '3-translate')),
    ...sourcesIn(join(analysis, '4-prove')).filter((path) => path.startsWith(encoder)),
  ].toSorted();
}

/** Everything between the encoder and the answer: equality of terms, proofs, search, confirmation of attacks. */
export function engineSources(): readonly string[] {
  return [
    ...sourcesIn(join(core, 'theories')),
    ...sourcesIn(join(analysis, '4-prove')).filter((path) => !path.startsWith(encoder)),
    ...sourcesIn(join(analysis, '5-search')),
    ...sourcesIn(join(analysis, '6-decide'), judges),
  ].toSorted();
}

function sourcesIn(folder: string, without: ReadonlySet<string> = new Set()): readonly string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts') && !without.has(name))
    .map((name) => join(folder, name));
}
