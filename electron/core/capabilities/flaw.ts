import { errorAt } from '#core/language/diagnostic.ts';
import { primitiveFlaws, theory } from '#core/terms/theory.ts';
import type { CapabilityDefinition } from './definition.ts';

/** `weak enc from PHASE`: a primitive is broken (see the table of primitives). */
export const flaw: CapabilityDefinition = {
  words: primitiveFlaws,
  parts: ['primitive', 'from'],
  check: ({ word, primitive, span }, { report }) => {
    const broken = primitiveFlaws.find((each) => each === word);
    if (broken === undefined || primitive === null) return;
    if (theory[primitive].flaws.some((each) => each === broken)) return;
    report(errorAt(span, 'flaw-not-for-primitive', { flaw: broken, primitive }));
  },
  grant: ({ primitive, flaw: broken, phase }, { flaws }, phaseOf) => {
    if (primitive !== null && broken !== null) flaws.push({ primitive, flaw: broken, from: phaseOf(phase) });
  },
  assumed: (model) => model,
  values: ({ primitive, flaw: broken }, since, translate) => ({
    primitive: primitive ?? '',
    flaw: broken === null ? '' : translate(`report.flaw.${broken}`),
    since,
  }),
  attackType: ({ flaw: broken }) => (broken === 'forgeable' ? 'spoofing' : null),
  isParticipant: false,
  single: () => null,
  suggestedName: ({ primitive, flaw: broken }) => `${primitive ?? ''}_${broken ?? ''}`,
  mark: ({ primitive, flaw: broken, phase }) => ({ kind: 'flaw', flaw: broken, primitive, from: phase }),
};
