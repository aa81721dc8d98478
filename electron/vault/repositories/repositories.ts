import type { StatementSource } from '#vault/database/recorded-statements.ts';
import { AnalysisRepository } from '#vault/repositories/analyses.ts';
import { DocumentRepository } from '#vault/repositories/documents.ts';
import { DossierRepository } from '#vault/repositories/dossier.ts';
import { EventRepository } from '#vault/repositories/events.ts';
import { LedgerRepository } from '#vault/repositories/ledger.ts';
import { ObjectRepository } from '#vault/repositories/objects.ts';
import { OpeningRepository } from '#vault/repositories/openings.ts';
import { ProjectRepository } from '#vault/repositories/project.ts';
import { RecipientRepository } from '#vault/repositories/recipients.ts';
import { RevisionRepository } from '#vault/repositories/revisions.ts';
import { StateRepository } from '#vault/repositories/states.ts';
import { ViewLayoutRepository } from '#vault/repositories/view-layouts.ts';
import { VerificationRepository } from '#vault/repositories/verifications.ts';

/** Everything that a project's database holds. */
export interface Repositories {
  readonly project: ProjectRepository;
  readonly objects: ObjectRepository;
  readonly states: StateRepository;
  readonly revisions: RevisionRepository;
  readonly analyses: AnalysisRepository;
  readonly verifications: VerificationRepository;
  readonly dossier: DossierRepository;
  readonly documents: DocumentRepository;
  readonly ledger: LedgerRepository;
  readonly events: EventRepository;
  readonly openings: OpeningRepository;
  readonly recipients: RecipientRepository;
  readonly viewLayouts: ViewLayoutRepository;
}

/** The repositories of a database. */
export function repositoriesOn(statements: StatementSource): Repositories {
  return {
    project: new ProjectRepository(statements),
    objects: new ObjectRepository(statements),
    states: new StateRepository(statements),
    revisions: new RevisionRepository(statements),
    analyses: new AnalysisRepository(statements),
    verifications: new VerificationRepository(statements),
    dossier: new DossierRepository(statements),
    documents: new DocumentRepository(statements),
    ledger: new LedgerRepository(statements),
    events: new EventRepository(statements),
    openings: new OpeningRepository(statements),
    recipients: new RecipientRepository(statements),
    viewLayouts: new ViewLayoutRepository(statements),
  };
}
