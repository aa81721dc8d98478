import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { lintDesign } from '#core/method/guidelines/lint-design.ts';
import type { Finding } from '#core/method/guidelines/design/finding.ts';

/** What the guidelines find in a text, which must be without errors. */
export function findingsOf(text: string): readonly Finding[] {
  const { executable, diagnostics } = checkText(text);
  if (executable === null) throw new Error(`refused: ${JSON.stringify(diagnostics)}`);
  return lintDesign(executable.model, executable.run);
}

/** What is found in a text, as `code@message` where it is about one. */
export function codesIn(text: string): readonly string[] {
  return findingsOf(text).map(({ code, message }) => (message === null ? code : `${code}@${message}`));
}

/** A model of three entities whose one phase, over a public channel, has these steps. */
export function model(declarations: string, steps: string, statements = ''): string {
  const entities = 'protocol P\nentity A\nentity B\nentity S\n';
  return `${entities}${declarations}\nphase run channel public adversary present {\n${steps}\n}\n${statements}\n`;
}

/** A session key, a nonce, a counter and data, the first three of which both sides have. */
export const shared = 'key K shared by A, B session\nnonce N of B\ncounter C shared by A, B\ndata D of A';

/** A first step that makes what follows fresh. */
export const challenged = 'message c B -> A: N\n';
