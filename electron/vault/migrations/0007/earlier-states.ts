import { z } from 'zod';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { canonicalJson } from '#core/history/canonical.ts';
import { sha256Of } from '#vault/files/sha256.ts';
import type { Connection } from '#vault/database/database.ts';
import {
  dossierSteps,
  entriesToPieces,
  takeStep,
  type DossierStep,
  type EarlierDossier,
} from '#vault/migrations/0007/earlier-dossiers.ts';
import { instantOf } from '#vault/migrations/0007/instant.ts';
import { cut } from '#vault/pieces/cut.ts';
import { DossierRepository } from '#vault/repositories/dossier.ts';
import { ObjectRepository } from '#vault/repositories/objects.ts';
import { RecordTable } from '#vault/repositories/records.ts';
import { StateRepository } from '#vault/repositories/states.ts';

const revisionRow = z.object({ sequence: z.int(), created_at: z.string() });
const textRow = z.object({ text: z.string() });
const projectRow = z.object({ id: z.string() });
const recordRow = z.object({
  revision: z.int(),
  engine_version: z.string(),
  input_hash: z.string(),
  record: z.string(),
  created_at: z.string(),
});

/** A state that was made of what was there: which text it has, and when it came about. */
export interface MovedState {
  readonly id: string;
  readonly revision: number;
  readonly createdAt: string;
}

/** One moment at which text, dossier or both changed. */
interface Moment {
  readonly createdAt: string;
  readonly revision: number | null;
  readonly step: DossierStep | null;
}

/** Makes a state of every moment at which text or dossier changed, the last one the head; answers them in their order. */
export function moveStates(connection: Connection): readonly MovedState[] {
  const project = connection.prepare('SELECT id FROM project').get();
  if (project === undefined) return [];
  const mover = new StateMover(connection, projectRow.parse(project).id);
  for (const moment of momentsOf(connection)) mover.move(moment);
  return mover.finish();
}

// Both kinds in their own orders, which count where the clock was set back; at one instant both are one change.
function momentsOf(connection: Connection): readonly Moment[] {
  const revisions = connection
    .prepare('SELECT sequence, created_at FROM revision ORDER BY sequence')
    .all()
    .map((found) => revisionRow.parse(found));
  const steps = dossierSteps(connection);
  const moments: Moment[] = [];
  let [text, dossier] = [0, 0];
  for (;;) {
    const revision = revisions[text];
    const step = steps[dossier];
    // A project begins with a text.
    const takesText =
      revision !== undefined && (step === undefined || text === 0 || revision.created_at <= step.createdAt);
    if (takesText) {
      const isOne = step?.createdAt === revision.created_at;
      const at = revision.created_at;
      moments.push({ createdAt: at, revision: revision.sequence, step: isOne ? step : null });
      text += 1;
      dossier += isOne ? 1 : 0;
    } else if (step !== undefined) {
      moments.push({ createdAt: step.createdAt, revision: null, step });
      dossier += 1;
    } else return moments;
  }
}

/** Writes states one after another, each out of the one before. */
class StateMover {
  readonly #connection: Connection;
  readonly #project: string;
  readonly #states: StateRepository;
  readonly #objects: ObjectRepository;
  readonly #dossiers: DossierRepository;
  readonly #entries: EarlierDossier = new Map();
  readonly #moved: MovedState[] = [];
  #text = { sequence: 0, hash: '' };
  #dossier = { number: 0, hash: sha256Of('') };

  constructor(connection: Connection, project: string) {
    this.#connection = connection;
    this.#project = project;
    this.#states = new StateRepository(connection);
    this.#objects = new ObjectRepository(connection);
    this.#dossiers = new DossierRepository(connection);
  }

  move({ createdAt, revision, step }: Moment): void {
    if (revision !== null) this.#moveText(revision, createdAt);
    if (step !== null) {
      takeStep(this.#connection, this.#entries, step);
      const pieces = entriesToPieces(this.#entries);
      this.#dossier = {
        number: this.#dossiers.putEntries(pieces, 'head'),
        hash: sha256Of(pieces.join('\n')),
      };
    } else if (this.#dossier.number === 0) {
      this.#dossier = { ...this.#dossier, number: this.#dossiers.put(emptyDossier) };
    }
    this.#add(createdAt);
  }

  finish(): readonly MovedState[] {
    const head = this.#moved.at(-1);
    if (head !== undefined) this.#states.moveHead(head.id);
    return this.#moved;
  }

  #moveText(sequence: number, createdAt: string): void {
    const found = this.#connection.prepare('SELECT text FROM revision WHERE sequence = ?').get(sequence);
    const { text } = textRow.parse(found);
    this.#connection
      .prepare('INSERT INTO model_text (sequence, created_at, pieces) VALUES (?, ?, ?)')
      .run(sequence, Date.parse(instantOf(createdAt)), this.#objects.put(cut(text)));
    this.#text = { sequence, hash: sha256Of(text) };
  }

  #add(createdAt: string): void {
    const parent = this.#moved.at(-1)?.id ?? null;
    const content = {
      project: this.#project,
      parent,
      createdAt,
      text: this.#text.hash,
      dossier: this.#dossier.hash,
    };
    const id = sha256Of(`segl state of an earlier version v1\n${canonicalJson(content)}`).slice(0, 32);
    this.#states.add(
      {
        id,
        parents: parent === null ? [] : [parent],
        createdAt: instantOf(createdAt),
        author: null,
        cause: parent === null ? 'created' : 'edited',
        origin: null,
        name: null,
      },
      { text: this.#text.sequence, dossier: this.#dossier.number },
    );
    this.#moved.push({ id, revision: this.#text.sequence, createdAt });
  }
}

/** Moves the records that are kept: those of the newest texts, and of those that were released. */
export function moveRecords(connection: Connection): void {
  for (const table of ['analysis_record', 'verification_record'] as const) {
    const earlier = `earlier_${table}`;
    const records = new RecordTable(connection, table);
    const numbers = connection
      .prepare(
        `SELECT revision FROM (SELECT revision FROM ${earlier} ORDER BY revision DESC LIMIT 20)
         UNION SELECT revision FROM ${earlier} WHERE revision IN (SELECT text FROM kept_text)
         ORDER BY revision`,
      )
      .pluck()
      .all();
    for (const number of numbers) {
      const found = connection.prepare(`SELECT * FROM ${earlier} WHERE revision = ?`).get(number);
      const { revision, engine_version, input_hash, record, created_at } = recordRow.parse(found);
      const origin = { engineVersion: engine_version, inputHash: input_hash };
      records.put(revision, origin, record, instantOf(created_at));
    }
  }
}
