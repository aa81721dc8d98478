// Writes what is said of every text where nothing is mutated into a file.
import { writeFileSync } from 'node:fs';
import { corpus } from './corpus.ts';
import { goldenOf } from './golden.ts';

const [, , goldenFile = ''] = process.argv;
writeFileSync(goldenFile, JSON.stringify(Object.fromEntries(corpus().map((text) => [text.name, goldenOf(text)]))));
