import type { Dossier } from '#core/dossier/dossier.ts';
import type { OwnThreat } from '#core/dossier/threat-entry.ts';
import type { ProjectContent } from '#core/history/state.ts';
import type { Model } from '#core/language/model.ts';
import { citationsOf, brokenCitations } from '#core/method/sources/citations.ts';
import { citingInDossier, citingInModel } from '#core/method/sources/citing-place.ts';
import { parse, resolve } from '#core/notation/notation.ts';

/**
 * What a merged project names and has not, although each side has whatever it names: a source that is cited, something of the
 * model that an own threat or a decision about a threat is about, an own threat that is judged or treated. Once each.
 *
 * @param dossiers those that the threats of the analysts' own were known in.
 */
export function namesOfNothing(
  sides: readonly ProjectContent[],
  merged: ProjectContent,
  dossiers: readonly Dossier[],
): readonly string[] {
  const own = ownThreats(dossiers);
  const known = new Set(sides.flatMap((side) => namesIn(side, own)).map(({ key }) => key));
  const lost = namesIn(merged, own).filter(({ key }) => !known.has(key));
  return [...new Set(lost.map(({ name }) => name))];
}

interface LostName {
  readonly key: string;
  /** As it is told. */
  readonly name: string;
}

function namesIn({ text, dossier }: ProjectContent, own: ReadonlyMap<string, string>): readonly LostName[] {
  const model = modelOf(text);
  return [
    ...sourcesNamed(model, dossier),
    ...(model === null ? [] : partsNamed(model, dossier)),
    ...threatsNamed(dossier, own),
  ];
}

// Of a text that cannot be parsed nobody knows what it declares.
function modelOf(text: string): Model | null {
  const { tree, diagnostics } = parse(text);
  return diagnostics.length > 0 ? null : resolve(tree).model;
}

function sourcesNamed(model: Model | null, dossier: Dossier): readonly LostName[] {
  const places = [...(model === null ? [] : citingInModel(model)), ...citingInDossier(dossier)];
  return brokenCitations(citationsOf(places), dossier.sources)
    .filter(({ problem }) => problem === 'unknown-document')
    .map(({ reference }) => ({ key: `source ${reference.document}`, name: reference.document }));
}

function partsNamed(model: Model, { threats }: Dossier): readonly LostName[] {
  const { entities, elements, phases, requirements, attacks } = model;
  const messages = phases.flatMap(({ steps }) => steps.filter((step) => step.kind === 'message'));
  const declared = new Set(
    [entities, elements, phases, requirements, attacks, messages].flatMap((list) =>
      list.map(({ name }) => name),
    ),
  );
  return threats
    .flatMap((entry) => [...entry.requirements, ...(entry.own === null ? [] : namedBy(entry.own))])
    .filter((name) => !declared.has(name))
    .map((name) => ({ key: `model ${name}`, name }));
}

function namedBy({ targets, phase, attackModel }: OwnThreat): readonly string[] {
  return [...targets, phase, attackModel].filter((name) => name !== null);
}

function threatsNamed(
  { threats, assessments, treatments }: Dossier,
  own: ReadonlyMap<string, string>,
): readonly LostName[] {
  const there = new Set(threats.map(({ id }) => id));
  const named = [...assessments.map(({ id }) => id), ...treatments.flatMap((each) => each.threats)];
  return named.flatMap((id) => {
    const name = own.get(id);
    return name === undefined || there.has(id) ? [] : [{ key: `threat ${id}`, name }];
  });
}

// Those that no model brings back, with their titles.
function ownThreats(dossiers: readonly Dossier[]): ReadonlyMap<string, string> {
  return new Map(
    dossiers.flatMap(({ threats }) =>
      threats.flatMap(({ id, title, own }): readonly (readonly [string, string])[] =>
        own === null ? [] : [[id, title === '' ? id : title]],
      ),
    ),
  );
}
