import { analyseRun, checkText, type CheckedText } from '#core/analysis/pipeline/analyse.ts';
import type { Analysis } from '#core/analysis/record/record.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import { lintDesign } from '#core/method/guidelines/lint-design.ts';
import type { Model } from '#core/language/model.ts';

/** A text without errors, and what follows from it. */
export interface ErrorFreeModel {
  readonly text: string;
  readonly model: Model;
  readonly run: HonestExecution;
  readonly record: Analysis;
}

/** The text as it is typed, and what follows from it at once. */
export class LiveModel {
  text = $state.raw('');
  checked = $state.raw<CheckedText>({
    tree: { statements: [], closingComments: [] },
    diagnostics: [],
    executable: null,
  });
  /** The last text without errors, and its record: what the views show while a text has errors. */
  sound = $state.raw<ErrorFreeModel | null>(null);
  /** Where the design of that text departs from the guidelines; worked out when somebody looks. */
  readonly findings = $derived(this.sound === null ? [] : lintDesign(this.sound.model, this.sound.run));
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
    this.sound = { text, model, run, record: analyseRun(model, run) };
  }
}
