import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyAndCompare } from '#core/analysis/pipeline/verify-model.ts';
import type { ActiveProgress } from '#core/analysis/pipeline/active-options.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';

interface Told {
  readonly verdicts: readonly Verdict[];
  readonly news: readonly ActiveProgress[];
}

function analysed(text: string, cancelled = (): boolean => false): Told {
  const { executable, diagnostics } = checkText(text);
  if (executable === null) throw new Error(JSON.stringify(diagnostics));
  const news: ActiveProgress[] = [];
  const progress = (each: ActiveProgress): number => news.push(each);
  const verdicts = verifyAndCompare(executable.model, executable.run, {
    clauses: 20_000,
    cancelled,
    progress,
  });
  return { verdicts, news };
}

/** By question: the answer, and each assumption with what is found without it. */
function assumptions({ verdicts }: Told): Readonly<Record<string, string>> {
  return Object.fromEntries(
    verdicts.map(({ question: { attack, kind, element, on, entity }, answer, assumes }) => {
      const told = assumes.map(
        ({ kind: assumed, names, without }) =>
          `${assumed} ${names.join('+')}${without === null ? '' : `: ${without.answer}`}`,
      );
      const asked = [attack ?? '', kind, element ?? on.join('+'), entity].join(' ').trim();
      return [asked, [answer, ...told].join('; ')];
    }),
  );
}

const broadcast = (channel: string): string => `protocol Broadcast
entity HES
entity MET
entity DIS
key G shared by HES, MET, DIS long-term
counter C shared by HES, MET, DIS
data CMD of HES
phase operations channel ${channel} {
  HES advances C
  message b1 HES -> MET: aead[G](CMD, C ; HES)
  MET checks C
  message b2 HES -> DIS: aead[G](CMD, C ; HES)
  DIS checks C
}
integrity CMD: HES
`;

const ticket = (server: string): string => `protocol Ticket
entity S
entity A
entity B
key KA shared by S, A long-term
key KB shared by S, B long-term
key KAB session
data D of A
phase run {
  ${server} makes KAB
  message m1 S -> A: aead[KA](KAB ; B)
  message m2 S -> B: aead[KB](KAB ; A)
  message m3 A -> B: aead[KAB](D)
}
integrity D: A
`;

describe('an answer', () => {
  test('tells on whose honesty it rests, and what another holder of a group key could do', () => {
    const apart = 'roles-apart HES+MET+DIS';
    expect(assumptions(analysed(broadcast('public')))).toEqual({
      'agreement CMD MET': `holds; holders-honest DIS: violated; ${apart}`,
      'injective-agreement CMD MET': `holds; holders-honest DIS: violated; ${apart}`,
      'agreement CMD DIS': `holds; holders-honest MET: violated; ${apart}`,
      'injective-agreement CMD DIS': `holds; holders-honest MET: violated; ${apart}`,
    });
  });

  test('still holds where the other holder of the key is kept out by the channel', () => {
    expect(assumptions(analysed(broadcast('authentic')))).toMatchObject({
      'agreement CMD MET':
        'holds; holders-honest DIS: holds; delivered-once b1+b2: holds; roles-apart HES+MET+DIS',
    });
  });

  test('rests on who makes its keys, without whose honesty nothing is asked', () => {
    expect(assumptions(analysed(ticket('S')))).toMatchObject({
      'agreement D B': 'holds; issuers-honest S; roles-apart S+A+B',
    });
  });

  test('tells that a channel delivers once, and what happens where it does not', () => {
    const code = `protocol Code
entity A
entity B
data CODE of A
phase run channel secure CHANNEL {
  message m1 A -> B: CODE
}
integrity CODE: A
attack lost {
  leak CODE
}
`;
    const apart = 'roles-apart A+B';
    expect(assumptions(analysed(code.replace('CHANNEL', '')))).toEqual({
      'agreement CODE B': `holds; delivered-once m1: holds; ${apart}`,
      'injective-agreement CODE B': `holds; delivered-once m1: violated; ${apart}`,
      'lost agreement CODE B': `holds; delivered-once m1: holds; ${apart}`,
      'lost injective-agreement CODE B': `holds; delivered-once m1: violated; ${apart}`,
    });
    expect(assumptions(analysed(code.replace('CHANNEL', 'may repeat')))).toMatchObject({
      // An attack hangs on nothing that is assumed.
      'injective-agreement CODE B': 'violated',
    });
  });

  test('assumes nothing of roles that the text lets coincide, nor of clocks and rounds that there are not', () => {
    const plain = `protocol Plain
entity A
entity B
entity A, B may coincide
key K shared by A, B
data D of A
phase run {
  message m1 A -> B: aead[K](D ; A, B)
}
integrity D: A
`;
    expect(assumptions(analysed(plain))).toMatchObject({ 'agreement D B': 'holds' });
    const third = plain
      .replace('entity B\n', 'entity B\nentity S\n')
      .replace('phase run {', 'phase run {\n  message m0 S -> A: A');
    expect(assumptions(analysed(third))).toMatchObject({ 'agreement D B': 'holds; other-roles-apart A+B+S' });
  });

  test('names the clocks, and the phases that may come once', () => {
    const renewed = `protocol Renewed
entity A
entity B
key K0 shared by A, B
key K1 shared by A, B replaces K0
timestamp T shared by A, B
data D of A
phase renewal {
  A makes K1
  message r1 A -> B: aead[K0](K1, T)
  B checks T
  B installs K1
}
phase use {
  message m1 A -> B: aead[K1](D ; A, B)
}
integrity D: A
`;
    expect(assumptions(analysed(renewed))).toMatchObject({
      'agreement D B': 'holds; roles-apart A+B; clocks-in-step T; one-round renewal',
    });
  });
});

test('what is undecided assumes nothing, and a stopped analysis asks nothing again', () => {
  let answered = 0;
  const { verdicts, news } = analysed(broadcast('public'), () => answered > 0 || (answered += 1) > 40);
  expect(verdicts.filter(({ answer }) => answer === 'undecided').length).toBeGreaterThan(0);
  for (const { answer, assumes } of verdicts) if (answer === 'undecided') expect(assumes).toEqual([]);
  expect(news.filter(({ kind }) => kind === 'compared')).toEqual([]);
});

test('what is asked again when an analysis is stopped stays without an answer, and the rest stays answered', () => {
  const { executable } = checkText(broadcast('public'));
  if (executable === null) throw new Error('refused');
  const news: ActiveProgress[] = [];
  let open = Infinity;
  let stopped = false;
  const progress = (each: ActiveProgress): void => {
    news.push(each);
    if (each.kind === 'asked') open = each.questions.length;
    if (each.kind === 'answered') open -= 1;
    stopped ||= each.kind === 'working' && open === 0;
  };
  const options = { clauses: 20_000, cancelled: () => stopped, progress };
  const verdicts = verifyAndCompare(executable.model, executable.run, options);
  expect(stopped).toBe(true);
  expect(new Set(verdicts.map(({ answer }) => answer))).toEqual(new Set(['holds']));
  expect(verdicts.flatMap(({ assumes }) => assumes.map(({ without }) => without))).toEqual(
    Array(8).fill(null),
  );
  expect(news.filter(({ kind }) => kind === 'compared')).toEqual([]);
});

test('what is found without an assumption is told once, after all verdicts', () => {
  const { verdicts, news } = analysed(broadcast('public'));
  const kinds = news.map(({ kind }) => kind);
  expect(kinds.lastIndexOf('answered')).toBeLessThan(kinds.indexOf('compared'));
  const compared = news.flatMap((each) => (each.kind === 'compared' ? [each] : []));
  expect(compared).toHaveLength(4);
  for (const { question, assumption, without } of compared) {
    expect(verdicts[question]?.assumes.find(({ kind }) => kind === assumption)?.without).toEqual(without);
  }
});
