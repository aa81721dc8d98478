// What fast-check does where a test asks for nothing else. Vitest runs this before each file of tests.
import fc from 'fast-check';
import { runs, seed } from './random.ts';

fc.configureGlobal({ numRuns: runs(100), seed });
