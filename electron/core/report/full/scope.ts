import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block } from '#core/report/document/document.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { paragraph, table, describeSources } from '#core/report/document/tables.ts';
import { scopeSubjects, type ScopeStatement } from '#core/dossier/scope.ts';

/** The chapter about the scope: purpose, depth, what is in and out, and the assumptions. */
export function scopeChapter({ dossier }: ProjectState, translate: Translate): readonly Block[] {
  const { scope, statements } = dossier;
  const assumptions = statements.filter(({ subject }) => subject === 'assumption');
  const placed = statements.filter(({ subject }) => subject !== 'assumption');
  return [
    { kind: 'heading', level: 1, text: translate('report.full.scope') },
    { kind: 'heading', level: 2, text: translate('report.full.scope.purpose') },
    scope.purpose.trim() === ''
      ? { kind: 'paragraph', text: translate('report.full.scope.no-purpose'), tone: 'warning' }
      : paragraph(scope.purpose),
    { kind: 'heading', level: 2, text: translate('report.full.scope.levels') },
    table(
      ['scope.level', 'scope.coverage', 'report.column.reason'],
      [{ points: 100 }, { points: 80 }, 'share'],
      scope.levels.map(({ level, coverage, reason }) => [
        cell(translate(`scope.level.${level}`)),
        cell(translate(`scope.coverage.${coverage}`)),
        cell(reason),
      ]),
      translate,
    ),
    ...statementSection(
      'inside',
      placed.filter(({ inside }) => inside),
      translate,
    ),
    ...statementSection(
      'outside',
      placed.filter(({ inside }) => !inside),
      translate,
    ),
    ...statementSection('assumptions', assumptions, translate),
  ];
}

function statementSection(
  section: 'inside' | 'outside' | 'assumptions',
  statements: readonly ScopeStatement[],
  translate: Translate,
): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: translate(`report.full.scope.${section}`) },
    statementTable(statements, translate(`report.full.scope.no-${section}`), translate),
  ];
}

function statementTable(statements: readonly ScopeStatement[], none: string, translate: Translate): Block {
  const ordered = scopeSubjects.flatMap((subject) => statements.filter((each) => each.subject === subject));
  return table(
    ['report.column.subject', 'report.column.statement', 'report.column.reason', 'report.column.source'],
    [{ points: 66 }, 'share', { points: 150 }, { points: 110 }],
    ordered.map(({ subject, text, reason, citations }) => [
      cell(translate(`report.subject.${subject}`)),
      cell(text),
      cell(reason),
      cell(describeSources(citations, translate)),
    ]),
    translate,
    { none },
  );
}
