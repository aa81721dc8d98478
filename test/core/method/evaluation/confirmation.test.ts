import { describe, expect, test } from 'vitest';
import type { Confirmation } from '#core/dossier/confirmation.ts';
import { confirmationOf, evaluate, type CriterionEvaluation } from '#core/method/evaluation/evaluation.ts';
import type { CriterionProposal } from '#core/method/evaluation/proposal.ts';
import { createTranslate, locales } from '#core/messages/catalogue.ts';
import { evaluationSheet, describeConfirmation } from '#core/views/tables/evaluation-sheets.ts';

const partly: CriterionProposal = {
  criterion: 'key-management-modelled',
  status: 'partly',
  met: [{ code: 'keys-renewed', count: 2 }],
  missing: [{ code: 'session-keys-not-renewed', count: 2 }],
};
const done: CriterionProposal = { ...partly, status: 'done', missing: [] };

function only(proposal: CriterionProposal, confirmations: readonly Confirmation[]): CriterionEvaluation {
  const [evaluation] = evaluate([proposal], confirmations);
  if (evaluation === undefined) throw new Error('no evaluation');
  return evaluation;
}

describe('a criterion', () => {
  test('stands as proposed until the analyst gives her word', () => {
    expect(only(partly, [])).toMatchObject({
      status: 'partly',
      confirmationStatus: 'proposed',
      outdated: false,
    });
  });

  test('is confirmed by the word that was proposed, and overruled by another one', () => {
    const agrees = confirmationOf(partly, 'partly', 'As the sources have it');
    expect(only(partly, [agrees])).toMatchObject({ status: 'partly', confirmationStatus: 'confirmed' });
    const differs = confirmationOf(partly, 'done', 'These keys are never renewed in the field');
    expect(only(partly, [differs])).toMatchObject({
      status: 'done',
      confirmationStatus: 'overruled',
      outdated: false,
      unreasoned: false,
    });
  });

  test('is marked when the proposal is another than the one that she saw', () => {
    const word = confirmationOf(partly, 'partly', 'So it is');
    expect(only(done, [word])).toMatchObject({
      status: 'partly',
      confirmationStatus: 'confirmed',
      outdated: true,
    });
  });

  test('is marked when the same proposal has another gap, but not when more speaks for it', () => {
    const word = confirmationOf(partly, 'done', 'Two session keys live for a minute only');
    const third = { ...partly, missing: [{ code: 'session-keys-not-renewed', count: 3 }] as const };
    expect(only(third, [word]).outdated).toBe(true);
    const other = { ...partly, missing: [{ code: 'replaced-keys-kept', count: 2 }] as const };
    expect(only(other, [word]).outdated).toBe(true);
    const more = { ...partly, met: [{ code: 'keys-renewed', count: 5 }] as const };
    expect(only(more, [word]).outdated).toBe(false);
  });

  test('is marked when no reason is given', () => {
    expect(only(partly, [confirmationOf(partly, 'done', ' \n')]).unreasoned).toBe(true);
  });

  test('takes no word that is about another one', () => {
    const other = confirmationOf({ ...partly, criterion: 'phases-modelled' }, 'open', 'No');
    expect(only(partly, [other])).toMatchObject({ confirmationStatus: 'proposed', confirmation: null });
  });
});

describe.each(locales)('told in %s', (locale) => {
  const translate = createTranslate(locale);

  test('an evaluation says what counts, how it came about and what is wrong with it', () => {
    const evaluations = evaluate([done, partly], [confirmationOf(partly, 'done', '')]);
    const sheet = evaluationSheet(evaluations, translate);
    for (const row of sheet.rows) expect(row).toHaveLength(sheet.columns.length);
    const first = evaluations[0];
    const marks = [translate('evaluation.outdated'), translate('evaluation.unreasoned')];
    for (const mark of marks) expect(first && describeConfirmation(first, translate)).toContain(mark);
  });

  test('one without any word has no columns for it', () => {
    expect(evaluationSheet(evaluate([done], []), translate).columns).toHaveLength(4);
  });
});
