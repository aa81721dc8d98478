// Writes what is said of every text where nothing is mutated into a file, and what the interpreter says.
import { writeFileSync } from 'node:fs';
import { corpus } from './corpus.ts';
import { goldenOf } from './golden.ts';

const [, , goldenFile = ''] = process.argv;
const golden = corpus().map((text) => [text.name, goldenOf(text)] as const);
writeFileSync(goldenFile, JSON.stringify(Object.fromEntries(golden)));
