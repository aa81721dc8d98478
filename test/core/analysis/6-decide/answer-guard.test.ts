import { describe, expect, test } from 'vitest';
import { AnswerGuard } from '#core/analysis/6-decide/answer-guard.ts';
import { listenerKnowledge } from '#core/analysis/6-decide/listener.ts';
import { Validation } from '#core/analysis/pipeline/validation.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { problemsOf, type VerificationProblem } from '#core/analysis/pipeline/problems.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { emptyCertificate } from '../../../support/certificates.ts';
import type { Answer } from '#core/analysis/6-decide/answer.ts';

const holds: Answer = { kind: 'holds', certificate: emptyCertificate };
const within: Answer = { kind: 'holds-within', runs: 2 };

// A sends D under K, and B answers under it.
const sound = `protocol P
entity A
entity B
key K shared by A, B long-term
data D of A
data R of B
phase one {
  message m1 A -> B: aead[K](D ; A, B)
  message m2 B -> A: aead[K](R ; B, A)
}
confidentiality D: A, B
confidentiality R: A, B
attack lost {
  leak K
}
attack taken {
  compromise B
}
`;

function problemOf(text: string, attack: string | null = null): VerificationProblem {
  const { executable, diagnostics } = checkText(text);
  expect(diagnostics).toEqual([]);
  if (executable === null) throw new Error('the model can be executed');
  const found = problemsOf(executable.model, executable.run).find((each) => each.attack === attack);
  if (found === undefined) throw new Error('something is asked');
  return found;
}

function overheard(text: string, attack: string): readonly string[] {
  const { model, execution, plan } = problemOf(text, attack);
  return [...listenerKnowledge(model, execution, plan).elements];
}

function judged(
  problem: VerificationProblem,
  protocol: VerificationProblem['protocol'],
  answer: Answer,
  validated: boolean | null = null,
): readonly string[] {
  const { model, execution, plan } = problem;
  const guard = new AnswerGuard(protocol, {
    validated,
    overheard: listenerKnowledge(model, execution, plan),
  });
  return problem.questions.map(({ key: name, element }) => {
    const query = protocol.queries.find((each) => each.name === name);
    if (query === undefined) throw new Error('every question has its query');
    const said = guard.judge(query, element, answer);
    return said.kind === 'undecided' ? said.reason : said.kind;
  });
}

function isValidated(
  { model, attack, questions }: VerificationProblem,
  protocol: VerificationProblem['protocol'],
): boolean {
  return new Validation(model).passes({ protocol, attack, questions });
}

describe('what the engines say to hold', () => {
  test('stands where the honest run comes to it and a listener has nothing', () => {
    const problem = problemOf(sound);
    expect(judged(problem, problem.protocol, holds)).toEqual(['holds', 'holds', 'holds', 'holds']);
    expect(judged(problem, problem.protocol, within)).toEqual(Array(4).fill('holds-within'));
  });

  test('is not asked of the guard where a value is guessed: the engines find what follows from that', () => {
    const text = `protocol P
entity A
entity B
key PW shared by A, B long-term low entropy
key KS shared by A, B session
data READING of A
phase run channel public adversary present {
  B makes KS
  message m1 B -> A: enc[PW](KS)
  message m2 A -> B: aead[KS](READING)
}
integrity READING: A
authentication A to B: agreement on READING
`;
    const { model, execution } = problemOf(text);
    const verdicts = verifyModel(model, execution, {
      clauses: 5_000,
      cancelled: () => false,
      progress: () => undefined,
    });
    expect(verdicts.map(({ answer }) => answer)).toEqual(Array(3).fill('violated'));
  });

  test('is not said where there is no time to find a witness', () => {
    const problem = problemOf(sound);
    const cancelled = (): boolean => true;
    const guard = new AnswerGuard(problem.protocol, { validated: true, overheard: null, cancelled });
    const said = problem.protocol.queries.map((query) => guard.judge(query, null, holds).kind);
    expect(new Set(said)).toEqual(new Set(['undecided']));
  });

  test('is undecided where nobody comes to what is asked about', () => {
    const problem = problemOf(sound);
    // B waits for what nobody sends: it never has D, nor does it answer.
    const roles = problem.protocol.roles.map((role) => ({
      ...role,
      steps: role.steps.map((step) =>
        step.kind === 'send' && step.label === 'm1' ? { ...step, label: 'm0' } : step,
      ),
    }));
    const broken = { ...problem.protocol, roles };
    expect(judged(problem, broken, holds)).toContain('no-witness');
    // A could still be asked about what it had from the start; but the translation is not right.
    expect(judged(problem, broken, holds, isValidated(problem, broken))).toEqual(
      Array(4).fill('inconsistent'),
    );
    expect(judged(problem, broken, within, isValidated(problem, broken))).toEqual(
      Array(4).fill('inconsistent'),
    );
  });

  test('is inconsistent where an entity never takes part, though nobody else waits for it', () => {
    const problem = problemOf(sound.replace(/ +message m2.*\n/u, '').replace(/confidentiality R.*\n/u, ''));
    const roles = problem.protocol.roles.map((role) => (role.self === 'B' ? { ...role, runs: 0 } : role));
    const broken = { ...problem.protocol, roles };
    const right = isValidated(problem, problem.protocol);
    expect(new Set(judged(problem, problem.protocol, holds, right))).toEqual(new Set(['holds']));
    expect(new Set(judged(problem, broken, holds, isValidated(problem, broken)))).toEqual(
      new Set(['inconsistent']),
    );
  });

  test('is undecided where what happens counts for nobody', () => {
    const problem = problemOf(sound);
    const roles = problem.protocol.roles.map((role) => ({
      ...role,
      steps: role.steps.map((step) => (step.kind === 'event' ? { ...step, honest: ['Nobody'] } : step)),
    }));
    expect(judged(problem, { ...problem.protocol, roles }, holds)).toEqual(Array(4).fill('no-witness'));
  });

  test('is undecided where only one of two values comes about that are to be equal', () => {
    const { protocol } = problemOf(sound);
    const roles = protocol.roles.map((role) => ({
      ...role,
      steps: [
        ...role.steps,
        ...(role.self === 'A'
          ? [{ kind: 'event', phase: 0, event: 'had', args: [], honest: [] } as const]
          : []),
      ],
    }));
    const guard = new AnswerGuard({ ...protocol, roles }, { validated: null, overheard: null });
    const kindOf = (left: string, right: string): string =>
      guard.judge({ kind: 'equal', name: 'E', left, right }, null, within).kind;
    expect([kindOf('had', 'had'), kindOf('had', 'never'), kindOf('never', 'had')]).toEqual([
      'holds-within',
      'undecided',
      'undecided',
    ]);
  });

  describe('that the reference interpreter finds to be about nothing', () => {
    const [first] = problemOf(sound).protocol.queries;
    if (first === undefined) throw new Error('something is asked');
    const say = (answer: Answer, isVacuous: boolean | null, steps = true): string => {
      const { protocol } = problemOf(sound);
      const empty = { ...protocol, roles: protocol.roles.map((role) => ({ ...role, steps: [] })) };
      const evidence = { validated: true, isVacuous: () => isVacuous, overheard: null };
      const said = new AnswerGuard(steps ? protocol : empty, evidence).judge(first, 'D', answer);
      return said.kind === 'undecided' ? said.reason : said.kind;
    };

    test('is vacuous where the translation comes to it neither, however far the engines got', () => {
      for (const answer of [holds, within, { kind: 'undecided', reason: 'limit' } as const])
        expect(say(answer, true, false)).toBe('vacuous');
    });

    test('is not known where that run could not be completed, or comes to it', () => {
      for (const known of [false, null]) expect(say(holds, known, false)).toBe('no-witness');
      expect(say(holds, false)).toBe('holds');
    });

    test('is inconsistent where the translation comes to it', () => {
      expect(say(holds, true)).toBe('inconsistent');
      expect(say({ kind: 'undecided', reason: 'limit' }, true)).toBe('limit');
    });

    test('stays stopped where it was stopped', () => {
      expect(say({ kind: 'undecided', reason: 'cancelled' }, true, false)).toBe('cancelled');
    });
  });

  test('is violated where the honest run of the translation violates it', () => {
    const problem = problemOf(sound, 'lost');
    expect(judged(problem, problem.protocol, holds)).toEqual(Array(4).fill('violated'));
  });

  test.each([
    [null, []],
    ['lost', ['K', 'D', 'R']],
    ['taken', ['K', 'D', 'R']],
  ])('under %s, a listener to the honest run has %j, and is enough to withdraw it', (attack, elements) => {
    const problem = problemOf(sound, attack);
    const { model, execution, plan } = problem;
    expect([...listenerKnowledge(model, execution, plan).elements]).toEqual(elements);
    // Whatever the translation says: here it is the one without the attack.
    const said = judged(problem, problemOf(sound).protocol, holds);
    expect(said).toEqual(Array(4).fill(elements.length === 0 ? 'holds' : 'inconsistent'));
  });

  test('what is erased before it could leak is not overheard', () => {
    const text = sound
      .replace(
        '}\nconfidentiality D',
        '  A, B erase K\n}\nphase two {\n  message m3 A -> B: A\n}\nconfidentiality D',
      )
      .replace('leak K', 'leak K from two');
    expect(overheard(text, 'lost')).toEqual([]);
    // What leaks from the phase on in which it is still there is overheard all the same.
    expect(overheard(text.replace('leak K from two', 'leak K from one'), 'lost')).toEqual(['K', 'D', 'R']);
  });

  test('what is erased before the adversary comes is not overheard, whatever leaks then', () => {
    const quiet = (erasing: string): string =>
      sound
        .replace('phase one {', 'phase one channel secure adversary absent {')
        .replace(
          '}\nconfidentiality D',
          `${erasing}}\nphase two {\n  message m3 A -> B: A\n}\nconfidentiality D`,
        );
    expect(overheard(quiet(''), 'lost')).toEqual(['K']);
    expect(overheard(quiet('  A, B erase K\n'), 'lost')).toEqual([]);
  });

  test('what a compromised entity keeps without being able to open it is had with the key that leaks', () => {
    const text = `protocol P
entity A
entity B
entity C
key K shared by A, C long-term
data D of A
data E of A
phase one channel secure adversary absent {
  message m1 A -> B: aead[K](D ; A, B)
}
phase two {
  message m2 A -> C: aead[K](E ; A, C)
}
confidentiality E: A, C
attack lost {
  leak K
}
attack taken {
  compromise B
}
attack both {
  compromise B
  leak K
}
`;
    expect(overheard(text, 'lost')).toEqual(['K', 'E']);
    expect(overheard(text, 'taken')).toEqual([]);
    expect(overheard(text, 'both')).toEqual(['K', 'D', 'E']);
  });

  test('nothing else is changed', () => {
    const problem = problemOf(sound, 'lost');
    const undecided: Answer = { kind: 'undecided', reason: 'limit' };
    expect(judged(problem, problem.protocol, undecided)).toEqual(Array(4).fill('limit'));
  });
});

test('an analysis that is told to stop, at whatever moment, says so and blames no missing witness', () => {
  const { executable } = checkText(sound);
  if (executable === null) throw new Error('the model can be executed');
  const said = new Set<string>();
  let looks = 0;
  for (let asked = 1; asked > looks; looks += 1) {
    asked = 0;
    const cancelled = (): boolean => (asked += 1) > looks;
    const limits = { clauses: 20_000, cancelled, progress: () => undefined };
    for (const { answer, reason } of verifyModel(executable.model, executable.run, limits)) {
      said.add(reason ?? answer);
    }
  }
  expect(looks).toBeGreaterThan(10);
  expect([...said].toSorted()).toEqual(['cancelled', 'holds', 'violated']);
});
