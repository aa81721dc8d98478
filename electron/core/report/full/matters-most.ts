import type { Translate } from '#core/messages/catalogue.ts';
import type { Block } from '#core/report/document/document.ts';
import { paragraph } from '#core/report/document/tables.ts';
import { attackLabels } from '#core/report/full/question-labels.ts';
import { resultOf, type RequirementResult } from '#core/report/full/requirement-results.ts';
import { guidelines } from '#core/method/guidelines/design/finding.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import type { TracedRequirement } from '#core/method/requirements/trace-requirement.ts';
import { describeThreat } from '#core/method/threats/describe-threat.ts';
import { attacksByCause } from '#core/views/attacks/attack-cause.ts';

/** Of the assumptions that break something, as many are told as a reader keeps in mind. */
const mostAssumptions = 3;

/** What a reader has to know first: what is broken or open, what an assumption would break most, what risk is not accepted. */
export function mattersMost(
  state: ProjectState,
  requirements: readonly TracedRequirement[],
  translate: Translate,
): readonly Block[] {
  const items = [
    ...requirementItems(state, requirements, translate),
    ...assumptionItems(state, requirements, translate),
    ...riskItems(state, translate),
    ...designItems(state, translate),
  ];
  return items.length === 0
    ? [paragraph(translate('report.full.matters.nothing'))]
    : [{ kind: 'list', numbered: false, items }];
}

function requirementItems(
  { analysis }: ProjectState,
  requirements: readonly TracedRequirement[],
  translate: Translate,
): readonly string[] {
  const named = (result: RequirementResult): { readonly count: number; readonly names: string } => {
    const own = requirements.filter(({ status }) => resultOf[status] === result);
    return { count: own.length, names: own.map(({ requirement }) => requirement.name).join(', ') };
  };
  const causes = attacksByCause(analysis?.verdicts ?? []).filter(
    ({ cause }) => cause.kind === 'found',
  ).length;
  const faults = (analysis?.verdicts ?? []).filter(({ answer }) => answer === 'inconsistent').length;
  const [broken, undecided, open] = [named('broken'), named('undecided'), named('not-asked')];
  return [
    ...(broken.count === 0 ? [] : [translate('report.full.matters.broken', { ...broken, causes })]),
    ...(undecided.count === 0 ? [] : [translate('report.full.matters.undecided', undecided)]),
    ...(open.count === 0 ? [] : [translate('report.full.matters.not-asked', open)]),
    ...(faults === 0 ? [] : [translate('report.full.matters.inconsistent', { count: faults })]),
  ];
}

// What breaks most first.
function assumptionItems(
  { model, analysis }: ProjectState,
  requirements: readonly TracedRequirement[],
  translate: Translate,
): readonly string[] {
  if (analysis === null) return [];
  const labels = attackLabels(model);
  return model.attacks
    .map(({ name, label }) => ({
      name,
      label,
      broken: requirements.filter(
        ({ status, attacks }) =>
          resultOf[status] !== 'broken' &&
          attacks.some((each) => each.attack === name && resultOf[each.status] === 'broken'),
      ),
      violated: analysis.verdicts.filter(
        ({ question, answer }) => question.attack === name && answer === 'violated',
      ).length,
    }))
    .filter(({ broken }) => broken.length > 0)
    .toSorted((left, right) => right.broken.length - left.broken.length || right.violated - left.violated)
    .slice(0, mostAssumptions)
    .map(({ name, label, broken, violated }) =>
      translate('report.full.matters.assumed', {
        attack: labels.get(name) ?? name,
        label,
        count: broken.length,
        names: broken.map(({ requirement }) => requirement.name).join(', '),
        violated,
      }),
    );
}

function riskItems({ risks, model }: ProjectState, translate: Translate): readonly string[] {
  return risks
    .filter(({ after }) => after?.acceptance === 'unacceptable')
    .map(({ number, threat }) =>
      translate('report.full.matters.risk', {
        number: String(number),
        title: describeThreat(threat, model, translate, 'all').title,
      }),
    );
}

function designItems({ findings, threats }: ProjectState, translate: Translate): readonly string[] {
  const warned = new Set(
    findings.filter(({ code }) => guidelines[code].severity === 'warning').map(({ code }) => code),
  );
  const undecided = threats.filter(({ entry }) => (entry?.decision ?? 'undecided') === 'undecided').length;
  return [
    ...[...warned].map((code) =>
      translate('report.full.matters.guideline', { title: translate(`guideline.${code}.title`) }),
    ),
    ...(undecided === 0 ? [] : [translate('report.full.matters.threats', { count: undecided })]),
  ];
}
