import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { judgedAspects, type Assessment, type JudgedAspect } from '#core/dossier/assessment.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import { editionOf } from '#core/dossier/risk-policy.ts';
import type { DiagnosticCode } from '#core/language/diagnostic.ts';
import { grouped } from '#core/grouped.ts';
import { canonicalJson } from '#core/history/canonical.ts';
import type { ProjectContent } from '#core/history/state.ts';
import { judgedBy } from './dossier/merge-policy.ts';
import { namesOfNothing } from './names-of-nothing.ts';

/**
 * The kinds of what somebody must know of a merged project although nothing in it is a conflict.
 *
 * - `text-refused`: the text has errors that neither side's has, such as a use of what the other side renamed.
 * - `owner-removed`: an owner of the information is none any more.
 * - `judged-under-other-criteria`: threats were judged on one side, and the criteria that hold now are not those of that side.
 *   Nothing else shows it, as the edition is the same.
 * - `title-of-several-sources`: citations name a source by its title, and several have this one.
 * - `name-of-nothing`: something is named that is not there, such as a source that one side removed and the other cites.
 */
export const mergeNoticeKinds = [
  'text-refused',
  'owner-removed',
  'judged-under-other-criteria',
  'title-of-several-sources',
  'name-of-nothing',
] as const;
type MergeNoticeKind = (typeof mergeNoticeKinds)[number];

interface MergeNoticeDetails extends Record<MergeNoticeKind, object> {
  readonly 'text-refused': { readonly codes: readonly DiagnosticCode[] };
  readonly 'owner-removed': { readonly id: string; readonly organisation: string };
  readonly 'judged-under-other-criteria': { readonly threats: readonly string[] };
  readonly 'title-of-several-sources': { readonly title: string };
  readonly 'name-of-nothing': { readonly name: string };
}

/** Something that somebody must know of a merged project although nothing in it is a conflict. */
export type MergeNotice = {
  [Kind in MergeNoticeKind]: { readonly kind: Kind } & MergeNoticeDetails[Kind];
}[MergeNoticeKind];

/** Everything that must be told of a merged project. */
export function mergeNotices(
  base: Dossier | null,
  mine: ProjectContent,
  theirs: ProjectContent,
  merged: ProjectContent,
): readonly MergeNotice[] {
  const sides = [mine, theirs];
  const dossiers = sides.map(({ dossier }) => dossier);
  const known = base === null ? [] : [base];
  return [
    ...textRefused(sides, merged.text),
    ...ownersRemoved([...dossiers, ...known], merged.dossier),
    ...judgedOtherwise(base, dossiers, merged.dossier),
    ...titlesTwice(dossiers, merged.dossier),
    ...namesOfNothing(sides, merged, [...known, ...dossiers]).map(
      (name) => ({ kind: 'name-of-nothing', name }) as const,
    ),
  ];
}

// More errors of one code than on the side that has most of them.
function textRefused(sides: readonly ProjectContent[], text: string): readonly MergeNotice[] {
  if (sides.some((side) => side.text === text)) return [];
  const errors = counted(codesOf(text));
  if (errors.size === 0) return [];
  const known = sides.map((side) => counted(codesOf(side.text)));
  const codes = [...errors].flatMap(([code, count]) =>
    known.every((counts) => (counts.get(code) ?? 0) < count) ? [code] : [],
  );
  return codes.length === 0 ? [] : [{ kind: 'text-refused', codes }];
}

function counted(codes: readonly DiagnosticCode[]): ReadonlyMap<DiagnosticCode, number> {
  return new Map([...grouped(codes, (code) => code)].map(([code, same]) => [code, same.length]));
}

function codesOf(text: string): readonly DiagnosticCode[] {
  return checkText(text).diagnostics.map(({ code }) => code);
}

function ownersRemoved(before: readonly Dossier[], { owners }: Dossier): readonly MergeNotice[] {
  const left = new Set(owners.map(({ id }) => id));
  const gone = before.flatMap((dossier) => dossier.owners).filter(({ id }) => !left.has(id));
  return [...grouped(gone, ({ id }) => id)].map(([id, [first]]) => ({
    kind: 'owner-removed',
    id,
    organisation: first?.organisation ?? '',
  }));
}

// A judgement of an older edition shows by itself that it was made under other criteria.
function judgedOtherwise(
  base: Dossier | null,
  sides: readonly Dossier[],
  { assessments, riskPolicy }: Dossier,
): readonly MergeNotice[] {
  const edition = editionOf(riskPolicy);
  const criteria = judgedBy(riskPolicy);
  const before = judgementsIn(base);
  const judging = sides.map((side) => ({
    judged: judgementsIn(side),
    isSame: judgedBy(side.riskPolicy) === criteria,
  }));
  const threats = assessments.filter((assessment) =>
    judgedAspects.some((aspect) => {
      if (assessment[aspect]?.edition !== edition) return false;
      const judgement = judgementKey(assessment, aspect);
      if (before.has(judgement)) return false;
      const judges = judging.filter(({ judged }) => judged.has(judgement));
      return judges.length > 0 && !judges.some(({ isSame }) => isSame);
    }),
  );
  const ids = threats.map(({ id }) => id);
  return ids.length === 0 ? [] : [{ kind: 'judged-under-other-criteria', threats: ids }];
}

function judgementsIn(dossier: Dossier | null): ReadonlySet<string> {
  const assessments = dossier?.assessments ?? [];
  return new Set(
    assessments.flatMap((assessment) => judgedAspects.map((aspect) => judgementKey(assessment, aspect))),
  );
}

function judgementKey(assessment: Assessment, aspect: JudgedAspect): string {
  return canonicalJson([assessment.id, aspect, assessment[aspect]]);
}

function titlesTwice(sides: readonly Dossier[], merged: Dossier): readonly MergeNotice[] {
  const twice = ({ sources }: Dossier): readonly string[] =>
    [...grouped(sources, ({ title }) => title)].flatMap(([title, same]) => (same.length > 1 ? [title] : []));
  const known = new Set(sides.flatMap(twice));
  return twice(merged).flatMap((title) =>
    known.has(title) ? [] : [{ kind: 'title-of-several-sources', title }],
  );
}
