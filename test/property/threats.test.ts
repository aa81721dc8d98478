import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { engineVersion } from '#core/analysis/record/record.ts';
import type { TraceRecord } from '#core/analysis/record/trace-record.ts';
import { answerKinds, type AnswerKind, type Verdict } from '#core/analysis/record/verdict.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { attackTypes, type AttackType } from '#core/attack-type.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import { threatCatalogue } from '#core/method/threats/catalogue.ts';
import { acceptUndecided, confirmChange, decide } from '#core/method/threats/decide.ts';
import { threatDecisions, type ThreatEntry } from '#core/dossier/threat-entry.ts';
import type { Threat } from '#core/method/threats/threat.ts';
import { sampleText } from '../support/models/sample.ts';
import { libraryText } from '../support/models/catalogued.ts';

const texts = [
  `${sampleText}\nattack joining {\n  leak K_mc_join\n}\nattack lost {\n  compromise CON\n}\nattack listener {\n  adversary passive\n}\nattack confused {\n  untyped\n}\n`,
  ...[
    ...['needham-schroeder-public-key', 'metering-one-key-both-ways', 'otway-rees', 'password-login'],
    ...[
      'signed-diffie-hellman',
      'metering-forwarded-reading',
      'metering-key-renewal-replayable',
      'key-transport',
    ],
  ].map(libraryText),
];

/** A protocol with everything that is asked of it. */
interface Subject {
  readonly questions: readonly Question[];
  readonly catalogue: (
    verdicts: readonly Verdict[],
    entries?: readonly ThreatEntry[],
    currency?: ActiveAnalysis['currency'],
  ) => readonly Threat[];
}

const subjects = texts.map((text): Subject => {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('not executable');
  const { model, run } = executable;
  const record = analyseModel(model, run, '0'.repeat(64));
  return {
    questions: problemsOf(model, run).flatMap(({ questions }) => questions),
    catalogue: (verdicts, entries = [], currency = 'current') =>
      threatCatalogue(
        executable,
        record,
        { engineVersion, bounds: null, cost: null, currency, model, verdicts },
        entries,
      ),
  };
});

interface GivenAnswer {
  readonly answer: AnswerKind;
  readonly types: readonly AttackType[];
  /** True where a value of the adversary is taken for a secret. */
  readonly planted: boolean;
}

const answers: fc.Arbitrary<GivenAnswer> = fc.record({
  answer: fc.oneof(
    { weight: 3, arbitrary: fc.constant<AnswerKind>('holds') },
    fc.constantFrom(...answerKinds),
  ),
  types: fc.subarray([...attackTypes], { maxLength: 4 }),
  planted: fc.boolean(),
});

/** A protocol of the list and answers to everything that is asked of it, whether an engine could give them or not. */
const answered = fc
  .constantFrom(...subjects)
  .chain((subject) =>
    fc
      .array(answers, { minLength: subject.questions.length, maxLength: subject.questions.length })
      .map((given) => ({ subject, verdicts: given.map((each, index) => verdictOf(subject, index, each)) })),
  );

const plantedTrace: TraceRecord = {
  runs: [],
  steps: [],
  events: [{ kind: 'takes-planted', run: 0, element: 'D', content: 'D*', short: null, after: 0 }],
  notation: [],
};

function verdictOf({ questions }: Subject, index: number, { answer, types, planted }: GivenAnswer): Verdict {
  const question = questions[index];
  if (question === undefined) throw new Error('as many answers as questions');
  return {
    question,
    answer,
    reason: answer === 'undecided' ? 'limit' : null,
    runs: answer === 'holds-within' ? 2 : null,
    attackTypes: answer === 'violated' ? types : [],
    trace: answer === 'violated' && planted && question.kind === 'secrecy' ? plantedTrace : null,
    assumes: [],
    evidence: null,
  };
}

const order: readonly (AnswerKind | null)[] = [
  'violated',
  'inconsistent',
  'vacuous',
  'undecided',
  'holds-within',
  'holds',
];

describe('a catalogue of threats, whatever the answers are', () => {
  it('names every threat once', () => {
    fc.assert(
      fc.property(answered, ({ subject, verdicts }) => {
        const ids = subject.catalogue(verdicts).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.filter((id) => id.length > 500)).toEqual([]);
      }),
    );
  });

  it('says that a threat holds only where everything that it rests on is proved', () => {
    fc.assert(
      fc.property(answered, ({ subject, verdicts }) => {
        for (const { answer, open, verdicts: rested, form, evidence } of subject.catalogue(verdicts)) {
          if (answer !== 'holds') continue;
          expect(open).toBe(0);
          if (form === 'eavesdropping') {
            expect(evidence.every(({ says }) => says === 'holds' || says === null)).toBe(true);
            expect(rested.some((verdict) => verdict.answer === 'holds')).toBe(true);
          } else expect(rested.filter((verdict) => verdict.answer !== 'holds')).toEqual([]);
        }
      }),
    );
  });

  it('has every violated verdict in a threat, and every violated requirement in a threat that says so', () => {
    fc.assert(
      fc.property(answered, ({ subject, verdicts }) => {
        const threats = subject.catalogue(verdicts);
        const told = new Set(threats.flatMap((threat) => threat.verdicts));
        const violated = threats.filter(({ answer }) => answer === 'violated');
        for (const verdict of verdicts) {
          if (verdict.answer !== 'violated') continue;
          expect(told).toContain(verdict);
          const says = (each: Verdict): boolean =>
            violated.some(({ evidence }) =>
              evidence.some(
                (one) => one.kind === 'verdict' && one.verdict === each && one.says === 'violated',
              ),
            );
          const baseline = verdicts.find(
            ({ question: { attack, key }, answer }) =>
              attack === null && key === verdict.question.key && answer === 'violated',
          );
          expect(says(verdict) || (baseline !== undefined && says(baseline))).toBe(true);
        }
      }),
    );
  });

  it('says no more of any threat when less is known', () => {
    fc.assert(
      fc.property(answered, fc.nat(), ({ subject, verdicts }, chosen) => {
        const index = chosen % Math.max(1, verdicts.length);
        const before = new Map(subject.catalogue(verdicts).map(({ id, answer }) => [id, answer]));
        const given = verdicts[index];
        if (given === undefined || order.indexOf(given.answer) < order.indexOf('undecided')) return;
        const less: Verdict = { ...given, answer: 'undecided', reason: 'time', runs: null };
        const missing = verdicts.filter((verdict) => verdict !== given);
        for (const known of [verdicts.with(index, less), missing]) {
          for (const { id, answer } of subject.catalogue(known)) {
            const was = before.get(id) ?? null;
            if (was !== null && answer !== null)
              expect(order.indexOf(answer)).toBeLessThanOrEqual(order.indexOf(was));
          }
        }
      }),
    );
  });

  it('takes nothing from an analysis of another text', () => {
    fc.assert(
      fc.property(answered, ({ subject, verdicts }) => {
        const threats = subject.catalogue(verdicts, [], 'outdated');
        expect(threats.flatMap((threat) => threat.verdicts)).toEqual([]);
        expect(threats.map(({ answer }) => answer)).not.toContain('holds');
      }),
    );
  });
});

const choices = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...threatDecisions)), { maxLength: 12 });

function decided(
  threats: readonly Threat[],
  given: readonly (readonly [number, ThreatEntry['decision']])[],
): readonly ThreatEntry[] {
  return given.reduce<readonly ThreatEntry[]>((entries, [index, decision]) => {
    const threat = threats[index % threats.length];
    if (threat === undefined) return entries;
    const done = decide(
      entries,
      { ...threat, entry: entryOf(entries, threat.id) },
      decision,
      `because ${index}`,
    );
    return done.ok ? done.value : entries;
  }, []);
}

function entryOf(entries: readonly ThreatEntry[], id: string): ThreatEntry | null {
  return entries.find((entry) => entry.id === id) ?? null;
}

describe('decisions about threats', () => {
  it('stay with what they were made about when nothing changed', () => {
    fc.assert(
      fc.property(answered, choices, ({ subject, verdicts }, given) => {
        const first = subject.catalogue(verdicts);
        const entries = decided(first, given);
        const again = subject.catalogue(verdicts, entries);
        expect(again.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
        for (const threat of again) {
          expect(threat.entry).toBe(entryOf(entries, threat.id));
          expect(threat.status).toBe(threat.entry === null ? 'new' : 'unchanged');
        }
        expect(subject.catalogue(verdicts, entries)).toEqual(again);
      }),
    );
  });

  it('are neither lost nor moved to another threat, whatever is answered afterwards', () => {
    fc.assert(
      fc.property(answered, answered, choices, (before, after, given) => {
        const entries = decided(before.subject.catalogue(before.verdicts), given);
        // Another protocol altogether is the largest change there is.
        const later = after.subject.catalogue(after.verdicts, entries);
        for (const entry of entries) {
          const holders = later.filter((threat) => threat.entry === entry);
          expect(holders.map(({ id }) => id)).toEqual([entry.id]);
        }
        expect(later.filter(({ entry }) => entry !== null)).toHaveLength(entries.length);
      }),
    );
  });

  it('are changed when what was seen is no longer what is said, until that is confirmed', () => {
    fc.assert(
      fc.property(answered, fc.nat(), ({ subject, verdicts }, chosen) => {
        const first = subject.catalogue(verdicts);
        const entries = acceptUndecided([], first);
        const index = chosen % Math.max(1, verdicts.length);
        const given = verdicts[index];
        if (given === undefined || given.answer === 'violated' || given.answer === 'inconsistent') return;
        const broken: Verdict = { ...given, answer: 'violated', reason: null, runs: null };
        const later = subject.catalogue(verdicts.with(index, broken), entries);
        const resting = first.filter((threat) => threat.verdicts.includes(given)).map(({ id }) => id);
        const changed = later.filter(({ status }) => status === 'changed');
        expect(changed.map(({ id }) => id)).toEqual(expect.arrayContaining(resting));
        const confirmed = changed.reduce(confirmChange, entries);
        const settled = subject.catalogue(verdicts.with(index, broken), confirmed);
        expect(settled.filter(({ status }) => status === 'changed')).toEqual([]);
        expect(settled.filter(({ entry }) => entry !== null).map(({ entry }) => entry?.decision)).toEqual(
          entries.map(() => 'accepted'),
        );
      }),
    );
  });
});
