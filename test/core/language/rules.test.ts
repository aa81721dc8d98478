import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { constructNames } from '#core/language/reference.ts';
import { constructsOf, examplesOf, ruleNames, type ExpectedAnswer } from '#core/language/rules.ts';
import { createTranslate, locales } from '#core/messages/catalogue.ts';
import { HonestEvents } from '#core/semantics/reached.ts';
import { describeRuleExample } from '#core/views/words/describe-rule-example.ts';
import { exploredText } from '../semantics/explored.ts';

type Explored = ReturnType<typeof exploredText>;

/** The violations that the interpreter finds of what is asked; null where the model asks nothing of the kind. */
function foundOf({ questions, violations }: Explored, answer: ExpectedAnswer): readonly string[] | null {
  const { kind, element, entity, originator, on, phase } = answer;
  const isMeant = (asked: Explored['questions'][number]): boolean =>
    asked.kind === kind &&
    asked.element === element &&
    asked.entity === entity &&
    asked.originator === originator &&
    asked.on.join() === on.join() &&
    asked.phase === phase;
  if (!questions.some(isMeant)) return null;
  return violations.filter(({ asked }) => isMeant(asked)).map(({ story }) => story.join('\n'));
}

/** True where the honest run comes to what is asked. */
function isReached(text: string, answer: ExpectedAnswer): boolean | null {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('not executable');
  const { model } = executable;
  const attack = model.attacks.find(({ name }) => name === answer.attack) ?? null;
  return new HonestEvents(model).reaches({ ...answer, honest: [] }, attack);
}

const examples = ruleNames.flatMap((rule) =>
  examplesOf(rule).map((example, index) => [rule, index + 1, example] as const),
);

describe('the rules of the language', () => {
  test('are each shown with a construct, and with a model', () => {
    const constructs: readonly string[] = constructNames;
    for (const rule of ruleNames) {
      expect(examplesOf(rule), rule).not.toEqual([]);
      expect(constructsOf(rule), rule).not.toEqual([]);
      expect(constructsOf(rule).filter((name) => !constructs.includes(name))).toEqual([]);
    }
  });

  test.each(examples)('%s, model %i: is accepted, or refused as it says', (_, __, { text, diagnostics }) => {
    expect(checkText(text).diagnostics.map(({ code }) => code)).toEqual(diagnostics);
  });

  test.each(examples)('%s, model %i: is interpreted as it says', (_, __, { text, answers, diagnostics }) => {
    if (diagnostics.length > 0) {
      expect(answers).toEqual([]);
      return;
    }
    for (const attack of new Set([null, ...answers.map((answer) => answer.attack)])) {
      const explored = exploredText(text, { attack });
      // What nobody comes to would be violated by nothing.
      expect(explored.ends.filter((end) => !explored.completed.has(end))).toEqual([]);
      for (const answer of answers) {
        if (answer.attack !== attack) continue;
        const found = foundOf(explored, answer);
        expect(found, 'is asked').not.toBeNull();
        if (answer.right === 'violated') expect(found).not.toEqual([]);
        else expect(found).toEqual([]);
        expect(isReached(text, answer), 'is about something').toBe(answer.right !== 'vacuous');
      }
    }
  });

  test.each(locales)('are told in the language %s', (locale) => {
    const translate = createTranslate(locale);
    for (const rule of ruleNames) {
      expect(translate(`language.rule.${rule}`)).toMatch(/^\S.*\.$/u);
      for (const example of examplesOf(rule)) {
        const sentences = describeRuleExample(example, translate);
        expect(sentences).toHaveLength(example.diagnostics.length + example.answers.length);
        expect(new Set(sentences).size).toBe(sentences.length);
        for (const sentence of sentences) expect(sentence).toMatch(/^[^{}]+\.$/u);
      }
    }
  });
});
