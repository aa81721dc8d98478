import { analyseModel, checkText, type CheckedText } from '#core/analysis/analyse.ts';
import type { AnalysisRecord } from '#core/analysis/record.ts';
import type { Model } from '#core/language/model.ts';

/** What is typed, and what follows from it at once. */
export class LiveModel {
  text = $state.raw('');
  checked = $state.raw<CheckedText>({
    tree: { statements: [], closingComments: [] },
    diagnostics: [],
    executable: null,
  });
  /** The last text without errors, and its record: what the views show while a text has errors. */
  sound = $state.raw<{ readonly model: Model; readonly record: AnalysisRecord } | null>(null);
  readonly stale = $derived(this.checked.executable === null);

  constructor(text: string) {
    this.read(text);
  }

  /** Takes a text over. The record of the window is for looking at; the one that counts comes with saving. */
  read(text: string): void {
    this.text = text;
    this.checked = checkText(text);
    const { executable } = this.checked;
    if (executable === null) return;
    const { model, run } = executable;
    this.sound = { model, record: analyseModel(model, run, '0'.repeat(64)) };
  }
}
