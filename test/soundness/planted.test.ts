import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import { sampleText } from '../support/models/sample.ts';
import { isShown, reportedIn } from './reported-attacks.ts';

type Change = readonly [from: string, to: string];

/**
 * The answers to the questions that no longer hold when the example is changed so; as soon as those that are wanted
 * are answered, no more are asked for.
 */
function broken(
  changes: readonly Change[],
  wanted: readonly string[] | null,
): Readonly<Record<string, string>> {
  let text = sampleText;
  for (const [from, to] of changes) {
    const changed = text.replaceAll(from, to);
    if (changed === text) throw new Error(`the example has no ${from}`);
    text = changed;
  }
  const { executable, diagnostics } = checkText(text);
  expect(diagnostics).toEqual([]);
  if (executable === null) return {};
  const answered = new Set<string>();
  const verdicts = verifyModel(executable.model, executable.run, {
    clauses: 100_000,
    cancelled: () => wanted?.every((line) => answered.has(line)) === true,
    progress: (news) => {
      if (news.kind === 'answered') answered.add(lineOf(news.verdict));
    },
  });
  for (const reported of reportedIn(executable, 100_000)) {
    expect(isShown(reported, reported.trace)).toBe(true);
  }
  const lost = verdicts.filter(({ answer }) => answer !== 'holds');
  return Object.fromEntries(lost.map((verdict) => [lineOf(verdict), verdict.answer]));
}

function lineOf({ question: asked }: Verdict): string {
  return `${asked.kind} of ${asked.element ?? ''} at ${asked.entity}`;
}

describe('weakened, the bundled example no longer holds', () => {
  test('a renewed key without anything fresh is taken again', () => {
    const found = broken(
      [
        ['(K_mh_next, C_mh_down ; HES, MET, RENEWAL)', '(K_mh_next ; HES, MET, RENEWAL)'],
        [
          'MET checks C_mc_down, C_mh_down\n  MET installs K_mh_next',
          'MET checks C_mc_down\n  MET installs K_mh_next',
        ],
      ],
      null,
    );
    expect(found).toEqual({ 'injective-agreement of K_mh_next at MET': 'violated' });
  });

  test('one key for both directions, without names, lets each be taken for the other', () => {
    const found = broken(
      [
        ['(COMMAND, C_mh_down ; HES, MET)', '(COMMAND, C_mh_down)'],
        ['(READING, C_mh_up ; MET, HES)', '(READING, C_mh_up)'],
      ],
      ['agreement of COMMAND at MET', 'agreement of READING at HES'],
    );
    expect(found).toMatchObject({
      'agreement of COMMAND at MET': 'violated',
      'agreement of READING at HES': 'violated',
    });
  });

  test('a master key that the concentrator is told is no secret of the others', () => {
    const found = broken(
      [['(MET, K_mc_join, C_ch_down ; HES, CON)', '(MET, K_mc_join, K_mh_master, C_ch_down ; HES, CON)']],
      ['secrecy of K_mh_master at MET'],
    );
    expect(found).toMatchObject({ 'secrecy of K_mh_master at MET': 'violated' });
  });

  test('a traffic key that the concentrator can read is the adversary’s with a dishonest concentrator', () => {
    const found = broken(
      [
        ['aead[K_mh_kek](K_mh, C_mh_down ; HES, MET), C_ch_down', 'K_mh, C_mh_down, C_ch_down'],
        ['aead[K_mh_kek](K_mh, C_mh_down ; HES, MET), C_mc_down', 'K_mh, C_mh_down, C_mc_down'],
      ],
      ['secrecy of K_mh at HES'],
    );
    expect(Object.entries(found)).toContainEqual(['secrecy of K_mh at HES', 'violated']);
  });
});
