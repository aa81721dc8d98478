import { describe, expect, test } from 'vitest';
import { plantedText, vacuousText } from '../../support/models/vacuous.ts';
import { changed, sampleText } from '../../support/models/sample.ts';
import { file, segl } from '../../support/command-line.ts';

describe('verify of attack models', () => {
  const model = [
    'protocol P',
    'entity A',
    'entity B',
    'key K shared by A, B',
    'data D of A',
    'phase f {',
    'message m A -> B: aead[K](D ; B)',
    '}',
    'confidentiality D: A, B',
    'attack lost "The key is known" {',
    'leak K',
    '}',
    '',
  ].join('\n');

  test('asks everything once more under each', () => {
    const done = segl(['verify', file('lost.segl', model)]);
    expect(done.status).toBe(1);
    expect(done.out).toMatch(/Plain adversary:\n {4}What A holds as D stays secret: holds/u);
    expect(done.out).toMatch(
      /Under the attack model lost:\n {4}The adversary has K\.\n {4}What A holds as D stays secret: violated/u,
    );
    expect(done.out).toMatch(/\n {2}The analysis took [\d.]+ s, with [1-9]\d* clauses in its proofs\.\n$/u);
  });

  test('tells what the answers take for granted, and what another holder of the key could do', () => {
    const group = model
      .replace('entity B', 'entity B\nentity C')
      .replace('shared by A, B', 'shared by A, B, C')
      .replace('confidentiality D: A, B', 'integrity D: A')
      .replace(/attack[^]*/u, '');
    const text = segl(['verify', file('group.segl', group)]);
    expect(text.out).toMatch(/only what A wrote for it: holds\n {4}C is honest, .*; without that: violated/u);
    expect(text.out).toContain(
      'What the answers take for granted:\n' +
        '    A, B, C are taken for honest in all answers.\n' +
        '    Everybody else may be dishonest, and so may others that play the same entities.\n' +
        '    Nobody plays two of the entities A, B, C.',
    );
    expect(text.out).not.toMatch(/violated \(replay\)\n {4}C is honest/u);
    const parsed: unknown = JSON.parse(segl(['verify', '--json', file('group.segl', group)]).out);
    expect(parsed).toMatchObject({
      verdicts: [
        {
          requirement: 'agreement',
          assumes: [
            { assumption: 'holders-honest', names: ['C'], without: { verdict: 'violated', trace: {} } },
            { assumption: 'roles-apart', names: ['A', 'B', 'C'], without: null },
          ],
        },
        { requirement: 'injective-agreement', verdict: 'violated' },
      ],
    });
  });

  test('tells no assumption on which nothing hangs: an attack is one without any, and some answers are the same', () => {
    const attacked = model.replace('aead[K](D ; B)', 'D').replace(/attack[^]*/u, '');
    const out = segl(['verify', file('attacked.segl', attacked)]).out;
    expect(out).toContain('violated');
    expect(out).not.toContain('Nobody plays two');
    // Who else has the key can make nothing of it: A signs.
    const signed = attacked
      .replace('entity B', 'entity B\nentity C')
      .replace('key K shared by A, B', 'key K shared by A, B, C\nkey pair S of A known to B')
      .replace('A -> B: D', 'A -> B: aead[K](sign[sk(S)](D, B))')
      .replace('confidentiality D: A, B', 'integrity D: A');
    const held = segl(['verify', file('signed.segl', signed)]).out;
    expect(held).toMatch(/only what A wrote for it: holds\n {2}B takes each/u);
  });

  test('tells once who is taken for honest in which answers', () => {
    const two = model
      .replace('entity B', 'entity B\nentity C')
      .replace('data D of A', 'key L shared by A, C\ndata D of A\ndata E of A\nkey pair P of A')
      .replace('D ; B)', 'D ; B)\nmessage n A -> C: aead[L](E ; C)')
      .replace('D: A, B', 'D: A, B\nconfidentiality E: A, C\nintegrity D: A\nconfidentiality P: A')
      .replace(/attack[^]*/u, '');
    const { out } = segl(['verify', file('two.segl', two)]);
    expect(out).toContain(
      '    A, B are taken for honest in the answers on D.\n' +
        '    A is taken for honest in the answers on P.\n' +
        '    A, C are taken for honest in the answers on E.\n',
    );
  });

  test('explains how attacks are written, once for all of them', () => {
    const out = segl(['verify', file('lost.segl', model)]).out;
    expect(out).toContain("How the attacks are written:\n    N'2 is what run 2 made as N.\n");
    expect(out.match(/what run 2 made/gu)).toHaveLength(1);
    const nothing = model.replace(/attack[^]*/u, '');
    expect(segl(['verify', file('nothing.segl', nothing)]).out).not.toContain('How the attacks');
  });

  test('names the attack model and who must be honest in the machine-readable form', () => {
    const done = segl(['verify', '--json', file('lost.segl', model)]);
    const parsed: unknown = JSON.parse(done.out);
    expect(parsed).toMatchObject({
      cost: { clauses: expect.any(Number) as number, seconds: expect.any(Number) as number },
      verdicts: [
        { attack: null, requirement: 'secrecy', verdict: 'holds', honest: ['A', 'B'] },
        { attack: null, requirement: 'secrecy', verdict: 'holds' },
        { attack: 'lost', requirement: 'secrecy', verdict: 'violated' },
        { attack: 'lost', requirement: 'secrecy', verdict: 'violated' },
      ],
    });
  });
});

describe('verify of statements about nothing', () => {
  test('tells what is vacuous and what there is nothing to ask about, and ends with 1', () => {
    const done = segl(['verify', file('vacuous.segl', vacuousText)]);
    expect(done.status).toBe(1);
    expect(done.out).toContain(
      '  B takes for ORDER only what A wrote for it: vacuous (the completed honest run never',
    );
    expect(done.out).toContain(
      'confidentiality PROOF: A, B, as B sees it: nothing to ask there: it never holds the element',
    );
    expect(done.out).toContain(
      'confidentiality SPARE: A, B: nothing to ask: nobody whom it names ever holds',
    );
  });

  test('has every tick among the answers or among what was not asked, in JSON', () => {
    const done = segl(['verify', '--json', file('vacuous.segl', vacuousText)]);
    expect(JSON.parse(done.out)).toMatchObject({
      verdicts: [
        { requirement: 'secrecy', element: 'ORDER', entity: 'A', verdict: 'holds' },
        { requirement: 'secrecy', element: 'PROOF', entity: 'A', verdict: 'holds' },
        { requirement: 'secrecy', element: 'ORDER', entity: 'B', verdict: 'holds' },
        { requirement: 'agreement', element: 'ORDER', entity: 'B', verdict: 'vacuous', trace: null },
      ],
      unasked: [
        { statement: 'confidentiality PROOF: A, B', entity: 'B', reason: 'never-held-there' },
        { statement: 'confidentiality SPARE: A, B', entity: null, reason: 'never-held' },
      ],
    });
  });

  test('tells a value of the adversary from the loss of a secret', () => {
    const done = segl(['verify', file('planted.segl', plantedText)]);
    expect(done.status).toBe(1);
    expect(done.out).toContain(
      "What B holds as ORDER stays secret: violated: B takes a value of the adversary for ORDER, and nobody's secret is lost (spoofing)",
    );
    expect(done.out).toContain('→ Run 1 takes a value of the adversary for ORDER: ORDER*');
    expect(done.out).not.toContain('The adversary has ORDER');
    const parsed: unknown = JSON.parse(segl(['verify', '--json', file('planted.segl', plantedText)]).out);
    expect(parsed).toMatchObject({
      verdicts: [
        { entity: 'A', verdict: 'holds', planted: false },
        { entity: 'B', verdict: 'violated', planted: true },
      ],
    });
  });
});

describe('verify', () => {
  interface Verdict {
    readonly requirement: string;
    readonly element: string;
    readonly entity: string;
    readonly verdict: string;
    readonly trace: { readonly steps: readonly { readonly message: string }[] } | null;
  }
  interface Verified {
    readonly status: number | null;
    readonly found: readonly Verdict[];
    readonly unasked: readonly { readonly requirement: string | null; readonly reason: string }[];
  }
  const verdicts = (text: string): Verified => {
    const done = segl(['verify', file('verified.segl', text), '--json']);
    const { verdicts: found, unasked } = JSON.parse(done.out) as {
      verdicts: readonly Verdict[];
      unasked: Verified['unasked'];
    };
    return { status: done.status, found, unasked };
  };

  test('proves every tick of the example for any number of runs, and names what one requirement lacks', () => {
    const { status, found, unasked } = verdicts(sampleText);
    expect(found.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
    expect(found.length).toBeGreaterThan(40);
    expect(unasked).toMatchObject([{ requirement: 'R1', reason: 'not-fitting' }]);
    expect(status).toBe(1);
    const fitting = verdicts(
      changed(sampleText, 'requirement R1 entity-authentication', 'requirement R1 integrity'),
    );
    expect(fitting).toMatchObject({ status: 0, unasked: [] });
  });

  test('finds that an instruction is obeyed twice when its counter is not checked', () => {
    const at = sampleText.indexOf('message o2');
    const text =
      sampleText.slice(0, at) + changed(sampleText.slice(at), '  MET checks C_mc_down, C_mh_down\n', '');
    const { status, found } = verdicts(text);
    const [violated, ...others] = found.filter(({ verdict }) => verdict !== 'holds');
    expect(others).toEqual([]);
    expect(violated).toMatchObject({
      requirement: 'injective-agreement',
      element: 'COMMAND',
      entity: 'MET',
      verdict: 'violated',
      attackTypes: ['replay'],
    });
    const receipts = violated?.trace?.steps.filter(({ message }) => message === 'o2') ?? [];
    expect(receipts).toHaveLength(3);
    expect(status).toBe(1);
  });

  test('finds that a concentrator can have a reading counted twice when its counter is not checked', () => {
    const at = sampleText.indexOf('message o4');
    const text =
      sampleText.slice(0, at) +
      changed(sampleText.slice(at), 'HES checks C_ch_up, C_mh_up', 'HES checks C_ch_up');
    const { found } = verdicts(text);
    const open = found.filter(({ verdict }) => verdict !== 'holds');
    expect(open.map(({ requirement, element, verdict }) => [requirement, element, verdict])).toEqual([
      ['injective-agreement', 'READING', 'violated'],
    ]);
  });

  test('proves nothing when it is stopped', () => {
    const done = segl(['verify', file('stopped.segl', sampleText), '--json', '--clauses', '5']);
    expect(done.out).not.toContain('"holds"');
    expect(done.status).toBe(1);
    expect(segl(['verify', 'x', '--clauses', '0']).status).toBe(64);
  });
});

test('a broken primitive that the model does not use changes nothing', () => {
  const text = `protocol P
entity A
entity B
key K shared by A, B
data D of A
phase p {
  message m A -> B: aead[K](D)
}
confidentiality D: A, B
attack broken {
  weak dh
}
`;
  const done = segl(['verify', file('weak-dh.segl', text)]);
  expect(done).toMatchObject({ status: 0, err: '' });
  expect(done.out).toContain('broken');
});
