import { describe, expect, it } from 'vitest';
import { changeOf } from '#core/method/threats/changes.ts';
import {
  acceptUndecided,
  addOwn,
  confirmChange,
  decide,
  remark,
  removeEntry,
} from '#core/method/threats/decide.ts';
import type { OwnThreat, ThreatEntry } from '#core/dossier/threat-entry.ts';
import type { Threat } from '#core/method/threats/threat.ts';
import { changed } from '../../../support/models/sample.ts';
import { catalogued, libraryText, threatOf } from '../../../support/models/catalogued.ts';

const checked = libraryText('metering-command');
const unchecked = changed(checked, '  MET checks DOWN\n', '');

function decidedOn(
  text: string,
  id: string,
  decision: ThreatEntry['decision'],
  reason = '',
): readonly ThreatEntry[] {
  const done = decide([], threatOf(catalogued(text), id), decision, reason);
  if (!done.ok) throw new Error(done.error);
  return done.value;
}

describe('what the analyst decides about a threat', () => {
  it('is not rejected without a reason', () => {
    const replay = threatOf(catalogued(checked), 'replay/K');
    expect(decide([], replay, 'rejected', '  ')).toEqual({ ok: false, error: 'reason-missing' });
    expect(decidedOn(checked, 'replay/K', 'rejected', 'covered by the counter')).toMatchObject([
      { id: 'replay/K', decision: 'rejected', reason: 'covered by the counter' },
    ]);
  });

  it('stays when the model changes, and shows what it said then and says now', () => {
    const entries = decidedOn(checked, 'replay/K', 'accepted');
    expect(threatOf(catalogued(checked, { entries }), 'replay/K').status).toBe('unchanged');
    const replay = threatOf(catalogued(unchecked, { entries }), 'replay/K');
    expect(replay).toMatchObject({
      status: 'changed',
      answer: 'violated',
      entry: { decision: 'accepted' },
    });
    const change = changeOf(replay);
    expect(change?.answer).toEqual({ then: 'holds', now: 'violated' });
    expect(change?.questions.map(({ query, now }) => [query, now?.types])).toEqual([
      ['injective-agreement of MET with HES on COMMAND', ['replay']],
    ]);
    const confirmed = confirmChange(entries, replay);
    expect(threatOf(catalogued(unchecked, { entries: confirmed }), 'replay/K').status).toBe('unchanged');
  });

  it('shows nothing as a change that only stands in another order than when it was decided', () => {
    const [entry] = decidedOn(checked, 'replay/K', 'accepted');
    const [itself = '', ...others] = entry?.seen?.split('\n') ?? [];
    const turned = itself
      .split('\t')
      .map((field) => field.split(',').toReversed().join(','))
      .join('\t');
    expect(turned).not.toBe(itself);
    const entries = entry === undefined ? [] : [{ ...entry, seen: [turned, ...others].join('\n') }];
    expect(threatOf(catalogued(checked, { entries }), 'replay/K').status).toBe('unchanged');
    expect(threatOf(catalogued(unchecked, { entries }), 'replay/K').status).toBe('changed');
  });

  it('shows other targets as a change, too', () => {
    const entries = decidedOn(checked, 'replay/K', 'accepted');
    const fewer = changed(checked, 'integrity RESULT: MET\n', '');
    const change = changeOf(threatOf(catalogued(fewer, { entries }), 'replay/K'));
    expect(change).toMatchObject({ removed: ['RESULT', 'o2'], added: [], answer: null });
  });

  it('is marked where as many questions are proved, but others', () => {
    const text = `protocol P
entity A
entity B
entity C
key K shared by A, B
key L shared by A, C
data D of A
phase p channel public adversary present {
  message m1 A -> B: aead[K](D ; A, B)
  message m2 A -> C: aead[L](A, C)
}
confidentiality D: A, B
attack lost {
  weak hash
}
`;
    const inside = decidedOn(text, 'disclosure/D', 'rejected', 'proved');
    const elsewhere = changed(text, 'aead[K](D ; A, B)', 'aead[K](A, B)').replace('(A, C)', '(D ; A, C)');
    const other = changed(elsewhere, 'confidentiality D: A, B', 'confidentiality D: A, C');
    const moved = threatOf(catalogued(other, { entries: inside }), 'disclosure/D');
    expect(moved).toMatchObject({ status: 'changed', answer: 'holds' });
    expect(changeOf(moved)?.then.mark).not.toBe(changeOf(moved)?.now.mark);
    const assumed = decidedOn(text, 'attack-model/lost', 'rejected', 'proved');
    expect(threatOf(catalogued(text, { entries: assumed }), 'attack-model/lost').status).toBe('unchanged');
    const weaker = changed(text, 'weak hash', 'weak mac');
    expect(threatOf(catalogued(weaker, { entries: assumed }), 'attack-model/lost')).toMatchObject({
      status: 'changed',
      answer: 'holds',
    });
    // The phase from which on something is assumed is part of what is assumed.
    const leaking = changed(text, 'weak hash', 'weak hash\n  leak L');
    const leaked = decidedOn(leaking, 'attack-model/lost', 'rejected', 'proved');
    const dated = changed(leaking, 'leak L', 'leak L from p');
    expect(threatOf(catalogued(leaking, { entries: leaked }), 'attack-model/lost').status).toBe('unchanged');
    expect(threatOf(catalogued(dated, { entries: leaked }), 'attack-model/lost').status).toBe('changed');
    // What was decided before the mark was kept.
    const earlier = inside.map((entry) => ({
      ...entry,
      seen: entry.seen?.replace(/\t[0-9a-f]+$/mu, '') ?? null,
    }));
    expect(earlier).not.toEqual(inside);
    expect(threatOf(catalogued(text, { entries: earlier }), 'disclosure/D').status).toBe('unchanged');
  });

  it('is not taken for changed while the new text is not analysed', () => {
    const entries = decidedOn(checked, 'replay/K', 'accepted');
    const typing = threatOf(catalogued(checked, { entries, currency: 'outdated' }), 'replay/K');
    expect(typing).toMatchObject({ status: 'unchanged', answer: null });
  });

  it('is shown as gone, with what it was about, when its threat is no more', () => {
    const entries = decidedOn(checked, 'replay/K', 'rejected', 'not in scope');
    const renamed = checked.replaceAll(/\bK\b/gu, 'KEY');
    const threats = catalogued(renamed, { entries });
    expect(threatOf(threats, 'replay/K')).toMatchObject({
      form: 'replay',
      status: 'gone',
      answer: null,
      about: 'K',
      subject: { elements: ['COMMAND', 'RESULT'] },
      entry: { reason: 'not in scope' },
    });
    expect(threatOf(threats, 'replay/KEY').status).toBe('new');
    expect(removeEntry(entries, 'replay/K')).toEqual([]);
  });

  it('can be taken back, and what she wrote stays', () => {
    const replay = threatOf(catalogued(checked), 'replay/K');
    const worded = remark([], replay, { title: 'Old instructions' });
    const accepted = decide(worded, { ...replay, entry: worded[0] ?? null }, 'accepted', '');
    const again = decide(
      accepted.ok ? accepted.value : [],
      { ...replay, entry: worded[0] ?? null },
      'undecided',
      '',
    );
    expect(again).toMatchObject({ ok: true, value: [{ title: 'Old instructions', decision: 'undecided' }] });
    expect(remark(worded, { ...replay, entry: worded[0] ?? null }, { title: '' })).toEqual([]);
  });

  it('accepts a group at once, but nothing that was decided about', () => {
    const rejected = decidedOn(checked, 'replay/K', 'rejected', 'no');
    const threats = catalogued(checked, { entries: rejected });
    const entries = acceptUndecided(rejected, threats);
    expect(entries).toHaveLength(threats.length);
    expect(entries.filter(({ decision }) => decision === 'rejected').map(({ id }) => id)).toEqual([
      'replay/K',
    ]);
  });
});

describe('a threat of her own', () => {
  const own = {
    attackType: 'modification',
    adversary: 'insider',
    breaches: ['integrity'],
    targets: ['RESULT', 'MET', 'the display'],
    phase: null,
    attackModel: 'lost',
  } as const;

  it('is in the catalogue with her words and what it is about', () => {
    const entries = addOwn([], 'one', 'A meter reports what it likes', own);
    const threat = threatOf(catalogued(checked, { entries }), 'one');
    expect(threat).toMatchObject({
      form: 'own',
      answer: null,
      attackModel: null,
      subject: { elements: ['RESULT', 'the display'], messages: [], entities: ['MET'] },
      entry: { decision: 'accepted', title: 'A meter reports what it likes' },
    });
  });

  it('is answered by the attack model that she names', () => {
    const entries = addOwn([], 'one', 'A meter reports what it likes', own);
    const text = `${checked}\nattack lost {\n  compromise MET\n}\n`;
    const threat = threatOf(catalogued(text, { entries }), 'one');
    expect(threat).toMatchObject({ answer: 'violated', attackModel: 'lost' });
  });

  it('is not ruled out by an attack model under which nothing is asked about it', () => {
    const text = `${checked}\nattack nothing {\n}\n`;
    const answerTo = (about: Partial<OwnThreat>): Threat['answer'] => {
      const targeted = { ...own, targets: ['RESULT'], attackModel: 'nothing', ...about };
      return threatOf(catalogued(text, { entries: addOwn([], 'one', 'Hers', targeted) }), 'one').answer;
    };
    expect(answerTo({})).toBe('holds');
    expect(answerTo({ targets: ['RESULT', 'o2', 'MET'], breaches: ['integrity', 'confidentiality'] })).toBe(
      'holds',
    );
    expect(answerTo({ targets: ['UP'] })).toBe('undecided');
    expect(answerTo({ targets: ['RESULT', 'the display'] })).toBe('undecided');
    const unticked = changed(text, 'integrity RESULT: MET\n', '');
    const entries = addOwn([], 'one', 'Hers', { ...own, targets: ['RESULT'], attackModel: 'nothing' });
    expect(threatOf(catalogued(unticked, { entries }), 'one').answer).toBe('undecided');
    const message = addOwn([], 'one', 'Hers', { ...own, targets: ['o2'], attackModel: 'nothing' });
    expect(threatOf(catalogued(unticked, { entries: message }), 'one').answer).toBe('undecided');
  });
});
