import { describe, expect, test } from 'vitest';
import { createTranslate } from '#core/messages/catalogue.ts';
import { drawingFile } from '#core/views/drawings/drawing-file.ts';
import { attackDrawing } from '#core/views/drawings/drawings.ts';
import { describeTrace } from '#core/views/words/describe-trace.ts';
import { violatedTrace, text } from '../../../support/models/answered.ts';

describe('an attack as a file', () => {
  const trace = violatedTrace(text);

  test('is a drawing of its own with its classification above it', () => {
    const svg = drawingFile(attackDrawing(trace, createTranslate('nb')), 'STRENGT FORTROLIG');
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
    expect(svg.indexOf('STRENGT FORTROLIG')).toBeLessThan(svg.indexOf('Angriper'));
    expect(svg.match(/<svg /g)).toHaveLength(3);
    expect(svg.match(/<\/svg>/g)).toHaveLength(3);
    expect(svg).not.toMatch(/<script|href|url\(/);
  });

  test('is told in the language of the reader, the parts of the phases too', () => {
    expect(describeTrace(trace, createTranslate('en')).join('\n')).toMatch(
      /Run 1 is (HES|MET) in operations/,
    );
    expect(describeTrace(trace, createTranslate('nb')).join('\n')).toMatch(
      /Kjøring 1 er (HES|MET) i operations/,
    );
  });
});
