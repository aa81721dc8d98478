import { describe, expect, test } from 'vitest';
import { AnswerGuard } from '#core/analysis/verify/answer-guard.ts';
import { overhear } from '#core/analysis/verify/listener.ts';
import { inquiriesOf, type Inquiry } from '#core/analysis/verify/inquiry.ts';
import { checkText } from '#core/analysis/analyse.ts';
import type { Answer } from '#core/analysis/verify/verify.ts';

const holds: Answer = { kind: 'holds' };
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

function inquiryOf(text: string, attack: string | null = null): Inquiry {
  const { executable, diagnostics } = checkText(text);
  expect(diagnostics).toEqual([]);
  if (executable === null) throw new Error('the model can be executed');
  const found = inquiriesOf(executable.model, executable.run).find((each) => each.attack === attack);
  if (found === undefined) throw new Error('something is asked');
  return found;
}

function judged(
  inquiry: Inquiry,
  protocol: Inquiry['protocol'],
  answer: Answer,
  wholeRun = true,
): readonly string[] {
  const { model, execution, plan } = inquiry;
  const guard = new AnswerGuard(protocol, { wholeRun, overheard: overhear(model, execution, plan) });
  return inquiry.asked.map(({ query: name, element }) => {
    const query = protocol.queries.find((each) => each.name === name);
    if (query === undefined) throw new Error('every question has its query');
    const said = guard.judge(query, element, answer);
    return said.kind === 'undecided' ? said.reason : said.kind;
  });
}

describe('what the engines say to hold', () => {
  test('stands where the honest run comes to it and a listener has nothing', () => {
    const inquiry = inquiryOf(sound);
    expect(judged(inquiry, inquiry.protocol, holds)).toEqual(['holds', 'holds', 'holds', 'holds']);
    expect(judged(inquiry, inquiry.protocol, within)).toEqual(Array(4).fill('holds-within'));
  });

  test('is not said where a listener can guess a value: what an adversary does with it was not looked at', () => {
    const inquiry = inquiryOf(`protocol P
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
`);
    expect(judged(inquiry, inquiry.protocol, holds)).toEqual(Array(3).fill('guessed'));
    expect(judged(inquiry, inquiry.protocol, within)).toEqual(Array(3).fill('guessed'));
  });

  test('is not said where there is no time to find a witness', () => {
    const inquiry = inquiryOf(sound);
    const cancelled = (): boolean => true;
    const guard = new AnswerGuard(inquiry.protocol, { wholeRun: true, overheard: null, cancelled });
    const said = inquiry.protocol.queries.map((query) => guard.judge(query, null, holds).kind);
    expect(new Set(said)).toEqual(new Set(['undecided']));
  });

  test('is undecided where nobody comes to what is asked about', () => {
    const inquiry = inquiryOf(sound);
    // B waits for what nobody sends: it never has D, nor does it answer.
    const roles = inquiry.protocol.roles.map((role) => ({
      ...role,
      steps: role.steps.map((step) =>
        step.kind === 'send' && step.label === 'm1' ? { ...step, label: 'm0' } : step,
      ),
    }));
    const broken = { ...inquiry.protocol, roles };
    expect(judged(inquiry, broken, holds, false)).toContain('no-witness');
    // A could still be asked about what it had from the start; but the translation cannot be right.
    expect(judged(inquiry, broken, holds)).toEqual(Array(4).fill('no-witness'));
    expect(judged(inquiry, broken, within)).toEqual(Array(4).fill('no-witness'));
  });

  test('is violated where the honest run of the translation violates it', () => {
    const inquiry = inquiryOf(sound, 'lost');
    expect(judged(inquiry, inquiry.protocol, holds)).toEqual(Array(4).fill('violated'));
  });

  test.each([
    [null, []],
    ['lost', ['K', 'D', 'R']],
    ['taken', ['K', 'D', 'R']],
  ])('under %s, a listener to the honest run has %j, and is enough to withdraw it', (attack, elements) => {
    const inquiry = inquiryOf(sound, attack);
    const { model, execution, plan } = inquiry;
    expect([...overhear(model, execution, plan).elements]).toEqual(elements);
    // Whatever the translation says: here it is the one without the attack.
    const said = judged(inquiry, inquiryOf(sound).protocol, holds);
    expect(said).toEqual(Array(4).fill(elements.length === 0 ? 'holds' : 'inconsistent'));
  });

  test('what is erased before it could leak is not overheard', () => {
    const text = sound
      .replace(
        '}\nconfidentiality D',
        '  A, B erase K\n}\nphase two {\n  message m3 A -> B: A\n}\nconfidentiality D',
      )
      .replace('leak K', 'leak K from two');
    const { model, execution, plan } = inquiryOf(text, 'lost');
    expect([...overhear(model, execution, plan).elements]).toEqual([]);
  });

  test('nothing else is changed', () => {
    const inquiry = inquiryOf(sound, 'lost');
    const undecided: Answer = { kind: 'undecided', reason: 'limit' };
    expect(judged(inquiry, inquiry.protocol, undecided)).toEqual(Array(4).fill('limit'));
  });
});
