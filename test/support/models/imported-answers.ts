import { verifyGuarded } from '#core/analysis/6-decide/guarded.ts';
import type { Format } from '#core/interchange/format/format.ts';
import { createTranslate } from '#core/messages/catalogue.ts';

const translate = createTranslate('en');

/**
 * What `segl check` answers to a model of another tool, in the order of the text; fails where the model is refused. The
 * limit is of work, so that it is the same on every machine.
 */
export function answersTo(format: Format, text: string, sessions = 2): readonly string[] {
  if (format.reader?.makes !== 'protocol') throw new Error('no format of another tool');
  const imported = format.reader.read(text, { sessions });
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  const { protocol, report } = imported.value;
  const never = (): boolean => false;
  const limits = { clauses: 20_000, cancelled: never, progress: (): undefined => undefined };
  const verdicts = verifyGuarded(protocol, limits);
  const found = report(new Map(verdicts.map(({ query, answer }) => [query, answer])), never);
  return found.answers.map(({ line }) => line(translate));
}
