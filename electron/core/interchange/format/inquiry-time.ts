import type { Inquiry } from '#core/analysis/pipeline/inquiry.ts';

/** True of an inquiry about the time after the last phase, when long-term keys leak. */
export function isAfterwards({ asked }: Pick<Inquiry, 'asked'>): boolean {
  return asked.some(({ kind }) => kind === 'forward-secrecy');
}
