import { expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import type { RoleStep } from '#core/protocol/protocol.ts';

// What a receiver compares, and what it takes as it comes.

function stepsOf(entity: string, lines: readonly string[]): readonly RoleStep[] {
  const { executable } = checkText(
    [
      'protocol P',
      'entity A',
      'entity B',
      'entity S',
      'key K shared by A, B',
      'key X shared by A, B session',
      'nonce N of A',
      'data D of A',
      'constant L',
      'phase p {',
      ...lines,
      '}',
      'integrity D: A',
    ].join('\n'),
  );
  if (executable === null) throw new Error('the model can be executed');
  const [problem] = problemsOf(executable.model, executable.run);
  return problem?.protocol.roles.find(({ self }) => self === entity)?.steps ?? [];
}

function taken(steps: readonly RoleStep[]): string {
  const receive = steps.find(({ kind }) => kind === 'receive');
  return receive?.kind === 'receive' ? JSON.stringify(receive.pattern) : '';
}

test('a derived value that is skipped is taken as it comes, also by who could build it', () => {
  const derive = ['A, B derive X = kdf[K](L)', 'message m A -> B: X, D'];
  expect(taken(stepsOf('B', derive))).toContain('kdf');
  expect(taken(stepsOf('B', [...derive, 'B skips X']))).not.toContain('kdf');
});

test('what comes twice and cannot be read has to be the same', () => {
  const steps = stepsOf('S', ['message m A -> S: mac[K](N), mac[K](N), D']);
  const [first, second] = [...taken(steps).matchAll(/"name":"(part[^"]*)"/gu)].map(([, name]) => name);
  expect(first).toBeDefined();
  expect(second).toBe(first);
});

test('a nonce that was only received is not used up', () => {
  const issue = ['message m1 A -> B: aead[K](N, D)', 'B checks N'];
  expect(stepsOf('B', issue).filter(({ kind }) => kind === 'accept')).toEqual([]);
  const back = [...issue, 'message m2 B -> A: aead[K](N ; B, A)', 'A checks N'];
  expect(stepsOf('A', back).filter(({ kind }) => kind === 'accept')).toHaveLength(1);
});
