import { describe, expect, test, vi } from 'vitest';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { engineVersion } from '#core/analysis/record/record.ts';
import * as translation from '#core/analysis/3-translate/translate.ts';
import { openVerdict, type Verdict } from '#core/analysis/record/verdict.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import { isAllProved } from '#core/method/requirements/unasked.ts';
import { threatCatalogue } from '#core/method/threats/catalogue.ts';
import type { VerificationMessage } from '#engine/messages.ts';
import { verifyText } from '#engine/verify-text.ts';
import { sampleText } from '../support/models/sample.ts';

vi.mock(import('#core/analysis/3-translate/translate.ts'), { spy: true });

const attackModels = 40;

// Attack models of every kind: two bring the adversary into the phase that it is absent from otherwise.
const text = `${sampleText}
${Array.from({ length: attackModels }, (_, index) => {
  const kinds = ['leak K_mc_join', 'compromise CON from operations', 'adversary passive', 'untyped'];
  return `attack worse_${index} {\n  ${kinds[index % kinds.length]}\n}`;
}).join('\n')}
attack factory {
  channel KPE, MET public in production
}
attack factory_heard {
  adversary passive
  channel KPE, CON public in production
}
`;

function executable(): NonNullable<ReturnType<typeof checkText>['executable']> {
  const { executable: found } = checkText(text);
  if (found === null) throw new Error('the model is executable');
  return found;
}

const { model, run } = executable();
const key = (question: Question): string => JSON.stringify(question);
const all = problemsOf(model, run).flatMap(({ questions }) => questions);

/** What was done when the time was over after so many looks at the clock. */
interface Done {
  readonly verdicts: readonly Verdict[];
  readonly told: readonly Question[];
  readonly answered: ReadonlyMap<number, string>;
  /** How often the clock was looked at, and how many protocols were written, after the time was over. */
  readonly looks: number;
  readonly translations: number;
}

function stoppedAfter(looks: number): Done {
  const translate = vi.mocked(translation.protocolOf);
  let asked = 0;
  let before = looks === 0 ? translate.mock.calls.length : 0;
  const told: Question[] = [];
  const answered = new Map<number, string>();
  const verdicts = verifyModel(model, run, {
    clauses: 1_000,
    stoppedBy: () => 'time',
    cancelled: () => {
      asked += 1;
      if (asked === looks) before = translate.mock.calls.length;
      return asked > looks;
    },
    progress: (news) => {
      if (news.kind === 'asked') told.push(...news.questions);
      if (news.kind === 'answered') answered.set(news.question, key(news.verdict.question));
    },
  });
  const translations = translate.mock.calls.length - before;
  return { verdicts, told, answered, looks: asked - looks, translations };
}

const isOpen = ({ answer, reason }: Verdict): boolean => answer === 'undecided' && reason === 'time';

describe('an analysis of many attack models whose time is over', () => {
  test.each([0, 1, 7, attackModels])('after %i looks at the clock leaves every question open', (looks) => {
    const { verdicts, told, answered } = stoppedAfter(looks);
    expect(verdicts.map(({ question }) => key(question)).toSorted()).toEqual(all.map(key).toSorted());
    expect(told.map(key)).toEqual(verdicts.map(({ question }) => key(question)));
    expect([...answered.keys()]).toEqual([...all.keys()]);
    expect([...answered.values()]).toEqual(told.map(key));
    expect(verdicts.filter((verdict) => !isOpen(verdict))).toEqual([]);
    const record = analyseModel(model, run, '');
    expect(isAllProved({ model, run }, record, verdicts)).toBe(false);
  });

  test('does no more than find out what is asked', () => {
    const { translations, looks } = stoppedAfter(0);
    // The plain adversary, the time afterwards, and the one phase earlier that the adversary may come in.
    expect(translations).toBeLessThanOrEqual(3);
    // One look for each attack model and each inquiry.
    expect(looks).toBeLessThanOrEqual(3 * attackModels);
  });

  test('stops between two attack models', () => {
    const done = stoppedAfter(5);
    expect(done.translations).toBeLessThanOrEqual(3);
    expect(done.looks).toBeLessThanOrEqual(3 * attackModels);
  });
});

test.each([
  ['time', 'the time is over', 0],
  ['cancelled', 'the analyst stopped it', 1],
])('what is left open says %s where %s', (reason, _, stopped) => {
  const stop = new SharedArrayBuffer(4);
  new Int32Array(stop)[0] = stopped;
  const clauses = new SharedArrayBuffer(8);
  const told: VerificationMessage[] = [];
  const bounds = { clauses: 100_000, seconds: 0 };
  verifyText({ kind: 'verify', text: sampleText, bounds, stop, clauses }, (message) => told.push(message));
  const verdicts = told.flatMap((message) => (message.kind === 'answered' ? [message.verdict] : []));
  expect(verdicts.length).toBeGreaterThan(40);
  expect(new Set(verdicts.map((verdict) => `${verdict.answer} ${String(verdict.reason)}`))).toEqual(
    new Set([`undecided ${reason}`]),
  );
  expect(told.at(-1)).toEqual({ kind: 'finished' });
});

describe('the catalogue of threats', () => {
  const record = analyseModel(model, run, '');
  const analysis = {
    ...{ engineVersion, bounds: null, cost: null, currency: 'current' as const, model },
    verdicts: all.map((question) => openVerdict(question, 'time')),
  };

  const shown = (known: ActiveAnalysis | null): readonly unknown[] =>
    threatCatalogue({ model, run }, record, known, []).map(({ id, answer, open, evidence }) => ({
      ...{ id, answer, open },
      evidence: evidence.length,
    }));

  test('translates nothing to know what is asked, whether or not anything was answered', () => {
    const translate = vi.mocked(translation.protocolOf);
    const before = translate.mock.calls.length;
    expect(shown(analysis).length).toBeGreaterThan(10);
    expect(shown(null).length).toBe(shown(analysis).length);
    expect(translate.mock.calls.length).toBe(before);
  });
});
