import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Trial, verifying, type Addition } from './trial.ts';

// What has to be touched to add something tells how a house is built: at most four files outside resources.
const most = 4;

const read = (...names: readonly string[]): string =>
  readFileSync(join(import.meta.dirname, ...names), 'utf8');

const kinds = 'electron/core/language/kinds.ts';
const trials: Trial[] = [];
afterEach(() => {
  for (const trial of trials.splice(0)) trial.end();
});

function tried(addition: Addition): Trial {
  const trial = new Trial(addition);
  trials.push(trial);
  expect(trial.touched.length).toBeLessThanOrEqual(most);
  expect(trial.compile()).toBe('');
  return trial;
}

test('a claim is a definition, its words, and its row: non-repudiation', () => {
  const claims = 'electron/core/claims/claims.ts';
  const trial = tried({
    files: { 'electron/core/claims/non-repudiation.ts': read('non-repudiation', 'claim.ts.txt') },
    changes: [
      {
        file: kinds,
        from: 'export const claimKinds = [',
        to: "export const claimKinds = ['non-repudiation', ",
      },
      {
        file: kinds,
        from: 'export const questionKinds = [',
        to: "export const questionKinds = ['non-repudiation',",
      },
      {
        file: claims,
        from: 'import { tickQuestions }',
        to: "import { nonRepudiation, nonRepudiationQuestions } from './non-repudiation.ts';\nimport { tickQuestions }",
      },
      {
        file: claims,
        from: '  authentication,\n',
        to: "  authentication,\n  'non-repudiation': nonRepudiation,\n",
      },
      {
        file: claims,
        from: '  ...tickQuestions,\n',
        to: '  ...tickQuestions,\n  ...nonRepudiationQuestions,\n',
      },
    ],
    messages: {
      en: {
        report: {
          'report.statement.non-repudiation': 'Non-repudiation of {element}',
          'report.asked.non-repudiation': '{originator} cannot deny {element} to {entity}',
        },
        metrics: { 'metrics.statements.non-repudiation': 'Non-repudiation' },
      },
      nb: {
        report: {
          'report.statement.non-repudiation': 'Uavviselighet for {element}',
          'report.asked.non-repudiation': '{originator} kan ikke nekte {element} for {entity}',
        },
        metrics: { 'metrics.statements.non-repudiation': 'Uavviselighet' },
      },
    },
  });
  const text = (content: string): string => `protocol P
entity A
entity B
key pair SA of A known to B
data D of A
phase one {
  message m1 A -> B: ${content}
}
non-repudiation D: A to B
`;
  const signed = trial.run(verifying(text('sign[sk(SA)](D, B)')));
  expect(signed).toMatchObject({
    diagnostics: [],
    answers: [[null, 'A cannot deny D to B', 'holds']],
    printed: expect.stringContaining('non-repudiation D: A to B\n') as unknown,
  });
  expect(trial.run(verifying(text('(D, B)')))).toMatchObject({
    answers: [[null, 'A cannot deny D to B', 'violated']],
  });
  expect(trial.run(verifying(text('(D, B)').replace('D: A to B', 'D: B to B')))).toMatchObject({
    diagnostics: ['claim-about-itself'],
  });
});

test('a capability is a definition, its words, and its row: delayed delivery', () => {
  const capabilities = 'electron/core/capabilities/capabilities.ts';
  const trial = tried({
    files: { 'electron/core/capabilities/delay.ts': read('delayed-delivery', 'capability.ts.txt') },
    changes: [
      {
        file: kinds,
        from: 'export const capabilityKinds = [',
        to: "export const capabilityKinds = ['delay', ",
      },
      {
        file: capabilities,
        from: 'import { flaw }',
        to: "import { delay } from './delay.ts';\nimport { flaw }",
      },
      { file: capabilities, from: '  compromise,\n', to: '  compromise,\n  delay,\n' },
    ],
    messages: {
      en: {
        report: { 'report.assumption.delay': 'Messages between {names} may arrive late{phase}.' },
        metrics: { 'metrics.adversaries.delay': 'Delays' },
      },
      nb: {
        report: { 'report.assumption.delay': 'Meldinger mellom {names} kan komme sent{phase}.' },
        metrics: { 'metrics.adversaries.delay': 'Forsinkelser' },
      },
    },
  });
  const verified = trial.run(
    verifying(`protocol P
entity A
entity B
key K shared by A, B long-term
timestamp T shared by A, B
data D of A
phase one {
  message m1 A -> B: aead[K](D, T ; A, B)
}
integrity D: A
attack late "Late" {
  delay A, B in one
}
`),
  );
  expect(verified).toMatchObject({
    diagnostics: [],
    attacks: [expect.stringMatching(/^Messages between A, B may arrive late/u)],
    printed: expect.stringContaining('  delay A, B in one\n') as unknown,
  });
  const { answers } = verified as { readonly answers: readonly (readonly [string | null, string, string])[] };
  expect(answers.filter(([attack]) => attack === 'late').length).toBe(
    answers.filter(([attack]) => attack === null).length,
  );
  expect(answers.filter(([attack]) => attack === 'late').map(([, , answer]) => answer)).toContain('violated');
});
