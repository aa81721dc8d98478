import type { OpenedProject } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { engineVersion } from '#core/analysis/record/record.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { isUnchecked } from '#core/analysis/record/verdict.ts';
import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import type { Finding } from '#core/method/guidelines/design/finding.ts';
import { unlessProved } from '#core/method/guidelines/unless-proved.ts';
import { withDecisions } from '#core/method/threats/catalogue.ts';
import { generateThreats } from '#core/method/threats/generate.ts';
import type { Threat } from '#core/method/threats/threat.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import type { Span, TextEdit } from '#core/language/source.ts';
import { declarationsOf } from '#core/language/resolve/declarations.ts';
import { identifiersOf } from '#core/language/resolve/identifiers.ts';
import type { SyntaxTree } from '#core/language/syntax.ts';
import { DossierDraft } from '#renderer/shared/dossier.svelte.ts';
import { Draft } from '#renderer/shared/draft.svelte.ts';
import { connectedParts } from '#core/views/selection/connected-parts.ts';
import { partNamed, type ModelPart } from '#core/views/selection/model-part.ts';
import { meaningOf } from '#core/structure/model-meaning.ts';
import type { TextEditor } from '#renderer/shared/text-editor.ts';
import { parse, print } from '#core/notation/notation.ts';
import { SystemArrangement } from '#renderer/shared/system-arrangement.svelte.ts';
import { Selection } from '#renderer/shared/selection.svelte.ts';
import { editBetween } from '#renderer/shared/edit-between.ts';
import { Verification, type Answered } from '#renderer/shared/verification.svelte.ts';

/** A text and what is stated beside it. */
interface StatedContent {
  readonly text: string;
  readonly dossier: Dossier;
}

/** The project on the screen: its text, what is stated beside it, and what is known of an active adversary. */
export class OpenProject {
  /** The project as it was opened. */
  readonly opened: OpenedProject;
  /** The editor of the text; null before there is one. */
  editor: TextEditor | null = null;
  readonly draft: Draft;
  readonly dossier: DossierDraft;
  readonly verification = new Verification();
  /** What is chosen of the model, in whichever view. */
  readonly selection = new Selection();
  /** Where boxes of the system view were put by hand. */
  readonly arrangement = new SystemArrangement();
  readonly #answered = $derived(
    this.verification.text === null ? null : (checkText(this.verification.text).executable?.model ?? null),
  );
  /** True while the answers are about a text that says something else than the one on the screen. */
  readonly outdated = $derived.by(() => {
    const { text, checked } = this.draft.live;
    if (this.verification.text === null || this.verification.text === text) return false;
    const { executable } = checked;
    if (executable === null || this.#answered === null) return true;
    return meaningOf(executable.model) !== meaningOf(this.#answered);
  });
  /** The answers that are about the text on the screen. */
  readonly answers = $derived.by<readonly Answered[]>(() => (this.outdated ? [] : this.verification.answers));
  /** The analysis of an active adversary, with the model that it is about and how that stands to this one. */
  readonly analysis = $derived.by<ActiveAnalysis | null>(() => {
    const { answers, bounds, cost, running } = this.verification;
    if (this.#answered === null || answers.length === 0) return null;
    return {
      // The project keeps answers of this engine only.
      engineVersion,
      bounds,
      cost,
      currency: this.outdated ? 'outdated' : running ? 'under-way' : 'current',
      model: this.outdated ? this.#answered : (this.draft.live.checked.executable?.model ?? this.#answered),
      // Nothing counts as holding before its proof is checked.
      verdicts: answers.flatMap(({ verdict }) => (verdict === null || isUnchecked(verdict) ? [] : [verdict])),
    };
  });
  /** Where the design departs from the guidelines, without what the answers about it disprove; worked out when somebody looks. */
  readonly findings = $derived.by<readonly Finding[]>(() => {
    const { sound, findings } = this.draft.live;
    if (sound === null) return findings;
    const verdicts = this.answers.flatMap(({ verdict }) => (verdict === null ? [] : [verdict]));
    return unlessProved(findings, sound.model, verdicts);
  });
  /** What has to do with what is chosen, by its key, or null; worked out when somebody looks. */
  readonly connected = $derived.by((): ReadonlySet<string> | null => {
    const { sound } = this.draft.live;
    const { chosen } = this.selection;
    return sound === null || chosen === null ? null : connectedParts(sound.model, sound.record.cells, chosen);
  });
  readonly #generated = $derived.by(() => {
    const { sound } = this.draft.live;
    return sound === null ? null : generateThreats(sound, sound.record, this.analysis);
  });
  // The catalogue is put together anew when a decision changes, not with every letter of the dossier.
  readonly #decisions = $derived.by(() => this.dossier.current.threats);
  /** The catalogue of threats of the last text without errors; worked out when somebody looks. */
  readonly threats = $derived.by((): readonly Threat[] =>
    this.#generated === null ? [] : withDecisions(this.#generated, this.#decisions),
  );

  constructor(opened: OpenedProject) {
    this.opened = opened;
    this.draft = new Draft(asEdited(opened.text));
    this.dossier = new DossierDraft(opened.dossier);
  }

  /** True while the project holds everything that is on the screen. */
  get saved(): boolean {
    return this.draft.saved && this.dossier.saved;
  }

  /** Why something on the screen could not be saved, or null. */
  get problem(): CallFailure | null {
    return this.draft.problem ?? this.dossier.problem;
  }

  /** Changes the text, by edits that are worked out for it as it is now. They are undone as one. */
  edit(edits: (tree: SyntaxTree, source: string) => readonly TextEdit[]): void {
    const { draft, editor } = this;
    draft.read();
    editor?.apply(edits(draft.live.checked.tree, draft.live.text));
    draft.read();
  }

  /** Puts another text in place of this one, as a change that is undone as one. */
  put(text: string): void {
    this.draft.read();
    const edit = editBetween(this.draft.live.text, asEdited(text));
    if (edit !== null) this.edit(() => [edit]);
  }

  /**
   * Writes the text anew in the layout of the language, as one change. False where it cannot be read whole, so that it stays as
   * it is.
   */
  format(): boolean {
    this.draft.read();
    const { tree, diagnostics } = parse(this.draft.live.text);
    if (diagnostics.length > 0) return false;
    const edit = editBetween(this.draft.live.text, print(tree));
    if (edit !== null) this.edit(() => [edit]);
    return true;
  }

  /** Takes over what the project holds now, as a change that is undone as one. */
  takeOver({ text, dossier }: StatedContent): void {
    this.draft.read();
    const before = this.draft.live.text;
    this.put(text);
    const isChanged = this.draft.live.text !== before;
    const same = JSON.stringify(dossier) === JSON.stringify(this.dossier.current);
    if (!same) this.dossier.change(dossier, null, isChanged);
  }

  /**
   * Puts another content in place of this one, which the project holds now, with changes to undo of its own. The answer
   * brings this one back, with what could be undone of it and made again.
   */
  exchange({ text, dossier }: StatedContent): () => void {
    const back = [this.editor?.exchange(asEdited(text)), this.dossier.exchange(dossier)];
    this.draft.read();
    return () => {
      for (const bring of back) bring?.();
      this.draft.read();
    };
  }

  /** True while no change that was made here can be undone any more. */
  get exhausted(): boolean {
    return (this.editor?.undoable() ?? 0) === 0 && this.dossier.undoMark === null;
  }

  /** The first error of the text as it is now, or null without one. */
  firstError(): Span | null {
    this.draft.read();
    const spans = this.draft.live.checked.diagnostics.map(({ span }) => span);
    return spans.toSorted((left, right) => left.start - right.start)[0] ?? null;
  }

  /** Where the text states a message; null where it does not, and while the text has errors. */
  messageSpan(name: string): Span | null {
    const { sound, stale } = this.draft.live;
    if (sound === null || stale) return null;
    const steps = sound.model.phases.flatMap((phase) => phase.steps);
    return steps.find((step) => step.kind === 'message' && step.name === name)?.span ?? null;
  }

  /** Where the text declares a part of the model; null where it does not, as of a channel, and while the text has errors. */
  declarationSpan({ kind, name }: ModelPart): Span | null {
    if (kind === 'message') return this.messageSpan(name);
    const { checked, stale } = this.draft.live;
    if (stale || kind === 'channel') return null;
    return declarationsOf(checked.tree).get(name)?.name.span ?? null;
  }

  /** Chooses what is named at an offset of the text; where nothing is, what was chosen stays. */
  chooseAt(offset: number): void {
    this.draft.read();
    const { tree } = this.draft.live.checked;
    const found = identifiersOf(tree).find(({ span }) => span.start <= offset && offset <= span.end);
    const declared = found === undefined ? undefined : declarationsOf(tree).get(found.name);
    const part = declared === undefined ? null : partNamed(declared.name.name, declared.meaning);
    if (part !== null) this.selection.choose(part);
  }

  /**
   * Has the text on the screen answered for an active adversary; not while it has errors or cannot be saved. `onasked` hears
   * once what is asked.
   */
  async verify(onasked?: (questions: readonly Question[]) => void): Promise<void> {
    const { draft, verification } = this;
    if ((await draft.save()) && !draft.live.stale) await verification.start(draft.live.text, onasked);
  }

  /** Saves everything now; the answer tells whether the project holds it. */
  async save(): Promise<boolean> {
    const saved = await Promise.all([this.draft.save(), this.dossier.save()]);
    return saved.every((each) => each);
  }

  /**
   * Hands everything that is not saved over at once: the page is about to go. The answer tells whether the project
   * holds it.
   */
  async leave(): Promise<boolean> {
    const saved = await Promise.all([this.draft.leave(), this.dossier.leave()]);
    return saved.every((each) => each);
  }

  /** Stops what is waiting for a pause. */
  stop(): void {
    this.draft.stop();
    this.dossier.stop();
  }
}

// As the editor has it, whose offsets count: every break of a line is one character.
function asEdited(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}
