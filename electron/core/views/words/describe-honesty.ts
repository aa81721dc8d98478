import type { Question } from '#core/analysis/record/question.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { grouped } from '#core/grouped.ts';

/**
 * Tells once for all answers who is taken for honest in them, a sentence for each set of entities, and last that nobody else
 * is. None where nothing is asked.
 */
export function describeHonesty(asked: readonly Question[], translate: Translate): readonly string[] {
  const sets = [...grouped(asked, ({ honest }) => honest.toSorted().join(', '))];
  if (sets.length === 0) return [];
  const named = (own: readonly Question[]): { readonly names: string; readonly count: number } => {
    const honest = own[0]?.honest ?? [];
    return { names: honest.join(', '), count: honest.length };
  };
  const sentences =
    sets.length === 1
      ? sets.map(([, own]) => translate('report.honest.all', named(own)))
      : sets.map(([, own]) =>
          translate('report.honest.some', {
            ...named(own),
            about: subjectsOf(own, asked, translate).join('; '),
          }),
        );
  return [...sentences, translate('report.honest.nobody-else')];
}

// What questions are about, each once; with whose view, where not all views of it go by the same entities.
function subjectsOf(
  own: readonly Question[],
  all: readonly Question[],
  translate: Translate,
): readonly string[] {
  const elsewhere = new Set(
    all.filter((each) => !own.includes(each)).map((each) => subjectOf(each, translate)),
  );
  return [
    ...new Set(
      own.map((each) => {
        const what = subjectOf(each, translate);
        return elsewhere.has(what) ? translate('report.honest.seen', { what, entity: each.entity }) : what;
      }),
    ),
  ];
}

function subjectOf({ element, entity, originator }: Question, translate: Translate): string {
  if (element !== null) return element;
  return translate('report.honest.between', { entity, originator: originator ?? '' });
}
