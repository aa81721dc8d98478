import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Rounds } from '../support/models/family.ts';
import type { Verification } from './verification.ts';

/** What a process of its own tells of verifying a model; `memory` is the most that it ever held, in bytes. */
export interface FreshVerification extends Verification {
  readonly memory: number;
}

/** Verifies the model of a family with so many rounds of a kind in a process that has done nothing before. */
export function verifyInFreshProcess(rounds: number, kind: Rounds): FreshVerification {
  const script = join(import.meta.dirname, 'verify-family.ts');
  const flags = ['--experimental-strip-types', '--no-warnings'];
  const told: unknown = JSON.parse(
    execFileSync(process.execPath, [...flags, script, String(rounds), kind], { encoding: 'utf8' }),
  );
  if (!isFreshVerification(told)) throw new Error('the process tells what it measured');
  return told;
}

function isFreshVerification(told: unknown): told is FreshVerification {
  if (typeof told !== 'object' || told === null) return false;
  if (!('answers' in told) || !('time' in told) || !('memory' in told)) return false;
  const { answers, time, memory } = told;
  return Array.isArray(answers) && typeof time === 'number' && typeof memory === 'number';
}
