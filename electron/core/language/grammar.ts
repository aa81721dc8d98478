import type { CapabilityForms } from './capability-form.ts';
import type { ClaimForms } from './claim-form.ts';

/** The parts of the language that are defined kind by kind elsewhere, and handed to whoever reads or writes a text. */
export interface Grammar {
  readonly claims: ClaimForms;
  readonly capabilities: CapabilityForms;
}
