import type { ChannelOutput, OpenedProject } from '#contract/channels.ts';
import { openingNotice, openingRemark } from '#renderer/features/project/opening-notice.ts';
import { DocumentTexts } from '#renderer/features/palette/document-texts.svelte.ts';
import { OpenProject } from '#renderer/shared/open-project.svelte.ts';
import { call, session } from '#renderer/shared/session.svelte.ts';
import { HistoryUndo } from '#renderer/workbench/history-undo.svelte.ts';
import { Navigation } from '#renderer/workbench/navigation.svelte.ts';

/** An open project on the screen, and what is done with it as a whole. */
export class WorkbenchState {
  readonly project: OpenProject;
  readonly navigation: Navigation;
  /** What the documents say, for those who search. */
  readonly documentTexts = new DocumentTexts();
  readonly historyUndo: HistoryUndo;
  /** The notice that the analyst is shown until she closes it; empty when there is none. */
  notice = $state('');
  /** What is said quietly until she closes it; empty when there is nothing. */
  remark = $state('');
  /** In how many seconds the project is locked because nobody touches the machine; null where it is not about to be. */
  idling = $state<number | null>(null);
  /** True while the tour is taken. */
  touring = $state(false);
  /** True after a lock was given up because something could not be saved. */
  unsavedLock = $state(false);

  constructor(opened: OpenedProject) {
    this.project = new OpenProject(opened);
    this.navigation = new Navigation(() => this.project.editor?.selected() ?? null);
    this.historyUndo = new HistoryUndo(this.project, this.navigation.viewStates.history.history);
    if (opened.place !== null) this.navigation.comeBack(opened.place);
    this.notice = openingNotice(opened, session.text);
    this.remark = openingRemark(opened, session.text);
  }

  /** Saves and locks; where that cannot be saved, it stays open and says so. */
  readonly lock = async (): Promise<void> => {
    // With what is selected by now.
    void call('project.notePlace', this.navigation.noted);
    if (await this.project.save()) await call('project.lock', {});
    else this.unsavedLock = true;
  };

  /** Saves and closes the project, and begins a new one; where that cannot be saved, it stays open and says so. */
  readonly startAnother = async (): Promise<void> => {
    if (await this.project.save()) await call('project.startAnother', {});
    else this.unsavedLock = true;
  };

  /** Hands over what is not saved, because the page is about to go, and tells whether the project holds it. */
  readonly handOver = async (): Promise<void> => {
    void call('project.notePlace', this.navigation.noted);
    await call('session.handedOver', { saved: await this.project.leave() });
  };

  /** Takes over what the project holds after a sealed file was merged into it, and says how that is taken back. */
  readonly takeMerged = (content: ChannelOutput<'sealed.merge'>, followed: boolean): void => {
    this.project.takeOver(content);
    this.remark = session.text(followed ? 'merging.followed' : 'merging.done');
  };

  /** Puts a text of the library in place of the project's, as one change, and says how that is taken back. */
  readonly putText = (text: string): void => {
    this.navigation.navigate({ view: 'model' });
    this.project.put(text);
    this.remark = session.text('library.put-done');
  };

  /** Asks for another project. Choosing one locks this one; the page is then loaded afresh, with nothing of this in it. */
  readonly openAnother = async (): Promise<void> => {
    if (!(await this.project.save())) return;
    const chosen = await call('project.choose', {});
    if (!chosen.ok) this.notice = session.problem(chosen.error);
    else if (chosen.value !== null) await call('project.lock', {});
  };

  /** Has the text on the screen answered for an active adversary. No earlier answer is explained any more. */
  readonly verify = (): void => {
    this.navigation.viewStates.verdicts.question = null;
    void this.project.verify();
  };
}
