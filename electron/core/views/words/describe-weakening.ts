import { assumptionKinds } from '#core/analysis/record/assumption.ts';
import { channelTrusts, elementKinds, requirementKinds } from '#core/language/kinds.ts';
import type { Weakening } from '#core/method/comparison/weakening.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { describeAsked } from './describe-asked.ts';

/** Tells in which way less is asked. */
export function describeWeakening(weakened: Weakening, translate: Translate): string {
  const { kind, question, names, before, after } = weakened;
  return translate(`report.compare.weakened.${kind}`, {
    asked: question === null ? '' : describeAsked(question, translate),
    element: question?.element ?? '',
    names: names.join(', '),
    first: names[0] ?? '',
    rest: names.slice(1).join(', '),
    before: wordOf(before, weakened, translate),
    after: wordOf(after, weakened, translate),
  });
}

// Words of the language in the reader's.
function wordOf(said: string | null, { kind, names }: Weakening, translate: Translate): string {
  if (said === null) return '';
  if (kind === 'element-kind') return among(elementKinds, said, (word) => translate(`report.kind.${word}`));
  if (kind === 'requirement-kind')
    return among(requirementKinds, said, (word) => translate(`report.requirement-kind.${word}`));
  if (kind === 'channel-trusted')
    return among(channelTrusts, said, (word) => translate(`report.trust.${word}`));
  if (kind !== 'assumes') return said;
  return among(assumptionKinds, said, (word) =>
    translate(`report.assumes.${word}`, { names: names.join(', '), count: names.length }),
  );
}

function among<Word extends string>(
  words: readonly Word[],
  said: string,
  tell: (word: Word) => string,
): string {
  const word = words.find((each) => each === said);
  return word === undefined ? said : tell(word);
}
