import type { ComparedDossiers } from '#core/method/comparison/compare-dossiers.ts';
import type { EntryChange } from '#core/method/comparison/compare-entries.ts';
import type { ComparedContents } from '#core/method/comparison/compare-contents.ts';
import type { StatementChange } from '#core/method/comparison/compare-statements.ts';

type DossierChanges = ComparedDossiers[keyof ComparedDossiers];

/** What differs, as the command gives it to programs (resources/docs/command.md, "JSON of a comparison"). */
export function comparisonAsJson(compared: ComparedContents): object {
  const { renames, statements, models, threats, tableOne, dossier } = compared;
  const { verdicts = [], weakened = [] } = models ?? {};
  const lists = Object.entries(dossier).map(
    ([list, changes]: readonly [string, DossierChanges]): readonly [string, readonly object[]] => [
      list,
      changes.map((change) => ('id' in change ? entryAsJson(change) : change)),
    ],
  );
  return {
    renamed: renames,
    statements: statements.map(statementAsJson),
    verdicts: verdicts.map(({ kind, question, instead, before, after, limited, through }) => ({
      kind,
      attack: question.attack,
      question: question.key,
      instead: instead?.key ?? null,
      before: before?.answer ?? null,
      after: after?.answer ?? null,
      limited,
      through: through.map(statementAsJson),
    })),
    weakened: weakened.map(({ kind, question, names, before, after }) => ({
      kind,
      attack: question?.attack ?? null,
      question: question?.key ?? null,
      names,
      before,
      after,
    })),
    threats: (threats?.catalogue ?? []).map(entryAsJson),
    risks: (threats?.risks ?? []).map(entryAsJson),
    dossier: Object.fromEntries(lists),
    tableOne,
  };
}

function statementAsJson({ kind, part, within, from, before, after }: StatementChange): object {
  return { kind, part, within, from, before: before?.line ?? null, after: after?.line ?? null };
}

function entryAsJson({ kind, id, fields }: Pick<EntryChange<unknown>, 'kind' | 'id' | 'fields'>): object {
  return { kind, id, fields };
}
