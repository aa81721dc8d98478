import { countedFindings, plainFinding, type Findings } from './findings.ts';
import type { Element, Model, Step } from '#core/language/model.ts';

/**
 * Criterion 5: key management, key update above all, is modelled. An update is whole when the new key is made or
 * derived and installed and everybody that shares the old one erases it; every session key has one, or comes from one.
 */
export function keyManagementCriterion(model: Model): Findings {
  const keys = model.elements.filter(({ kind }) => kind === 'symmetric-key' || kind === 'key-pair');
  const steps = model.phases.flatMap((phase) => phase.steps);
  const erased = elementsOf(steps, 'erase');
  const installed = elementsOf(steps, 'install');
  const established = new Set([
    ...elementsOf(steps, 'make'),
    ...steps.flatMap((step) => (step.kind === 'derive' ? [step.element] : [])),
    ...installed,
  ]);
  const renewals = keys.filter(({ replaces }) => replaces !== null);
  const replaced = new Set(renewals.map(({ replaces }) => replaces));
  const lasting = keys.filter(
    ({ name, lifetime, replaces }) => lifetime === 'session' && replaces === null && !replaced.has(name),
  );
  const met = countedFindings([
    ['keys-established', keys.filter(({ name }) => established.has(name)).length],
    ['keys-renewed', renewals.filter(({ name }) => established.has(name)).length],
    ['keys-erased', keys.filter(({ name }) => erased.has(name)).length],
  ]);
  return {
    met,
    missing: [
      ...plainFinding('no-key-management', met.length === 0),
      ...plainFinding('no-key-update', met.length > 0 && renewals.length === 0),
      ...countedFindings([
        ['session-keys-not-renewed', lasting.length],
        ['replaced-keys-kept', keys.filter((key) => replaced.has(key.name) && isKept(key, steps)).length],
        ['renewed-keys-not-installed', renewals.filter(({ name }) => !installed.has(name)).length],
      ]),
    ],
  };
}

function isKept({ name, holders }: Element, steps: readonly Step[]): boolean {
  const erasing = steps.flatMap((step) =>
    step.kind === 'erase' && step.elements.includes(name) ? step.entities : [],
  );
  return erasing.length === 0 || holders.some((holder) => !erasing.includes(holder));
}

function elementsOf(steps: readonly Step[], kind: 'make' | 'install' | 'erase'): ReadonlySet<string> {
  return new Set(
    steps.flatMap((step) => {
      switch (step.kind) {
        case 'make':
        case 'install':
        case 'erase':
          return step.kind === kind ? step.elements : [];
        case 'message':
        case 'derive':
        case 'advance':
        case 'check':
        case 'skip':
        case 'accept':
          return [];
      }
    }),
  );
}
