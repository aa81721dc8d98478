import type { CapabilityKind } from '#core/language/kinds.ts';
import { channel } from './channel.ts';
import { compromise } from './compromise.ts';
import type { CapabilityDefinition } from './definition.ts';
import { flaw } from './flaw.ts';
import { leak } from './leak.ts';

/** Every capability of the adversary, in the order in which the language lists their words. */
export const capabilities: Readonly<Record<CapabilityKind, CapabilityDefinition>> = {
  compromise,
  leak,
  flaw,
  channel,
};
