import { describe, expect, it } from 'vitest';
import { createTranslate } from '#core/messages/catalogue.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { describeDoubts, describeThreat } from '#core/method/threats/describe-threat.ts';
import type { Threat } from '#core/method/threats/threat.ts';
import { changed, sampleText } from '../../../support/models/sample.ts';
import {
  answersById,
  catalogued,
  libraryText,
  threatOf,
  unanalysed,
} from '../../../support/models/catalogued.ts';

describe('the catalogue of the bundled example', () => {
  const threats = catalogued(sampleText);

  it('can be read by an analyst', () => {
    expect(threats.length).toBeGreaterThanOrEqual(25);
    expect(threats.length).toBeLessThanOrEqual(61);
  });

  it('has what the paper names: listeners, active attacks, keys, entities and insiders', () => {
    const ids = threats.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining([
        'eavesdropping/READING',
        'quiet-phase/production',
        'disclosure/COMMAND',
        'modification/HES+MET+keys',
        'replay/K_mh',
        'reflection/K_mh',
        'spoofing/HES>MET',
        'key-compromise/K_mh_master',
        'compromised-entity/CON',
        'impersonation/MET',
        'insider/CON',
        'other-insiders',
      ]),
    );
  });

  it('considers what is protected all the same, and answers that it holds', () => {
    const replay = threatOf(threats, 'replay/K_mh');
    expect(replay.answer).toBe('holds');
    expect(replay.subject).toEqual({
      elements: ['READING', 'COMMAND'],
      messages: ['o2', 'o4'],
      entities: [],
    });
    expect(replay.verdicts.map(({ question }) => question.key)).toContain(
      'injective-agreement of MET with HES on COMMAND',
    );
    expect(replay.requirements).toEqual(['R3', 'R4']);
  });

  it('says nothing of messages that no requirement is about', () => {
    const unasked = threatOf(threats, 'unasked-replay');
    expect(unasked.answer).toBeNull();
    expect(unasked.subject.messages).toContain('d6');
    expect(unasked.subject.messages).not.toContain('o2');
  });

  it('proposes an attack model where nothing speaks of a threat, and takes its answers when it is written', () => {
    const before = threatOf(threats, 'key-compromise/K_mc_join');
    expect(before.answer).toBeNull();
    expect(before.attackModel).toBeNull();
    expect(before.proposal?.assumptions).toMatchObject([{ kind: 'leak', elements: ['K_mc_join'] }]);
    const after = catalogued(`${sampleText}\nattack joining {\n  leak K_mc_join\n}\n`);
    expect(threatOf(after, 'key-compromise/K_mc_join')).toMatchObject({
      answer: 'violated',
      attackModel: 'joining',
    });
    expect(threatOf(after, 'key-compromise/K_mh')).toMatchObject({ answer: null, attackModel: null });
  });

  it('asks of an insider only what nobody relies on it for', () => {
    const producer = threatOf(threats, 'insider/KPE');
    expect(producer.subject.elements).toEqual(['HK']);
    expect(threatOf(threats, 'insider/CON').subject.elements).not.toContain('K_ch');
    expect(threatOf(threats, 'compromised-entity/KPE').answer).toBeNull();
  });

  it('is told in both languages, with every name it is about', () => {
    const { executable } = checkText(sampleText);
    if (executable === null) throw new Error('not executable');
    for (const locale of ['en', 'nb'] as const) {
      const translate = createTranslate(locale);
      const titles = threats.map((threat) => describeThreat(threat, executable.model, translate).title);
      expect(new Set(titles).size).toBe(titles.length);
      expect(titles.filter((title) => /[{}]|undefined/.test(title))).toEqual([]);
    }
  });
});

describe('what is known of a threat', () => {
  it.each([
    ['needham-schroeder-public-key', 'disclosure/NB', 'violated'],
    ['needham-schroeder-public-key', 'between/man-in-the-middle/A>B', 'violated'],
    ['needham-schroeder-public-key', 'spoofing/A>B', 'violated'],
    ['needham-schroeder-public-key', 'spoofing/B>A', 'holds'],
    ['needham-schroeder-public-key', 'eavesdropping/NB', 'holds-within'],
    ['needham-schroeder-lowe', 'disclosure/NB', 'holds'],
    ['metering-command-unchecked', 'replay/K', 'violated'],
    ['metering-command-unchecked', 'modification/COMMAND', 'holds'],
    ['metering-command', 'replay/K', 'holds'],
    ['metering-one-key-both-ways', 'reflection/K', 'violated'],
    ['metering-key-renewal-replayable', 'old-key/HES+MET+keys', 'violated'],
    ['metering-joining-key-known', 'key-compromise/JOIN', 'violated'],
    ['metering-joining-key-known', 'key-compromise/NET', null],
    ['metering-forwarded-reading', 'compromised-entity/CON', 'holds'],
    ['metering-forwarded-reading', 'attack-model/broken', 'violated'],
    ['otway-rees', 'type-flaw', 'violated'],
    ['password-login', 'guessing', 'violated'],
    ['password-login', 'eavesdropping/PASSWORD', 'violated'],
    ['signed-diffie-hellman', 'later-compromise/A+B+keys', 'holds'],
    ['key-transport', 'later-compromise/A+B+keys', 'violated'],
    ['woo-lam', 'spoofing/A>B', 'violated'],
  ])('%s: %s is answered %s', (protocol, id, answer) => {
    expect(threatOf(catalogued(libraryText(protocol)), id).answer).toBe(answer);
  });

  it('does not hold where the requirement is violated in another way, and is not said to be violated either', () => {
    const answers = answersById(catalogued(libraryText('metering-one-key-both-ways')));
    expect(answers['modification/COMMAND']).toBe('undecided');
    expect(answers['replay/K']).toBe('undecided');
    expect(answers['spoofing/HES>MET']).toBe('undecided');
  });

  it('is at most bounded for a listener until something is proved', () => {
    const answers = answersById(unanalysed(sampleText));
    expect(answers['eavesdropping/READING']).toBe('holds-within');
    expect(Object.values(answers)).not.toContain('holds');
  });

  it('is what a listener obtains, whatever else is said', () => {
    const text = changed(
      sampleText,
      'aead[K_mc](aead[K_mh](READING, C_mh_up ; MET, HES), C_mc_up ; MET, CON)',
      'aead[K_mc](aead[K_mh](READING, C_mh_up ; MET, HES), C_mc_up ; MET, CON), READING',
    );
    expect(threatOf(unanalysed(text), 'eavesdropping/READING').answer).toBe('violated');
  });

  it('counts no verdict on an earlier text', () => {
    const outdated = catalogued(libraryText('metering-command-unchecked'), { currency: 'outdated' });
    expect(outdated.flatMap(({ verdicts }) => verdicts)).toEqual([]);
    expect(threatOf(outdated, 'replay/K').answer).toBeNull();
  });

  it('never holds while a question that it rests on is open', () => {
    const text = libraryText('metering-command');
    for (const without of [0, 1, 2, 3, 4, 5, 6]) {
      const partly = catalogued(text, {
        currency: 'under-way',
        verdicts: (verdicts) => verdicts.filter((_, index) => index !== without),
      });
      for (const { answer, open, form } of partly) {
        if (open > 0 && form !== 'eavesdropping') expect(['holds', 'holds-within']).not.toContain(answer);
      }
    }
  });

  it('takes the model of an attack for no other than the one that it is', () => {
    const text = libraryText('metering-joining-key-known');
    const late = changed(text, 'leak JOIN from deployment', 'leak JOIN, READING');
    expect(answersById(catalogued(late))).toMatchObject({
      'key-compromise/JOIN': null,
      'attack-model/revealed': 'violated',
    });
    const passive = changed(text, 'leak JOIN from deployment', 'leak JOIN\n  adversary passive');
    expect(answersById(catalogued(passive))).toMatchObject({ 'key-compromise/JOIN': null });
  });

  it('does not hold for a group of elements while one of them was never asked about', () => {
    const keys = (second: string): Readonly<Record<string, unknown>> =>
      answersById(
        catalogued(`
          protocol Keys
          entity A
          entity B
          key K shared by A, B long-term
          key ONE shared by A, B session
          key TWO shared by A, B session
          phase f channel public adversary present {
            A makes ONE, TWO
            message m A -> B: aead[K](ONE, TWO)
          }
          confidentiality ONE: A, B
          confidentiality TWO: ${second}
          integrity ONE: A
          integrity TWO: ${second === 'none' ? 'none' : 'A'}`),
      );
    expect(keys('A, B')).toMatchObject({ 'disclosure/A+B+keys': 'holds', 'modification/A+B+keys': 'holds' });
    expect(keys('none')).toMatchObject({
      'disclosure/A+B+keys': 'undecided',
      'modification/A+B+keys': 'undecided',
    });
  });

  it('is impersonation where one secret of the deceived entity is enough, and only asked about that entity', () => {
    const text = `${libraryText('metering-command')}\nattack lost {\n  leak K\n}\n`;
    const threats = catalogued(text);
    const impersonation = threatOf(threats, 'impersonation/MET');
    expect(impersonation).toMatchObject({ answer: 'violated', attackModel: 'lost' });
    expect(new Set(impersonation.verdicts.map(({ question }) => question.entity))).toEqual(new Set(['MET']));
    const compromised = catalogued(
      `${libraryText('metering-command')}\nattack lost {\n  compromise MET\n}\n`,
    );
    expect(threatOf(compromised, 'impersonation/MET')).toMatchObject({
      answer: null,
      attackModel: null,
      proposal: { assumptions: [{ kind: 'leak', elements: ['K'] }] },
    });
  });

  it('is no impersonation that is ruled out before each long-term secret was asked about by itself', () => {
    const withAttacks = (attacks: string): Threat =>
      threatOf(
        catalogued(`
          protocol Signed
          entity A
          entity B
          key pair SA of A known to B long-term
          key pair SB of B known to A long-term
          key pair EB of B known to A long-term
          data D of A
          nonce N of B
          phase run channel public adversary present {
            B makes N
            message m1 B -> A: N, sign[sk(SB)](N, A)
            message m2 A -> B: sign[sk(SA)](D, N, B)
            B checks N
          }
          integrity D: A
          ${attacks}`),
        'impersonation/B',
      );
    expect(withAttacks('attack one {\n  leak sk(SB)\n}')).toMatchObject({
      answer: 'undecided',
      doubts: ['not-asked'],
      attackModel: null,
      proposal: { assumptions: [{ kind: 'leak', elements: ['EB'] }] },
    });
    const both = withAttacks('attack one {\n  leak sk(SB)\n}\nattack two {\n  leak sk(EB)\n}');
    expect(both).toMatchObject({ answer: 'holds', doubts: [], attackModel: 'one' });
    expect(new Set(both.verdicts.map(({ question }) => question.attack))).toEqual(new Set(['one', 'two']));
  });

  it('is shown of what crosses a public channel in clear, however the attack is called', () => {
    const clear = (message: string): ReturnType<typeof answersById> =>
      answersById(
        catalogued(`
          protocol Clear
          entity A
          entity B
          key K shared by A, B long-term
          data X of A
          phase run channel public adversary present {
            message m1 A -> B: ${message}
          }
          confidentiality X: A, B
          integrity X: A`),
      );
    expect(clear('X')).toMatchObject({
      'eavesdropping/X': 'violated',
      'disclosure/X': 'violated',
      'modification/X': 'violated',
      'spoofing/A>B': 'violated',
      'unprotected-replay/X': 'violated',
    });
    expect(clear('X, mac[K](X)')).toMatchObject({ 'disclosure/X': 'violated', 'modification/X': 'holds' });
  });

  it('says why it is not settled', () => {
    const oneKey = catalogued(libraryText('metering-one-key-both-ways'));
    const masked = threatOf(oneKey, 'modification/COMMAND');
    expect(masked.doubts).toEqual(['other-attack']);
    expect(describeDoubts(masked, createTranslate('en')).join()).toContain('reflection');
    const undecided = catalogued(libraryText('metering-command'), {
      verdicts: (verdicts) =>
        verdicts.map((verdict) => ({ ...verdict, answer: 'undecided' as const, reason: 'time' as const })),
    });
    expect(threatOf(undecided, 'replay/K').doubts).toEqual(['undecided-question']);
    const partly = catalogued(libraryText('metering-command'), {
      currency: 'under-way',
      verdicts: (verdicts) => verdicts.slice(0, -1),
    });
    const doubtful = partly.filter(({ open, answer }) => open > 0 && answer === 'undecided');
    expect(doubtful.length).toBeGreaterThan(0);
    for (const { doubts } of doubtful) expect(doubts).toContain('open-question');
    for (const { answer, doubts } of [...oneKey, ...undecided, ...partly])
      expect(doubts.length > 0).toBe(answer === 'undecided');
  });

  it('listens in a quiet phase only under the attack model that says so', () => {
    const quiet = (content: string, attack: string): unknown =>
      answersById(
        catalogued(`
          protocol Quiet
          entity A
          entity B
          key K shared by A, B long-term
          data D of A
          phase making "Making" channel secure adversary absent {
            message p1 A -> B: ${content}
          }
          phase use "Use" channel public adversary present {
            message o1 A -> B: aead[K](D)
          }
          confidentiality D: A, B
          attack heard {
            adversary passive
            ${attack}
          }`),
      )['quiet-phase/making'];
    expect(quiet('D', 'channel B, A public in making')).toBe('violated');
    expect(quiet('aead[K](D)', 'channel B, A public in making')).toBe('holds');
    expect(quiet('D', 'channel A, B secure in making')).toBeNull();
    expect(quiet('D', 'channel A, B public')).toBeNull();
  });

  it('does not take a leak in a later phase for one from the start', () => {
    const inTwoPhases = (attack: string): string => `
      protocol TwoPhases
      entity A
      entity B
      key K shared by A, B long-term
      data D of A
      data E of A
      phase first channel public adversary present {
        message m1 A -> B: aead[K](D)
      }
      phase second channel public adversary present {
        message m2 A -> B: aead[K](E)
      }
      confidentiality D: A, B
      attack leaked {
        ${attack}
      }`;
    const answerUnder = (attack: string): unknown =>
      answersById(catalogued(inTwoPhases(attack)))['key-compromise/K'];
    expect(answerUnder('leak K from second')).toBeNull();
    expect(answerUnder('leak K from first')).toBe('violated');
    expect(answerUnder('leak K')).toBe('violated');
  });

  it('is not ruled out while nobody asked about what rests on it', () => {
    const model = (ticks: string, attack: string): string => `protocol P
      entity A
      entity B
      key K shared by A, B
      key J shared by A, B
      data X of A
      data Z of A
      phase run channel public adversary present {
        message m1 A -> B: aead[K](X ; A, B)
        message m2 A -> B: aead[J](Z ; A, B)
      }
      confidentiality X: A, B
      ${ticks}
      attack lost {
        ${attack}
      }`;
    const answer = (id: string, ticks: string, attack: string): unknown =>
      answersById(catalogued(model(ticks, attack)))[id];
    expect(answer('key-compromise/J', '', 'leak J')).toBe('undecided');
    expect(answer('key-compromise/J', 'confidentiality Z: A, B', 'leak J')).toBe('violated');
    expect(answer('key-compromise/K', '', 'leak K')).toBe('violated');
    expect(answer('compromised-entity/A', '', 'compromise A')).not.toBe('holds');
  });
});

describe('a catalogue before and after its analysis', () => {
  // The statements stand in another order than the messages that they are about.
  const text = `protocol P
entity A
entity B
key K shared by A, B
data D of A
data E of B
phase p {
  message m1 A -> B: aead[K](D ; A, B)
  message m2 B -> A: aead[K](E ; B, A)
}
integrity E: B
integrity D: A
`;
  const named = (threats: readonly Threat[]): readonly unknown[] =>
    threats.map(({ id, subject }) => [id, subject]);

  it.each([
    ['statements in an order of their own', text],
    ['the bundled example', sampleText],
    ['one key both ways', libraryText('metering-one-key-both-ways')],
  ])('names the same things in the same order: %s', (_, model) => {
    const before = named(unanalysed(model));
    expect(before.length).toBeGreaterThan(3);
    expect(named(catalogued(model))).toEqual(before);
    expect(named(catalogued(model, { currency: 'outdated' }))).toEqual(before);
  });

  // The key that is sent is derived with a counter, which the translation does not follow.
  const vanishing = `protocol Vanish
entity TOK
entity SRV
key K shared by TOK, SRV long-term
key K1 shared by TOK, SRV session
counter C shared by TOK, SRV
phase use {
  TOK advances C
  message l1 TOK -> SRV: C, mac[K](C)
  SRV checks C
  TOK, SRV derive K1 = kdf[K](C)
  message l2 SRV -> TOK: K1
}
confidentiality K1: TOK, SRV
forward-secrecy K1
`;

  it('waits for no answer to what the analysis could not ask, and does not call it ruled out', () => {
    const later = (threats: readonly Threat[]): Threat => threatOf(threats, 'later-compromise/SRV+TOK+keys');
    expect(later(unanalysed(vanishing)).open).toBeGreaterThan(0);
    const analysed = later(catalogued(vanishing));
    expect(analysed.open).toBe(0);
    expect(analysed.answer).not.toBe('holds');
  });
});
