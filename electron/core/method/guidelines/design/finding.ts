import type { Span } from '#core/language/source.ts';
import type { MessageValues } from '#core/messages/catalogue.ts';

/** How much a finding matters: a `warning` is a way in for an adversary, `advice` a sounder habit. */
export type Severity = 'warning' | 'advice';

/** The properties of a rule that do not depend on a model. `sections` are those of the paper. */
interface Guideline {
  readonly severity: Severity;
  readonly sections: readonly string[];
}

/** The guidelines of the design, in the order of the paper, by their stable codes. */
export const guidelines = {
  'secret-in-the-clear': { severity: 'warning', sections: ['4.2'] },
  'same-form-both-ways': { severity: 'warning', sections: ['4.2', '6.2.3'] },
  'roles-may-coincide': { severity: 'advice', sections: ['4.2', '6.2.3'] },
  'part-not-protected': { severity: 'warning', sections: ['4.2', '6.2.3'] },
  'hash-alone': { severity: 'warning', sections: ['4.3'] },
  'public-key-encryption-alone': { severity: 'warning', sections: ['4.3'] },
  'encryption-not-recognisable': { severity: 'advice', sections: ['4.3'] },
  'authentication-without-freshness': { severity: 'warning', sections: ['4.3', '6.2.3'] },
  'token-without-freshness': { severity: 'warning', sections: ['4.3', '6.2.3'] },
  'sender-only-named': { severity: 'warning', sections: ['4.3', '6.2.3'] },
  'receiver-not-authenticated': { severity: 'warning', sections: ['6.1'] },
  'long-term-key-on-traffic': { severity: 'advice', sections: ['6.1'] },
  'key-not-confirmed': { severity: 'advice', sections: ['6.1'] },
  'key-with-two-primitives': { severity: 'advice', sections: ['6.2'] },
  'key-for-transport-and-traffic': { severity: 'advice', sections: ['6.1', '6.2'] },
  'identity-missing': { severity: 'warning', sections: ['6.2.2', '6.2.3'] },
  'guessable-value': { severity: 'warning', sections: ['6.2.1', '6.2.3'] },
  'uniqueness-not-verified': { severity: 'warning', sections: ['6.2.3'] },
  'key-can-repeat': { severity: 'warning', sections: ['6.2.4'] },
} as const satisfies Record<string, Guideline>;

export type GuidelineCode = keyof typeof guidelines;

/** Tells whether a text is the code of a guideline. */
function isGuidelineCode(text: string): text is GuidelineCode {
  return Object.hasOwn(guidelines, text);
}

/** The codes of all guidelines, in the order of the paper. */
export const guidelineCodes: readonly GuidelineCode[] = Object.keys(guidelines).filter(isGuidelineCode);

/** A finding of a rule: where, about what, and the values of its sentence's placeholders. */
export interface Observation {
  readonly span: Span;
  /** The message it stands in, by name; null where it is about no single message. */
  readonly message: string | null;
  readonly elements: readonly string[];
  readonly entities: readonly string[];
  readonly values: MessageValues;
}

/** A place where the design departs from a guideline. Its sentence is `guideline.<code>.finding`. */
export interface Finding extends Observation {
  readonly code: GuidelineCode;
  readonly severity: Severity;
  readonly sections: readonly string[];
}
