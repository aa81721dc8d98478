import { statementLine } from '#core/claims/statement.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import type { Claim, MessageStep, Model, SourceReference } from '#core/language/model.ts';
import type { Span } from '#core/language/source.ts';

/** The kinds of thing that can cite: statements of the model, statements of the scope, threats. */
export const citingKinds = [
  'entity',
  'element',
  'phase',
  'message',
  'requirement',
  'tick',
  'claim',
  'attack',
  'scope',
  'threat',
] as const;
export type CitingKind = (typeof citingKinds)[number];

/** Where something that can cite stands: in the model's text, or in an entry of the dossier. */
export type CitingSite =
  { readonly in: 'text'; readonly span: Span } | { readonly in: 'scope' | 'threats'; readonly id: string };

/** Something that can cite, and what it cites. */
export interface CitingPlace {
  readonly kind: CitingKind;
  /** Its name: a name of the model, names of the model, or words of the analyst. */
  readonly name: string;
  /** A description beside the name; empty where nothing is. */
  readonly label: string;
  readonly site: CitingSite;
  readonly citations: readonly SourceReference[];
}

/** Everything in a model that can cite, in the order of its kinds. */
export function citingInModel(model: Model): readonly CitingPlace[] {
  const messages = model.phases.flatMap(({ steps }) =>
    steps.filter((step): step is MessageStep => step.kind === 'message'),
  );
  return [
    ...model.entities.map((each) => labelled('entity', each)),
    ...model.elements.map((each) => labelled('element', each)),
    ...model.phases.map((each) => labelled('phase', each)),
    ...messages.map((each) => labelled('message', each)),
    ...model.requirements.map((each) => labelled('requirement', { ...each, label: each.text })),
    ...model.ticks.map(({ property, element, sources, span }) =>
      inText('tick', `${property} ${element}`, '', sources, span),
    ),
    ...model.claims.map((claim) => inText('claim', nameOf(claim), '', claim.sources, claim.span)),
    ...model.attacks.map((each) => labelled('attack', each)),
  ];
}

/** Everything in a dossier that can cite. */
export function citingInDossier({ statements, threats }: Dossier): readonly CitingPlace[] {
  return [
    ...statements.map(({ id, text, citations }): CitingPlace => ({
      kind: 'scope',
      name: text,
      label: '',
      site: { in: 'scope', id },
      citations,
    })),
    ...threats.map(({ id, title, citations }): CitingPlace => ({
      kind: 'threat',
      name: title === '' ? id : title,
      label: '',
      site: { in: 'threats', id },
      citations,
    })),
  ];
}

interface Labelled {
  readonly name: string;
  readonly label: string;
  readonly sources: readonly SourceReference[];
  readonly span: Span;
}

function labelled(kind: CitingKind, { name, label, sources, span }: Labelled): CitingPlace {
  return inText(kind, name, label === name ? '' : label, sources, span);
}

function inText(
  kind: CitingKind,
  name: string,
  label: string,
  citations: readonly SourceReference[],
  span: Span,
): CitingPlace {
  return { kind, name, label, site: { in: 'text', span }, citations };
}

// As the claim begins in the text: before the elements and the phase.
function nameOf(claim: Claim): string {
  return statementLine({ ...claim, on: [], phase: null });
}
