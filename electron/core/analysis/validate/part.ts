import type { EntityScript } from '#core/semantics/script.ts';
import type { Likeness } from './likeness.ts';
import type { RoleForm } from './of-role.ts';
import type { ScriptForm } from './of-script.ts';

/** An entity in a phase, both sides compared and found the same. */
export interface Part {
  readonly entity: string;
  readonly phase: string;
  readonly index: number;
  readonly role: RoleForm;
  readonly script: ScriptForm;
  readonly tells: EntityScript['tells'];
  readonly likeness: Likeness;
}

/** Which part it is, for people. */
export function whereOf({ entity, phase }: Part): string {
  return `${entity} in ${phase}`;
}
