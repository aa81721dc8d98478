// Writes what the engines say of every text where nothing is mutated into a file, and what is right.
import { writeFileSync } from 'node:fs';
import { engineGoldenOf } from './golden.ts';
import { engineTexts } from './texts.ts';

const [, , goldenFile = ''] = process.argv;
const golden = engineTexts().map((text) => [text.name, engineGoldenOf(text)] as const);
writeFileSync(goldenFile, JSON.stringify(Object.fromEntries(golden)));
