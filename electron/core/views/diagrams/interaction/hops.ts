import type { MessageStep, Model, Step } from '#core/language/model.ts';
import { printTerm } from '#core/language/print/print-parts.ts';
import type { TermExpression } from '#core/language/syntax.ts';

/** A content that goes from one entity to another by way of others, which pass it on and cannot open it. */
export interface Journey {
  readonly hops: readonly MessageStep[];
  /** What is passed on, as the language writes it. */
  readonly content: string;
}

type Application = Extract<TermExpression, { readonly kind: 'apply' }>;

/**
 * The journeys among the steps of a phase, by the index of their first hop: a message, and right after it, but for what
 * its receiver does by itself, one of that receiver's own with the same protected content in it, whose key it does not
 * hold.
 */
export function journeysIn(steps: readonly Step[], model: Model): ReadonlyMap<number, Journey> {
  const journeys = new Map<number, Journey>();
  for (const [index, step] of steps.entries()) {
    if (step.kind !== 'message') continue;
    let hops: readonly MessageStep[] = [step];
    let content: Application | null = null;
    for (;;) {
      const last = hops.at(-1) ?? step;
      const next: MessageStep | null = nextHop(steps, steps.indexOf(last), last);
      const shared: Application | null =
        next === null ? null : passedOn(content ?? last.content, next.content, last.receiver, model);
      if (next === null || shared === null) break;
      hops = [...hops, next];
      content = shared;
    }
    if (content !== null) journeys.set(index, { hops, content: printTerm(content) });
  }
  return journeys;
}

function nextHop(
  steps: readonly Step[],
  index: number,
  { receiver, sender }: MessageStep,
): MessageStep | null {
  for (const step of steps.slice(index + 1)) {
    if (step.kind === 'message') return step.sender === receiver && step.receiver !== sender ? step : null;
    const own = 'entity' in step ? [step.entity] : step.entities;
    if (!own.every((entity) => entity === receiver)) return null;
  }
  return null;
}

// The largest protected part of both that whoever passes it on cannot open.
function passedOn(
  before: TermExpression,
  after: TermExpression,
  by: string,
  model: Model,
): Application | null {
  const there = new Set(applicationsIn(after).map(printTerm));
  const shared = applicationsIn(before).filter(
    (each) => there.has(printTerm(each)) && isClosedTo(each, by, model),
  );
  return shared.toSorted((one, other) => printTerm(other).length - printTerm(one).length)[0] ?? null;
}

function isClosedTo({ key }: Application, entity: string, { elements }: Model): boolean {
  const name = key?.kind === 'name' ? key.name : key?.kind === 'key-half' ? key.pair.name : null;
  const declared = elements.find((each) => each.name === name);
  return declared !== undefined && !declared.holders.includes(entity);
}

function applicationsIn(term: TermExpression): readonly Application[] {
  switch (term.kind) {
    case 'name':
    case 'key-half':
      return [];
    case 'tuple':
      return term.parts.flatMap(applicationsIn);
    case 'apply':
      return [
        term,
        ...applicationsIn(term.content),
        ...(term.associated === null ? [] : applicationsIn(term.associated)),
      ];
  }
}
