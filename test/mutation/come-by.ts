// Translates every text and begins to answer what is asked: with NODE_V8_COVERAGE, to see what is come by.
import { corpus } from './corpus.ts';
import { answersTo, readingOf } from './opinion.ts';

for (const text of corpus()) {
  readingOf(text.text);
  answersTo(text, 40);
}
