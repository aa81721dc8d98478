import type { BrowserWindow } from 'electron';
import type { CallFailure } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import { readHash } from '#core/publication/approval.ts';
import { isSameOwner } from '#core/publication/owner-change.ts';
import type { PublicRecord } from '#core/publication/public-record.ts';
import type { Desk } from '#main/desk.ts';
import { askToReplace, askWhereToSave, pdfFile } from '#main/dialogs.ts';
import { exportFile } from '#main/export-file.ts';
import type { HandlersOf } from '#main/ipc.ts';
import { publishable } from '#main/public-record.ts';
import { publicFiles, type PublicFile } from '#report/public-files.ts';
import type { ReportResources } from '#report/produce.ts';
import type { Vault } from '#vault/vault.ts';

/** What the calls on releases work with. */
export interface ReleaseSurroundings {
  readonly desk: Desk;
  readonly window: BrowserWindow;
  readonly resources: ReportResources;
}

/** Calls that have the public report approved and released. */
export function releaseHandlers(surroundings: ReleaseSurroundings): HandlersOf<'release'> {
  const { desk, window, resources } = surroundings;
  // The files of the newest record are asked for over and over; they go with the vault.
  const newest = new WeakMap<Vault, { readonly record: string; readonly files: readonly PublicFile[] }>();
  const finalFiles = async (
    vault: Vault,
    record: PublicRecord,
  ): Promise<Result<readonly PublicFile[], CallFailure>> => {
    const known = newest.get(vault);
    const written = JSON.stringify(record);
    if (known?.record === written) return success(known.files);
    const files = await publicFiles(record, 'final', resources);
    if (files.ok) newest.set(vault, { record: written, files: files.value });
    return files;
  };
  return {
    'release.state': async () => {
      const { vault } = desk;
      if (vault === null) return failure({ code: 'project-not-open' });
      const counted = publishable(vault);
      if (!counted.ok) return counted;
      const { record } = counted.value;
      const files = await finalFiles(vault, record);
      if (!files.ok) return files;
      if (desk.vault !== vault) return failure({ code: 'project-not-open' });
      const ledger = vault.ledger();
      if (!ledger.ok) return ledger;
      return success({
        record,
        files: files.value.map(({ language, sha256 }) => ({ language, sha256 })),
        ...ledger.value,
      });
    },
    'release.preview': async ({ language, hash }) => {
      const { vault } = desk;
      if (vault === null) return failure({ code: 'project-not-open' });
      const counted = publishable(vault);
      if (!counted.ok) return counted;
      const files = await finalFiles(vault, counted.value.record);
      if (!files.ok) return files;
      const file = files.value.find((each) => each.language === language && each.sha256 === hash);
      if (desk.vault !== vault) return failure({ code: 'project-not-open' });
      if (file === undefined) return failure({ code: 'release-changed' });
      const { bytes, pages, sha256 } = file;
      return success({ bytes, pages, sha256 });
    },
    'release.approve': async ({ owner, organisation, approver, day, hash }) => {
      const { vault } = desk;
      if (vault === null) return failure({ code: 'project-not-open' });
      const fileHash = readHash(hash);
      if (fileHash === null) return failure({ code: 'approval-of-no-hash' });
      const counted = publishable(vault);
      if (!counted.ok) return counted;
      const files = await finalFiles(vault, counted.value.record);
      if (!files.ok) return files;
      if (desk.vault !== vault) return failure({ code: 'project-not-open' });
      if (!files.value.some(({ sha256 }) => sha256 === fileHash))
        return failure({ code: 'approval-of-another-file' });
      const standings = vault.standings(fileHash);
      if (!standings.ok) return standings;
      if (!standings.value.some((each) => isSameOwner(each.owner, { id: owner, organisation }))) {
        return failure({ code: 'owner-unknown' });
      }
      const added = vault.addApproval({ owner, organisation, approver, day, fileHash, decision: 'approved' });
      if (!added.ok) return added;
      desk.sealSoon();
      return success({});
    },
    'release.withdraw': ({ approval, approver, day }) => {
      const { vault } = desk;
      if (vault === null) return failure({ code: 'project-not-open' });
      const ledger = vault.ledger();
      if (!ledger.ok) return ledger;
      const given = ledger.value.approvals.find(
        ({ sequence, decision }) => sequence === approval && decision === 'approved',
      );
      if (given === undefined) return failure({ code: 'approval-missing' });
      const { owner, organisation, fileHash } = given;
      const added = vault.addApproval({
        owner,
        organisation,
        approver,
        day,
        fileHash,
        decision: 'withdrawn',
      });
      if (!added.ok) return added;
      desk.sealSoon();
      return success({});
    },
    'release.overrule': async ({ owner, organisation, hash, reason }) => {
      const { vault } = desk;
      if (vault === null) return failure({ code: 'project-not-open' });
      const counted = publishable(vault);
      if (!counted.ok) return counted;
      const files = await finalFiles(vault, counted.value.record);
      if (!files.ok) return files;
      if (desk.vault !== vault) return failure({ code: 'project-not-open' });
      if (!files.value.some(({ sha256 }) => sha256 === hash)) return failure({ code: 'release-changed' });
      const added = vault.addOverruling({ owner, organisation, fileHash: hash, reason });
      if (!added.ok) return added;
      desk.sealSoon();
      return success({});
    },
    'release.publish': async ({ language, hash }) => {
      const { vault } = desk;
      if (vault === null) return failure({ code: 'project-not-open' });
      const counted = publishable(vault);
      if (!counted.ok) return counted;
      const { record } = counted.value;
      const files = await finalFiles(vault, record);
      if (!files.ok) return files;
      const file = files.value.find((each) => each.language === language);
      // What the analyst looked at is what is released, or nothing.
      if (file?.sha256 !== hash) return failure({ code: 'release-changed' });
      return exportFile(desk, vault, {
        bytes: file.bytes,
        askToReplace: (fileName) => askToReplace(window, language, fileName),
        askWhere: () => askWhereToSave(window, language, 'dialog.save-report', pdfFile, 'segl-public.pdf'),
        // Judged after the dialog: the project may have changed, or an approval been withdrawn, while it was open.
        note: (sha256) => {
          const now = publishable(vault);
          if (!now.ok) return now;
          if (JSON.stringify(now.value.record) !== JSON.stringify(record)) {
            return failure({ code: 'release-changed' });
          }
          return vault.addRelease({ language, fileHash: sha256, record }, now.value.revision);
        },
      });
    },
  };
}
