import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import type { ActiveProgress } from '#core/analysis/pipeline/active-options.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { createTranslate, locales } from '#core/messages/catalogue.ts';
import { describeFinding } from '#core/views/words/describe-finding.ts';
import { answersTo } from '../../../support/models/answered.ts';
import { plantedText, vacuousText } from '../../../support/models/vacuous.ts';

function told(text: string): readonly string[] {
  return answersTo(text).map(({ question, answer, reason }) => `${question.key}: ${reason ?? answer}`);
}

describe('what nobody comes to in the completed honest run', () => {
  test('is vacuous, although it has no query, and the rest is answered', () => {
    expect(told(vacuousText)).toEqual([
      'secrecy of ORDER at A: holds',
      'secrecy of PROOF at A: holds',
      'secrecy of ORDER at B: holds',
      'agreement of B with A on ORDER: vacuous',
    ]);
    expect(told(vacuousText.replace('  B accepts ORDER\n', ''))).toContain(
      'agreement of B with A on ORDER: holds',
    );
  });

  test('is vacuous under an attack model as well, also where the adversary comes to it', () => {
    const attacked = `${vacuousText}attack lost {\n  leak K\n}\nattack early {\n  channel A, B public in factory\n}\n`;
    const found = answersTo(attacked).filter(({ question }) => question.kind === 'agreement');
    // Where the adversary is in the factory already, the acceptance is there to be asked about.
    expect(found.map(({ question, answer }) => [question.attack, answer])).toEqual([
      ['early', 'violated'],
      [null, 'vacuous'],
      ['lost', 'vacuous'],
    ]);
  });

  test('is told once, under a number of its own', () => {
    const { executable } = checkText(vacuousText);
    if (executable === null) throw new Error('refused');
    const news: ActiveProgress[] = [];
    const verdicts = verifyModel(executable.model, executable.run, {
      clauses: 2_000,
      cancelled: () => false,
      progress: (each) => news.push(each),
    });
    const answered = news.flatMap((each) => (each.kind === 'answered' ? [each] : []));
    expect(answered.map(({ question }) => question).toSorted((one, other) => one - other)).toEqual([
      ...verdicts.keys(),
    ]);
    const checked = news.flatMap((each) =>
      each.kind === 'checked' ? [[each.question, each.verdict] as const] : [],
    );
    const last = new Map([
      ...answered.map(({ question, verdict }) => [question, verdict] as const),
      ...checked,
    ]);
    expect(verdicts.map((_, question) => last.get(question))).toEqual(verdicts);
    const [asked] = news;
    expect(asked).toEqual({ kind: 'asked', questions: verdicts.map(({ question }) => question) });
  });

  test('is left out where the engines are asked as they are', () => {
    const { executable } = checkText(vacuousText);
    if (executable === null) throw new Error('refused');
    const options = { clauses: 2_000, cancelled: () => false, progress: () => undefined, unguarded: true };
    const verdicts = verifyModel(executable.model, executable.run, options);
    expect(verdicts.map(({ question }) => question.kind)).not.toContain('agreement');
  });

  test.each(locales)('is told in the language %s', (locale) => {
    const translate = createTranslate(locale);
    const [vacuous] = answersTo(vacuousText).filter(({ answer }) => answer === 'vacuous');
    if (vacuous === undefined) throw new Error('nothing is vacuous');
    expect(describeFinding(vacuous, translate)).toMatch(
      locale === 'en' ? /^vacuous \(.*a defect of the model/u : /^tomt \(.*en feil i modellen/u,
    );
  });
});

describe('a value of the adversary that is taken for a secret', () => {
  test('is told as such, and nobody is said to lose anything', () => {
    const [sent, taken] = answersTo(plantedText);
    expect(sent).toMatchObject({ question: { entity: 'A' }, answer: 'holds' });
    expect(taken).toMatchObject({ question: { entity: 'B' }, answer: 'violated' });
    expect(taken?.trace?.events.map(({ kind, element }) => [kind, element])).toEqual([
      ['takes-planted', 'ORDER'],
    ]);
  });

  test('is not what is told where a secret of somebody is lost', () => {
    const lost = answersTo(plantedText.replace('penc[pk(KB)](ORDER)', 'ORDER'));
    expect(lost.map(({ trace }) => trace?.events.map(({ kind }) => kind))).toEqual([
      ['keeps', 'learns'],
      ['keeps', 'learns'],
    ]);
  });

  test.each(locales)('is told in the language %s', (locale) => {
    const [, taken] = answersTo(plantedText);
    if (taken === undefined) throw new Error('B is asked about');
    expect(describeFinding(taken, createTranslate(locale))).toMatch(
      locale === 'en'
        ? /^violated: B takes a value of the adversary for ORDER, and nobody's secret is lost \(spoofing\)$/u
        : /^brutt: B tar en verdi fra angriperen for ORDER, og ingens hemmelighet er tapt \(.+\)$/u,
    );
  });
});
