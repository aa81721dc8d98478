import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import type { AttackType } from '#core/attack-type.ts';
import { AttackClassifier } from '#core/analysis/7-explain/classify.ts';
import { Replayer } from '#core/kernel/execution.ts';
import { adversaryValue, honestAgent, type GroundMessage } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Trace, TraceAction } from '#core/protocol/trace.ts';
import { root } from '../../../support/places.ts';

const limits = { clauses: 20_000, cancelled: () => false, progress: () => undefined };

function analysed(text: string): readonly Verdict[] {
  const { executable, diagnostics } = checkText(text);
  expect(diagnostics).toEqual([]);
  return executable === null ? [] : verifyModel(executable.model, executable.run, limits);
}

/** The types of every attack on a text, by what is asked. */
function attacks(text: string): Readonly<Record<string, readonly AttackType[]>> {
  const violated = analysed(text).filter(({ answer }) => answer === 'violated');
  return Object.fromEntries(
    violated.map(({ question: asked, attackTypes }) => {
      const { attack } = asked;
      const under = attack === null ? '' : ` under ${attack}`;
      return [`${asked.kind} ${asked.element ?? '-'} ${asked.entity}${under}`, attackTypes];
    }),
  );
}

function fromLibrary(name: string): string {
  return readFileSync(join(root, 'resources', 'protocols', `${name}.segl`), 'utf8');
}

/** A protocol of two that share a key and whose one message is this. */
function oneMessage(content: string, ticks: string): string {
  return `
protocol P
entity A
entity B
key K shared by A, B long-term
data D of A
data E of A
phase p channel public adversary present {
  message m1 A -> B: ${content}
}
${ticks}
`;
}

describe('an attack is', () => {
  test('eavesdropping where the messages are only listened to', () => {
    expect(attacks(oneMessage('D', 'confidentiality D: A, B'))).toEqual({
      'secrecy D A': ['eavesdropping'],
      // What B takes for D need not come from A.
      'secrecy D B': ['eavesdropping'],
    });
  });

  test('spoofing where the adversary speaks in the name of an honest agent', () => {
    expect(attacks(oneMessage('D', 'integrity D: A'))['agreement D B']).toEqual(['spoofing']);
  });

  test('modification where a part of what was sent is kept', () => {
    const text = oneMessage('aead[K](D), E', 'integrity E: A\nauthentication A to B: agreement on D, E');
    expect(attacks(text)['entity-agreement - B']).toEqual(['modification']);
  });

  test('replay where a message is taken once more', () => {
    expect(attacks(oneMessage('aead[K](D)', 'integrity D: A'))).toEqual({
      'injective-agreement D B': ['replay'],
    });
    expect(attacks(fromLibrary('needham-schroeder-symmetric'))).toEqual({
      'key-uniqueness KAB B': ['replay'],
    });
  });

  test('mixed-up sessions, and no replay, where a new message comes to another than it was for', () => {
    const found = Object.values(attacks(fromLibrary('metering-firmware-unaddressed')));
    expect(found).toEqual(Array(5).fill(['interleaving']));
    // What A proves to one verifier is used with another while both wait.
    expect(Object.values(attacks(fromLibrary('woo-lam')))).toEqual([['interleaving', 'spoofing']]);
  });

  test('replay where an answer comes into another run than the one that asked', () => {
    const text = `
protocol Answered
entity A
entity B
key K shared by A, B
nonce REQ of A
data DONE of B
phase f channel public adversary present {
  message m1 A -> B: REQ, mac[K](A, B, REQ)
  message m2 B -> A: aead[K](DONE ; B, A)
}
authentication B to A: agreement on REQ
`;
    expect(attacks(text)['entity-agreement - A']).toEqual(['replay']);
    expect(attacks(fromLibrary('diffie-hellman'))['secrecy D A']).toEqual(['spoofing']);
  });

  test('reflection where a message comes back to its sender', () => {
    const types = Object.values(attacks(fromLibrary('metering-one-key-both-ways')));
    expect(types).toEqual(Array(4).fill(['reflection']));
  });

  test('a man in the middle where two runs talk to each other unknowingly (Lowe, 1995)', () => {
    const found = Object.values(attacks(fromLibrary('needham-schroeder-public-key')));
    expect(found).toEqual(Array(3).fill(['man-in-the-middle', 'spoofing', 'insider']));
  });

  test('a type flaw where what was sent in the clear becomes the key (Otway-Rees)', () => {
    expect(attacks(fromLibrary('otway-rees'))['secrecy KAB A under flawed']).toEqual([
      'type-flaw',
      'reflection',
      'spoofing',
    ]);
  });

  test('key compromise where a secret was given to the adversary, and only where that is needed', () => {
    const found = attacks(fromLibrary('metering-joining-key-known'));
    expect(found['secrecy NET CON under revealed']).toEqual(['key-compromise', 'eavesdropping']);
    const unneeded = oneMessage('aead[K](D), E', 'confidentiality D: A, B\nconfidentiality E: A, B');
    const leaked = attacks(`${unneeded}\nattack lost "K is lost" {\n  leak K\n}\n`);
    expect(leaked['secrecy D A under lost']).toEqual(['key-compromise', 'eavesdropping']);
    expect(leaked['secrecy E A under lost']).toEqual(['eavesdropping']);
  });

  test("a dishonest participant, and no key compromise, where many have one's key", () => {
    const text = `
protocol P
entity HES
entity MET
key G of HES long-term
data TARIFF of HES
phase factory channel secure adversary absent {
  message f1 HES -> MET: G
}
phase p channel public adversary present {
  message b1 HES -> MET: aead[G](TARIFF ; HES, MET)
}
confidentiality TARIFF: HES, MET
`;
    expect(attacks(text)).toEqual({ 'secrecy TARIFF HES': ['insider'], 'secrecy TARIFF MET': ['insider'] });
  });

  test('no key compromise where a dishonest participant has a certificate of its own', () => {
    const text = `
protocol P
entity CA
entity A
entity B
key pair KC of CA known to A, B
key pair KA of A
key pair KB of B
nonce NA of A
nonce NB of B
phase enrolment channel secure adversary absent {
  message e1 A -> CA: A, pk(KA)
  message e2 CA -> A: sign[sk(KC)](A, pk(KA))
  message e3 B -> CA: B, pk(KB)
  message e4 CA -> B: sign[sk(KC)](B, pk(KB))
}
phase run channel public adversary present {
  message m0 B -> A: sign[sk(KC)](B, pk(KB))
  message m1 A -> B: penc[pk(KB)](NA, A, CA), sign[sk(KC)](A, pk(KA))
  message m2 B -> A: penc[pk(KA)](NA, NB, CA)
  message m3 A -> B: penc[pk(KB)](NB)
}
confidentiality NB: A, B
`;
    const types = attacks(text)['secrecy NB B'];
    expect(types).toContain('man-in-the-middle');
    expect(types).toContain('insider');
    expect(types).not.toContain('key-compromise');
    expect(types).not.toContain('replay');
  });

  test('guessing where a password is tried out', () => {
    expect(attacks(fromLibrary('password-login'))['secrecy PASSWORD MET']).toEqual([
      'guessing',
      'eavesdropping',
    ]);
  });

  // B proves itself by opening what A encrypted for it.
  const proving = (leaked: string): string => `
protocol P
entity A
entity B
key pair KA of A known to B long-term
key pair KB of B known to A long-term
nonce N of B
nonce NA of A
phase p channel public adversary present {
  message m1 A -> B: penc[pk(KB)](A, NA)
  message m2 B -> A: penc[pk(KA)](B, NA, N)
}
authentication B to A: agreement on N
attack lost "A secret is lost" {
  leak sk(${leaked})
}
`;

  test('key compromise impersonation where the deceived entity lost its own secret, and no other', () => {
    // Here A encrypts a copy for itself, so that its own private half opens the challenge too.
    const own = proving('KA').replace('penc[pk(KB)](A, NA)', 'penc[pk(KB)](A, NA), penc[pk(KA)](NA)');
    expect(attacks(own)['entity-agreement - A under lost']).toEqual([
      'key-compromise-impersonation',
      'spoofing',
    ]);
    expect(attacks(proving('KB'))['entity-agreement - A under lost']).toEqual(['key-compromise', 'spoofing']);
  });

  test('key compromise impersonation where the other end is known by its public half alone', () => {
    // Both ends compute one key; whoever has B's private half computes it with A's public half.
    const agreed = (leaked: string): string => `
protocol P
entity A
entity B
key pair KA of A known to B long-term
key pair KB of B known to A long-term
data D of A
phase p channel public adversary present {
  message m1 A -> B: aead[dh[sk(KA)](pk(KB))](D ; A, B)
}
integrity D: A
attack lost "A secret is lost" {
  ${leaked}
}
`;
    const types = (leaked: string): readonly AttackType[] | undefined =>
      attacks(agreed(leaked))['agreement D B under lost'];
    expect(types('leak sk(KB)')).toEqual(['key-compromise-impersonation', 'spoofing']);
    expect(types('leak sk(KA)')).toEqual(['key-compromise', 'spoofing']);
  });

  test('no key compromise impersonation where it takes two secrets of the deceived entity', () => {
    const text = (leaked: string): string => `
protocol P
entity A
entity B
key pair KA of A known to B long-term
key pair K1 of B known to A long-term
key pair K2 of B known to A long-term
data D of A
phase p channel public adversary present {
  message m1 A -> B: aead[kdf[dh[sk(KA)](pk(K1))](dh[sk(KA)](pk(K2)))](D ; A, B)
}
integrity D: A
attack lost "Secrets are lost" {
  leak ${leaked}
}
`;
    expect(attacks(text('sk(K1), sk(K2)'))['agreement D B under lost']).toEqual([
      'key-compromise',
      'spoofing',
    ]);
    expect(attacks(text('sk(K1)'))['agreement D B under lost']).toBeUndefined();
  });

  test('preplay where the answer is obtained before the question is asked', () => {
    const text = `
protocol P
entity A
entity B
key K shared by A, B long-term
counter C shared by A, B
data D of B
phase p channel public adversary present {
  A advances C
  message m1 A -> B: C
  message m2 B -> A: aead[K](D, C)
}
integrity D: B
`;
    expect(typesOf(text, ['B', 'A'])).toEqual(['preplay', 'spoofing']);
    expect(typesOf(text, ['A', 'B'])).toEqual([]);
  });
});

/** Plays one honest run of each of two roles, the first going as far as it can before the other; its types. */
function typesOf(text: string, order: readonly string[]): readonly AttackType[] {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('refused');
  const [inquiry] = problemsOf(executable.model, executable.run);
  if (inquiry === undefined) throw new Error('nothing is asked');
  const { protocol } = inquiry;
  const query = { kind: 'unreachable', name: 'A takes nothing', event: 'A takes D' } as const;
  return new AttackClassifier(protocol).typesOf(played(protocol, order), query);
}

function played(protocol: Protocol, order: readonly string[]): Trace {
  const replayer = new Replayer(protocol);
  const actions: TraceAction[] = [];
  const take = (action: TraceAction): boolean => {
    const taken = replayer.take(action, actions.length) === null;
    if (taken) actions.push(action);
    return taken;
  };
  const roles = order.map((self) => protocol.roles.find((role) => role.self === self));
  roles.forEach((role, run) => {
    const agents = new Map(role?.parameters.map(({ name, sort }) => [name, honestAgent(sort, 0)]));
    take({ kind: 'start', run, role: role?.name ?? '', agents });
  });
  const asker = order.indexOf('A');
  const counter: GroundMessage = adversaryValue('counter', 1);
  const sent = (): GroundMessage => {
    const message = replayer.execution().transmissions.find(({ label }) => label === 'm2')?.message;
    if (message === undefined) return counter;
    const content = [{ kind: 'fresh', name: 'D', run: 1 - asker } as const, counter];
    const associated = message.args.slice(2).map(({ name }) => ({ kind: 'constant', name }) as const);
    const tuple: GroundMessage = { kind: 'apply', symbol: message.args[1]?.name ?? '', args: content };
    const owners = ['A', 'B'].map((name) => honestAgent(`agent ${name}`, 0));
    return {
      kind: 'apply',
      symbol: 'aead',
      args: [{ kind: 'apply', symbol: 'K', args: owners }, tuple, ...associated],
    };
  };
  for (let moved = true; moved;) {
    moved = [0, 1].some((run) => {
      const step = replayer.nextStep(run);
      if (step === undefined) return false;
      const isTold = step.kind === 'number' || (step.kind === 'receive' && step.label === 'm1');
      const received = isTold ? counter : step.kind === 'receive' ? sent() : null;
      return take({ kind: 'step', run, received });
    });
  }
  expect([0, 1].map((run) => replayer.nextStep(run))).toEqual([undefined, undefined]);
  return { actions };
}
