import { print, translate } from '#cli/console/console.ts';
import type { AttackStep } from '#core/interchange/format/attack-steps.ts';

/** Prints an attack on an imported model, a line for each step, numbered as the messages refer to them. */
export function printAttack(steps: readonly AttackStep[]): void {
  for (const step of steps) print(`    ${lineOf(step)}`);
}

function lineOf(step: AttackStep): string {
  switch (step.kind) {
    case 'phase':
      return translate('import.attack-phase', { phase: String(step.phase) });
    case 'send':
    case 'receive': {
      const { run, role, label, short } = step;
      const told = translate(`import.attack-${step.kind}`, { run: String(run), role, label, message: short });
      return `${String(step.step).padStart(2)}. ${told}`;
    }
  }
}
