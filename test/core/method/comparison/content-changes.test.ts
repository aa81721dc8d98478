import { describe, expect, test } from 'vitest';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import { unjudged } from '#core/dossier/assessment.ts';
import type { ThreatEntry } from '#core/dossier/threat-entry.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { isUnchanged, summarise } from '#core/method/comparison/change-summary.ts';
import type { ContentChanges } from '#core/method/comparison/content-change.ts';
import { compareReadContents, readContent } from '#core/method/comparison/read-contents.ts';
import { describeChanges } from '#core/views/words/describe-changes.ts';
import { sampleText } from '../../../support/models/sample.ts';

const text = `protocol P "A protocol"
entity A "Sender"
entity B
key K shared by A, B long-term
data D of A
phase one channel public adversary present {
  message m1 A -> B: mac[K](D)
}
attack lost {
  leak K from one
}
`;

const threat: ThreatEntry = {
  id: 'eavesdropping/D',
  decision: 'undecided',
  reason: '',
  title: '',
  description: '',
  requirements: [],
  citations: [],
  own: null,
  seen: null,
};

function compared(
  later: string,
  dossier: Partial<Dossier> = {},
  before: Partial<Dossier> = {},
): ContentChanges {
  return compareReadContents(
    readContent({ text, dossier: { ...emptyDossier, ...before } }),
    readContent({ text: later, dossier: { ...emptyDossier, ...dossier } }),
  );
}

function sentence(changes: ContentChanges, locale: 'en' | 'nb' = 'en'): string {
  return describeChanges(summarise(changes), createTranslate(locale));
}

describe('what a later state says otherwise is told in one sentence', () => {
  test('with names where one thing changed, and numbers where several did', () => {
    const later = text
      .replace('data D of A', 'data D of A\ndata E of A\nnonce N of B')
      .replace('mac[K](D)', 'enc[K](D)');
    const changes = compared(later, { threats: [{ ...threat, decision: 'accepted' }] });
    expect(sentence(changes)).toBe('2 elements added, message m1 changed, 1 threat accepted');
    expect(sentence(changes, 'nb')).toBe('2 elementer lagt til, melding m1 endret, 1 trussel akseptert');
  });

  test('as another name, where that is all', () => {
    const changes = compared(text.replaceAll('K', 'KEY'));
    expect(changes.changes.map(({ kind, before, after }) => [kind, before, after])).toEqual([
      ['renamed', 'K', 'KEY'],
    ]);
    expect(sentence(changes)).toBe('Element K → KEY renamed');
    expect(sentence(changes, 'nb')).toBe('Element K → KEY gitt nytt navn');
  });

  test('as no change where there is none, in a text and a dossier that were read anew', () => {
    const changes = compared(text, structuredClone(emptyDossier));
    expect(isUnchanged(summarise(changes))).toBe(true);
    expect(sentence(changes)).toBe('Nothing changed');
  });

  test('as wording alone, where the text says the same', () => {
    const changes = compared(
      text.replace('"Sender"', '"Who sends"').replace('entity B', '// answers\nentity B'),
    );
    expect(changes.text).toBe('wording');
    expect(sentence(changes)).toBe('Wording and layout changed (2 lines)');
  });

  test('by lines, where one of the texts has errors', () => {
    const changes = compared(text.replace('data D of A', 'data of of'));
    expect(changes.text).toBe('unread');
    expect(changes.changes).toEqual([]);
    expect(sentence(changes)).toBe('Text with errors changed (1 line)');
  });

  test('with a line of an attack model counted as the attack model, once', () => {
    const changes = compared(text.replace('leak K from one', 'leak D from one'));
    expect(changes.changes.map(({ subject, kind }) => `${subject} ${kind}`)).toEqual([
      'assumption removed',
      'assumption added',
    ]);
    expect(sentence(changes)).toBe('Attack model lost changed');
  });

  test('with the rest counted, where there is very much', () => {
    const later = text
      .replace('protocol P', 'protocol Q')
      .replace('entity B', 'entity B\nentity C')
      .replace('data D of A', 'data D of A\ndata E of A')
      .replace('A -> B: mac[K](D)', 'B -> A: E')
      .replace('leak K from one', 'leak D from one')
      .concat('confidentiality D: A\nconfidentiality E: B\n');
    const said = sentence(compared(later, { owners: [{ id: '1', organisation: 'Grid' }] }));
    expect(said).toBe(
      'The name of the protocol changed, entity C added, element E added, message m1 changed, 2 ticks added, 2 further kinds of change',
    );
  });

  test('the worked example, against nothing', () => {
    const changes = compareReadContents(
      readContent({ text: '', dossier: emptyDossier }),
      readContent({ text: sampleText, dossier: emptyDossier }),
    );
    expect(sentence(changes)).toMatch(/^The name of the protocol added, \d+ entities added/u);
  });
});

describe('entries of the dossier', () => {
  test('of threats are decisions, and new only where the threat is one’s own', () => {
    const own = {
      attackType: 'eavesdropping' as const,
      adversary: 'insider' as const,
      breaches: [],
      targets: [],
      phase: null,
      attackModel: null,
    };
    const kinds = (before: readonly ThreatEntry[], after: readonly ThreatEntry[]): readonly string[] =>
      compared(text, { threats: after }, { threats: before }).changes.map(({ kind }) => kind);
    expect(kinds([], [{ ...threat, decision: 'rejected' }])).toEqual(['rejected']);
    expect(kinds([{ ...threat, decision: 'rejected' }], [])).toEqual(['reopened']);
    expect(kinds([threat], [{ ...threat, title: 'Listening' }])).toEqual(['changed']);
    expect(kinds([], [{ ...threat, own, decision: 'accepted' }])).toEqual(['added']);
    expect(kinds([{ ...threat, own, decision: 'accepted' }], [])).toEqual(['removed']);
    expect(kinds([{ ...threat, own }], [{ ...threat, own, decision: 'accepted' }])).toEqual(['accepted']);
  });

  test('of risks tell the level before and after', () => {
    const judged = (level: 'low' | 'very-high') => ({
      ...unjudged('eavesdropping/D'),
      likelihood: { level, reason: '', edition: 0 },
      impact: { level, reason: '', edition: 0 },
    });
    const { changes } = compared(
      text,
      { assessments: [judged('very-high')] },
      { assessments: [judged('low')] },
    );
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ subject: 'risk', kind: 'changed', after: 'very-high' });
    expect(changes[0]?.before).not.toBe('very-high');
  });

  test('of every other kind are told', () => {
    const { changes } = compared(text, {
      scope: { ...emptyDossier.scope, purpose: 'To find out' },
      statements: [
        { id: '1', subject: 'part', inside: true, text: 'The protocol', reason: '', citations: [] },
      ],
      owners: [{ id: '1', organisation: 'Grid' }],
      riskPolicy: { ...emptyDossier.riskPolicy, setOn: '2026-01-31' },
      effort: [{ id: '1', activity: 'scope', day: '2026-01-31', minutes: 5, note: '' }],
    });
    expect(changes.map(({ subject, kind }) => `${subject} ${kind}`)).toEqual([
      'purpose changed',
      'scope-statement added',
      'policy changed',
      'effort added',
      'owner added',
    ]);
  });
});
