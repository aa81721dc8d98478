import type { ChannelOutput } from '#contract/channels.ts';
import type { DocumentTexts } from '#renderer/features/palette/document-texts.svelte.ts';
import type { PaletteCommand } from '#renderer/features/palette/palette-entries.ts';
import type { Destination, DialogDestination } from '#renderer/shared/destination.ts';
import type { OpenProject } from '#renderer/shared/open-project.svelte.ts';

/** One dialog, as long as it is open. */
export interface OpenDialogProperties {
  readonly open: DialogDestination;
  /** Told which dialog was closed: another one may be open by then. */
  readonly onclose: (which: DialogDestination) => void;
  readonly navigate: (destination: DialogDestination) => void;
  /** What the palette offers, and how it goes somewhere; null without an open project. */
  readonly palette?: {
    readonly commands: readonly PaletteCommand[];
    readonly texts: DocumentTexts;
    readonly navigate: (destination: Destination) => void;
  } | null;
  /** Told the text of the library that is to take the place of the project's. */
  readonly onput?: (text: string) => void;
  /** The open project; null without one. */
  readonly project?: OpenProject | null;
  /** Told the name of a new project that was made of a sealed file. */
  readonly onreceived?: (fileName: string) => void;
  /** Told what the project holds after a sealed file was merged into it, and whether it only went on from the file's state. */
  readonly onmerged?: (content: ChannelOutput<'sealed.merge'>, followed: boolean) => void;
}
