import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decisiveSteps } from '#core/views/words/decisive-steps.ts';
import { root } from '../../../support/places.ts';
import { violatedTrace, text } from '../../../support/models/answered.ts';

describe('an attack cut down to what the adversary does', () => {
  test('keeps what is made, taken for something else, or delivered again, and where it comes from', () => {
    const trace = violatedTrace(text.replace('confidentiality COMMAND: HES, MET\n', ''));
    const kept = [...decisiveSteps(trace)].map((step) => trace.steps[step]);
    const sent = kept.filter((step) => step?.kind === 'sends');
    const received = kept.filter((step) => step?.kind === 'receives');
    expect(received.length).toBeGreaterThan(0);
    for (const step of received) {
      const again = trace.steps.filter(({ from }) => from !== null && from === step?.from).length > 1;
      expect(step?.origin !== 'delivered' || again).toBe(true);
    }
    for (const step of sent)
      expect(received.some((each) => trace.steps[each?.from ?? -1] === step)).toBe(true);
  });

  test('keeps the whole of an attack in which the adversary makes every message', () => {
    const folder = join(root, 'resources', 'protocols');
    const trace = violatedTrace(readFileSync(join(folder, 'needham-schroeder-public-key.segl'), 'utf8'));
    const made = trace.steps.flatMap(({ origin }, step) => (origin === 'made' ? [step] : []));
    expect(made.length).toBeGreaterThan(0);
    expect([...decisiveSteps(trace)]).toEqual(expect.arrayContaining(made));
  });
});
