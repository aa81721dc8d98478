import { z } from 'zod';
import { accessChannels } from '#contract/access-calls.ts';
import { exchangeChannels } from '#contract/exchange-calls.ts';
import { historyChannels } from '#contract/history-calls.ts';
import { libraryChannels, protocolNameSchema } from '#contract/library-calls.ts';
import { keyringChannels } from '#contract/keyring-calls.ts';
import { fileBytes, fileWritten, modelText, nothing, passphrase } from '#contract/call-parts.ts';
import { dossierSchema } from '#contract/dossier/dossier-schema.ts';
import { storedFileSchema } from '#contract/dossier/source-schema.ts';
import {
  daySchema,
  identifierSchema,
  lineSchema,
  listOf,
  wordsSchema,
  sha256Schema,
} from '#contract/dossier/parts.ts';
import { failureCodes, projectHolder, type FailureCode } from '#contract/failures.ts';
import {
  approvalSchema,
  overrulingSchema,
  ownerChangeSchema,
  publicRecordSchema,
  releaseSchema,
} from '#contract/release-ledger-schema.ts';
import {
  activeRecordSchema,
  questionSchema,
  traceSchema,
  verificationEnds,
  type VerificationNews,
} from '#contract/verdict-schema.ts';
import { limitRanges, usualLimits, type LimitRange } from '#core/analysis/record/active-limits.ts';
import { positionsSchema } from '#contract/positions-schema.ts';
import { explainedSchema } from '#contract/proof-schema.ts';
import { locales } from '#core/messages/catalogue.ts';
import { protectionLayouts } from '#core/views/diagrams/protection/protection.ts';
import { reportKinds } from '#core/report/report-kind.ts';

z.config({ jitless: true });

// Shown in the window, and handed to the PDF's own encryption as it is.
const reportPassphrase = z.string().min(1).max(1024);

/** What the keyring tells of a project's file when it is opened. */
const rollbackFindings = ['unseen', 'unknown', 'same', 'newer', 'older', 'forked'] as const;

/**
 * Where an analyst is in an open project: the names of views, and what is selected in the text, in UTF-16 units. Nothing of the
 * project's content.
 */
const place = z.strictObject({
  activity: z.string().regex(/^[a-z]{1,40}$/u),
  pane: z.string().regex(/^[a-z]{1,40}$/u),
  selected: z.strictObject({ start: z.int().min(0), end: z.int().min(0) }),
});

const openedProject = z.strictObject({
  name: z.string(),
  /** Base name of the project's file: the window never learns a path. */
  fileName: z.string(),
  text: z.string(),
  dossier: dossierSchema,
  revision: z.int().min(1),
  /** True when work was recovered that an earlier session could not finish writing. */
  recovered: z.boolean(),
  /** True when something lay beside the project's file that could not be taken over, and was kept there. */
  setAside: z.boolean(),
  /** Who had it open on this machine in a session that ended without closing it; null where none did. */
  leftOpen: projectHolder.nullable(),
  /** True when nothing can be written where the project lies: it can be read only. */
  readOnly: z.boolean(),
  /** How the file relates to what the keyring has seen of it; `unseen` where no keyring is open. */
  rollback: z.enum(rollbackFindings),
  /** Where the analyst was when it was locked last, as long as the application runs; null before. */
  place: place.nullable(),
});

const within = ({ least, most }: LimitRange): z.ZodInt => z.int().min(least).max(most);

/** After how long without a touch an open project can be locked, in minutes: not later than somebody would take it. */
const idleRange = { least: 1, most: 30, usual: 10 } as const;

const settings = z.strictObject({
  locale: z.enum(locales),
  theme: z.enum(['system', 'light', 'dark']),
  /** How far an analysis of the active adversary goes. What is open then is undecided. */
  limits: z
    .strictObject({ clauses: within(limitRanges.clauses), seconds: within(limitRanges.seconds) })
    .default(usualLimits),
  /** True where the editor marks where the design departs from guidelines. */
  marks: z.boolean().default(true),
  /** True where questions that were answered quickly are asked again by themselves after the text has changed. */
  askAgain: z.boolean().default(true),
  /** After how many minutes without a touch an open project is locked. */
  idleMinutes: z.int().min(idleRange.least).max(idleRange.most).default(idleRange.usual),
});

const sessionState = z.strictObject({
  status: z.enum(['none', 'locked', 'open']),
  /** Base name of the chosen project file, or null. */
  fileName: z.string().nullable(),
  /** Why the chosen project's file does not hold everything that is saved, or null. The rest is in the working copy. */
  unsealed: z.enum(failureCodes).nullable(),
  /** True where something that was typed may not have been saved before the chosen project was locked. */
  lost: z.boolean(),
  settings,
  /** True where this page is to begin a new project, as somebody wished before the one that was open was closed. */
  creating: z.boolean(),
  /** True in a build for development, where the runtime is not the hardened one. */
  development: z.boolean(),
});

/** Whose copy of the full report it is, where somebody said so. */
const reportHandling = z.strictObject({
  recipients: z.array(z.string().max(200)).max(100),
  copy: z.string().max(100),
});

const reportOrder = z.strictObject({
  kind: z.enum(reportKinds),
  locale: z.enum(locales),
  handling: reportHandling.exactOptional(),
});

const preparedReport = z.strictObject({
  /** SHA-256 of the bytes, lower-case hexadecimal: what tells one report from another. */
  sha256: z.string(),
  pages: z.int().min(1),
  /** The PDF, not encrypted, to be looked at. */
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});

const reportWriting = z.strictObject({
  /** That of the prepared report: what is written is what was looked at. */
  sha256: z.string(),
  /** `open`: nothing protects the file, which is for the public report only. */
  protection: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('passphrase'), passphrase: reportPassphrase }),
    z.strictObject({ kind: z.literal('none'), confirmed: z.literal(true) }),
    z.strictObject({ kind: z.literal('open') }),
  ]),
});

/** What of the interaction view is drawn. */
const interactionRequest = z.strictObject({
  order: listOf(identifierSchema),
  hidden: listOf(identifierSchema),
  folded: listOf(identifierSchema),
  element: identifierSchema.nullable(),
  /** Both ends of a channel, with a space between them. */
  channel: lineSchema.nullable(),
  localSteps: z.boolean(),
  joinedHops: z.boolean(),
});

const drawingRequest = z.strictObject({
  drawing: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('interaction'), shown: interactionRequest }),
    z.strictObject({
      kind: z.literal('protection'),
      layout: z.enum(protectionLayouts),
      /** The key that a tree is about. */
      root: identifierSchema.exactOptional(),
    }),
    z.strictObject({
      kind: z.literal('system'),
      /** The attack model of the text whose adversary is drawn. */
      attack: identifierSchema.exactOptional(),
    }),
    z.strictObject({ kind: z.literal('attack'), trace: traceSchema }),
    z.strictObject({
      kind: z.literal('risk-matrix'),
      when: z.enum(['before', 'after']),
      /** The accepted threats in the catalogue's order: what their numbers go by. */
      threats: listOf(identifierSchema),
    }),
  ]),
  file: z.enum(['svg', 'pdf']).default('svg'),
  locale: z.enum(locales),
  /** A drawing leaves the project unencrypted: the analyst has said that it may. */
  confirmed: z.literal(true),
});

/**
 * Every call between the window and the main process, once. `input` is checked before a handler sees it and
 * `output` before the window does. The handlers' table in `electron/main` is derived from this one, so a
 * missing or misspelt handler does not compile.
 */
export const channels = {
  /** Where the application stands; asked once by a fresh page. */
  'session.state': { input: nothing, output: sessionState },
  /** The window's answer to `session.locking`: whether the project holds everything that was typed. */
  'session.handedOver': { input: z.strictObject({ saved: z.boolean() }), output: nothing },
  /** Asks where to put a new project file and creates it. Null when the analyst cancelled. */
  'project.create': {
    input: z.strictObject({
      name: z.string().trim().min(1).max(200),
      passphrase,
      /** The bundled example's model, alone or with everything that an analyst would state of it; or a protocol of the library. */
      template: z.union([
        z.enum(['empty', 'example', 'worked-example']),
        z.strictObject({ protocol: protocolNameSchema }),
      ]),
    }),
    output: openedProject.nullable(),
  },
  /** Asks which project file to open, and remembers it for `project.unlock`. Null when cancelled. */
  'project.choose': { input: nothing, output: z.strictObject({ fileName: z.string() }).nullable() },
  /** Chooses one of the recent projects of the keyring. */
  'project.chooseRecent': {
    input: z.strictObject({ id: z.string().max(200) }),
    output: z.strictObject({ fileName: z.string() }),
  },
  /**
   * Opens the chosen project: with its passphrase, with the keyring that is open, or with recovery shares. `takeOver`: also
   * where another machine seems to have it open.
   */
  'project.unlock': {
    input: z.strictObject({
      key: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('passphrase'), passphrase }),
        z.strictObject({ kind: z.literal('keyring') }),
        z.strictObject({
          kind: z.literal('recovery'),
          shares: z.array(z.string().max(2_000)).min(1).max(16),
        }),
      ]),
      takeOver: z.boolean(),
    }),
    output: openedProject,
  },
  /** How many shares recover the chosen project; null where it has none. */
  'project.recovery': {
    input: nothing,
    output: z.strictObject({ threshold: z.int().min(2), shares: z.int().min(2) }).nullable(),
  },
  /**
   * Looks at a recovery share as it was typed, pasted or read. `incomplete`: it could become one; `damaged`: its check value is
   * wrong; `foreign`: it is one of another project. `number`: which one of the set it is, where that can be told.
   */
  'project.checkShare': {
    input: z.strictObject({ share: z.string().max(2_000) }),
    output: z.strictObject({
      verdict: z.enum(['valid', 'incomplete', 'damaged', 'foreign']),
      number: z.int().min(1).nullable(),
    }),
  },
  /** Takes the file of the open project for the one that counts, although a later or another one was seen before. */
  'project.acceptFile': { input: nothing, output: nothing },
  /** Notes where the analyst is, to be come back to after a lock. */
  'project.notePlace': { input: place, output: nothing },
  /** Gives up an unlocking that is under way: it is answered at once, with `vault-opening-cancelled`. */
  'project.cancelUnlock': { input: nothing, output: nothing },
  /** Saves the model's text as a revision. Saving an unchanged text gives the revision there is. */
  'project.save': {
    input: z.strictObject({ text: modelText }),
    output: z.strictObject({ revision: z.int().min(1) }),
  },
  /** Keeps what the analyst states beside the model's text. */
  'dossier.save': { input: z.strictObject({ dossier: dossierSchema }), output: nothing },
  /** Asks for the file of a source document and keeps its bytes in the project. Null when the analyst cancelled. */
  'document.add': { input: nothing, output: storedFileSchema.nullable() },
  /** Keeps bytes that the window was given: of a file dropped on it, whose path it never learns. */
  'document.keep': {
    input: z.strictObject({ name: z.string().min(1).max(1_000), bytes: fileBytes }),
    output: storedFileSchema,
  },
  /** The bytes of a kept file. */
  'document.read': {
    input: z.strictObject({ sha256: sha256Schema }),
    output: z.strictObject({ bytes: fileBytes }),
  },
  /** Closes the project, forgets its keys and starts the page afresh. */
  'project.lock': { input: nothing, output: nothing },
  /** Closes the project as `project.lock` does, and has the page that comes begin a new one. */
  'project.startAnother': { input: nothing, output: nothing },
  /** Forgets which project was chosen; only when locked. */
  'project.dismiss': { input: nothing, output: nothing },
  /** Changes the passphrase; `beside`: base names of what lies beside the project and still needs the one before. */
  'project.changePassphrase': {
    input: z.strictObject({ current: passphrase, next: passphrase, newDataKey: z.boolean() }),
    output: z.strictObject({ beside: z.array(z.string()) }),
  },
  /**
   * Analyses the text in the worker, and saves it as a revision together with its record. Answered with a failure only where
   * the text could not be saved. `analysed`: whether there is a record; `problem`: why there is none. Neither, where the
   * analysis takes long: the text is saved, and `analysis.finish` waits for the record.
   */
  'analysis.run': {
    input: z.strictObject({ text: modelText }),
    output: z.strictObject({
      revision: z.int().min(1),
      analysed: z.boolean(),
      problem: z.enum(failureCodes).nullable(),
    }),
  },
  /** Waits for the record of a revision whose analysis is under way. */
  'analysis.finish': { input: z.strictObject({ revision: z.int().min(1) }), output: nothing },
  'analysis.cancel': { input: nothing, output: nothing },
  /**
   * Saves the text as a revision, answers its questions for an active adversary, and keeps the record with the
   * revision unless an earlier one decides more. Answered at the end; on the way come `verification.news` with
   * this number of the job. One that is running is cancelled first.
   */
  'verification.run': {
    input: z.strictObject({ text: modelText, job: z.int().min(0) }),
    output: z.strictObject({ record: activeRecordSchema, end: z.enum(verificationEnds) }),
  },
  /** Stops the running verification: what is answered stays, the rest is undecided. */
  'verification.cancel': { input: nothing, output: nothing },
  /**
   * Finds the proof of one question of a text once more and tells it, within these limits; null where none is found. On the
   * way come `verification.explaining` with this number of the job. One that is being looked for is given up first.
   */
  'verification.explain': {
    input: z.strictObject({
      text: modelText,
      question: questionSchema,
      bounds: z.strictObject({ clauses: z.int().min(1), seconds: z.int().min(1) }),
      job: z.int().min(0),
    }),
    output: z.strictObject({ explained: explainedSchema.nullable() }),
  },
  /** Gives up looking for a proof to tell. */
  'verification.stopExplaining': { input: nothing, output: nothing },
  /** The newest kept record with the text that it is about, which need not be the newest text; or null. */
  'verification.latest': {
    input: nothing,
    output: z.strictObject({ text: z.string(), record: activeRecordSchema }).nullable(),
  },
  /**
   * Makes a report of what the project holds and keeps its bytes in the main process, in place of an earlier one, until
   * the project is locked or `report.discard`.
   */
  'report.prepare': { input: reportOrder, output: preparedReport },
  /** Asks where to put the prepared report and writes exactly that, encrypted where it is asked for. */
  'report.write': { input: reportWriting, output: fileWritten },
  /** Forgets the prepared report. */
  'report.discard': { input: nothing, output: nothing },
  /** A passphrase that nobody will guess, for a report: see `electron/report/suggest-passphrase.ts`. */
  'report.suggestPassphrase': { input: nothing, output: z.strictObject({ passphrase: z.string() }) },
  /**
   * The public record of the saved project, the final file in each language, and so far: who was named as an owner,
   * what owners said, who was overruled, and what was released.
   */
  'release.state': {
    input: nothing,
    output: z.strictObject({
      record: publicRecordSchema,
      files: z.array(z.strictObject({ language: z.enum(locales), sha256: sha256Schema })),
      ownerChanges: z.array(ownerChangeSchema).readonly(),
      approvals: z.array(approvalSchema).readonly(),
      overrulings: z.array(overrulingSchema).readonly(),
      releases: z.array(releaseSchema).readonly(),
    }),
  },
  /** The final file of this SHA-256, byte for byte as it would be released. */
  'release.preview': {
    input: z.strictObject({ language: z.enum(locales), hash: sha256Schema }),
    output: preparedReport,
  },
  /**
   * Records an owner's approval of the file whose SHA-256 its letter names. Another file's is refused. A former owner that
   * has a say can approve as well.
   */
  'release.approve': {
    input: z.strictObject({
      owner: identifierSchema,
      /** The name under which it approves. */
      organisation: lineSchema,
      approver: lineSchema.trim().min(1),
      day: daySchema,
      /** As it was typed or pasted. */
      hash: z.string().max(200),
    }),
    output: nothing,
  },
  /** Records that an owner no longer approves. What it said before stays in the ledger. */
  'release.withdraw': {
    input: z.strictObject({ approval: z.int().min(1), approver: lineSchema.trim().min(1), day: daySchema }),
    output: nothing,
  },
  /**
   * Records that the file of this SHA-256 is to be released although a former owner, which has a say, withdrew its approval
   * of it or said nothing of it. An owner that is named is never overruled.
   */
  'release.overrule': {
    input: z.strictObject({
      owner: identifierSchema,
      organisation: lineSchema,
      hash: sha256Schema,
      reason: wordsSchema.trim().min(1),
    }),
    output: nothing,
  },
  /**
   * Releases the final file of this SHA-256: asks where to put it, adds it to the ledger, writes it. Refused unless every
   * owner of information approves exactly this file, and every former one that has a say does or was overruled.
   */
  'release.publish': {
    input: z.strictObject({ language: z.enum(locales), hash: sha256Schema }),
    output: fileWritten,
  },
  /** Draws a view of the saved model, an attack or the risk matrix, as SVG or PDF, asks where to put it, writes it. */
  'drawing.write': { input: drawingRequest, output: fileWritten },
  /** Where parts of the system view were put by hand. */
  'drawing.positions': { input: nothing, output: z.strictObject({ positions: positionsSchema }) },
  /** Keeps where parts of the system view were put, in place of what was kept before. */
  'drawing.arrange': { input: z.strictObject({ positions: positionsSchema }), output: nothing },
  'settings.update': { input: settings, output: settings },
  ...historyChannels,
  ...libraryChannels,
  ...keyringChannels,
  ...exchangeChannels,
  ...accessChannels,
} as const satisfies Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>;

export type ChannelName = keyof typeof channels;
export type ChannelInput<Name extends ChannelName> = z.input<(typeof channels)[Name]['input']>;
export type ChannelOutput<Name extends ChannelName> = z.output<(typeof channels)[Name]['output']>;

export type OpenedProject = z.output<typeof openedProject>;
export type ProjectPlace = z.output<typeof place>;
export type Settings = z.output<typeof settings>;
export type DrawingRequest = z.output<typeof drawingRequest>;
export type ReportOrder = z.output<typeof reportOrder>;
export type ReportWriting = z.output<typeof reportWriting>;

/** Commands that go to an activity of the workbench, in the order of its rail. */
export const goCommands = [
  'go-scope',
  'go-sources',
  'go-model',
  'go-requirements',
  'go-threats',
  'go-risk',
  'go-evaluation',
  'go-history',
  'go-reports',
  'go-sharing',
] as const;
export type GoCommand = (typeof goCommands)[number];

/** Commands that the native menu sends to the window. */
export const menuCommands = [
  ...goCommands,
  'palette',
  'search',
  'back',
  'forward',
  'next-pane',
  'outline',
  'format',
  'wrap',
  'problems',
  'new-project',
  'open-project',
  'save',
  'lock',
  'share',
  'open-sealed',
  'colleagues',
  'access',
  'change-passphrase',
  'export-full',
  'export-metrics',
  'export-public',
  'undo',
  'redo',
  'find',
  'declaration',
  'rename',
  'library',
  'tour',
  'help',
] as const;
export type MenuCommand = (typeof menuCommands)[number];

/** Everything that the main process tells the window without being asked. */
export interface WindowEvents {
  readonly 'menu.command': { readonly command: MenuCommand };
  readonly 'settings.changed': Settings;
  /** A project was handed to the application while none was open: it is chosen, and locked. */
  readonly 'project.chosen': { readonly fileName: string };
  /** A sealed file was handed to the application, as by a double click: `sealed.current` tells of it. */
  readonly 'sealed.arrived': Readonly<Record<string, never>>;
  /** How the verification goes on that the window gave this number. */
  readonly 'verification.news': { readonly job: number; readonly news: VerificationNews };
  /** How many questions are answered while the proof is looked for that the window gave this number. */
  readonly 'verification.explaining': { readonly job: number; readonly done: number; readonly all: number };
  /** The project is about to be locked or the application to end: save now, and answer with `session.handedOver`. */
  readonly 'session.locking': Readonly<Record<string, never>>;
  /** In how many seconds the project is locked, because nobody touches the machine; null once somebody does. */
  readonly 'session.idling': { readonly seconds: number | null };
  /** Why the project's file could not be brought up to date, or null once it was. */
  readonly 'session.sealing': { readonly problem: FailureCode | null };
}
export const windowEventNames = [
  'menu.command',
  'settings.changed',
  'project.chosen',
  'sealed.arrived',
  'verification.news',
  'verification.explaining',
  'session.locking',
  'session.idling',
  'session.sealing',
] as const;
