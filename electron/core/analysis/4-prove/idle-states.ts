import { isStateHandedOn } from './role-shape.ts';
import type { Protocol, RoleStep } from '#core/protocol/protocol.ts';

/**
 * The protocol without states that are handed on to nobody, or twice under one label: nobody reads them, so that
 * everything else stays possible and nothing more becomes so. Its steps are no longer those of the roles that they come
 * from, so that no trace can be told by them.
 */
export function withoutIdleStates(protocol: Protocol): Protocol {
  const received = new Set(
    protocol.roles.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === 'receive' ? [step.label] : [])),
    ),
  );
  const roles = protocol.roles.map((role) => {
    const seen = new Set<string>();
    const isOfUse = (step: RoleStep): boolean => {
      if (!isStateHandedOn(step) || !('label' in step)) return true;
      const key = JSON.stringify(step);
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew && received.has(step.label);
    };
    return { ...role, steps: role.steps.filter(isOfUse) };
  });
  return { ...protocol, roles };
}
