import type { ClauseStory, FactStory } from '#core/analysis/record/proof-story.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** Tells a clause of a proof in a sentence or a few, in plain language. */
export function describeClause(clause: ClauseStory, translate: Translate): string {
  const { honest, unless } = clause;
  return [
    mainSentence(clause, translate),
    ...(honest.length === 0
      ? []
      : [translate('report.clause.honest', { count: honest.length, names: listed(honest, translate) })]),
    ...unless.map(([left, right]) => translate('report.clause.unless', { left, right })),
  ].join(' ');
}

function mainSentence({ when, then }: ClauseStory, translate: Translate): string {
  const had = when.flatMap((fact) => (fact.kind === 'has' && fact.phase === null ? [fact.what] : []));
  // What the adversary can make of what it has is told in the fewest words.
  if (then.kind === 'has' && then.phase === null && had.length === when.length)
    return had.length === 0
      ? translate('report.clause.anybody', { what: then.what })
      : translate('report.clause.whoever', { had: listed(had, translate), what: then.what });
  const follows = thenWords(then, translate);
  if (when.length === 0) return translate('report.clause.always', { follows });
  // Of all that the adversary has one thing is said.
  const others = when.filter((fact) => fact.kind !== 'has' || fact.phase !== null);
  const has = had.length === 0 ? [] : [translate('report.clause.when-has', { what: listed(had, translate) })];
  const given = listed([...has, ...others.map((fact) => whenWords(fact, translate))], translate);
  return translate('report.clause.when', { given, follows });
}

function whenWords(fact: FactStory, translate: Translate): string {
  switch (fact.kind) {
    case 'has':
      return fact.phase === null
        ? translate('report.clause.when-has', { what: fact.what })
        : translate('report.clause.when-has-in', { what: fact.what, phase: fact.phase });
    case 'carried':
      return translate('report.clause.when-carried', { ...fact });
    case 'handed':
      return translate('report.clause.when-handed', { ...fact });
    case 'happened':
      return translate('report.clause.when-happened', { ...fact });
    case 'accepted':
      return translate('report.clause.when-accepted', { ...fact });
  }
}

function thenWords(fact: FactStory, translate: Translate): string {
  switch (fact.kind) {
    case 'has':
      return fact.phase === null
        ? translate('report.clause.then-has', { what: fact.what })
        : translate('report.clause.then-has-in', { what: fact.what, phase: fact.phase });
    case 'carried':
      return translate('report.clause.then-carried', { ...fact });
    case 'handed':
      return translate('report.clause.then-handed', { ...fact });
    case 'happened':
      return translate('report.clause.then-happened', { ...fact });
    case 'accepted':
      return translate('report.clause.then-accepted', { ...fact });
  }
}

function listed(items: readonly string[], translate: Translate): string {
  return items.reduce((before, item, index) =>
    index === items.length - 1
      ? translate('report.clause.and', { before, item })
      : translate('report.clause.comma', { before, item }),
  );
}
