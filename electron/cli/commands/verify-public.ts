import { Command } from 'commander';
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { exitStatus } from '#cli/console/exit-status.ts';
import { withGivenProject } from '#cli/projects/open-project.ts';
import { openingInput, withOpeningOptions, type OpeningOptions } from '#cli/projects/opening-options.ts';
import { refuseFile } from '#cli/projects/refusal.ts';
import { reportResources } from '#cli/projects/resources.ts';
import { print } from '#cli/console/console.ts';
import { localDay } from '#contract/local-day.ts';
import { approves, approvalStatus, type OwnerApproval } from '#core/publication/approval.ts';
import { fileApproval, type FileIdentity } from '#core/publication/identify-file.ts';
import { isSameOwner, type FormerOwner } from '#core/publication/owner-change.ts';
import type { Release } from '#core/publication/release.ts';
import { identifyPublicFile, type IdentifiedFile } from '#project/publication/identify.ts';

/** The command `verify-public` with its arguments and options. */
export function verifyPublicCommand(): Command {
  const command = new Command('verify-public')
    .description(
      `say whether a file is byte for byte the public report of a project, and who approved it; ${openingInput}`,
    )
    .argument('<file>', 'the PDF')
    .requiredOption('--project <file>', 'the project file')
    .option('--json', 'the outcome as one line of JSON');
  return withOpeningOptions(command).action(async (file: string, options: VerifyPublicOptions) => {
    process.exitCode = await verifyPublic(file, options);
  });
}

/** Options of the command. */
interface VerifyPublicOptions extends OpeningOptions {
  readonly project: string;
  readonly json?: boolean;
}

/** The largest file that is looked at, in bytes: no public report comes near it. */
const largest = 64 << 20;

const languages = { en: 'English', nb: 'Norwegian bokmål' } as const;

/**
 * Says whether a file is byte for byte the public report of a project, and who approved it. Of a file that is not, it
 * says only that: nothing of the project is printed then.
 */
async function verifyPublic(path: string, options: VerifyPublicOptions): Promise<number> {
  const { json = false } = options;
  const bytes = readOrdinaryFile(path);
  if (bytes === null) {
    return refuseFile(path, { code: 'file-unreadable' }, json);
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const identified = await withGivenProject(options.project, options, ({ project }) =>
    identifyPublicFile(project, sha256, reportResources),
  );
  if (!identified.ok) return refuseFile(options.project, identified.error, json);
  if (json) print(JSON.stringify({ file: path, sha256, ...facts(identified.value) }));
  else for (const line of sentences(path, identified.value)) print(line);
  return fileApproval(identified.value.identity) === 'approved' ? exitStatus.fine : exitStatus.discrepancies;
}

// A pipe would be waited for, and a file without an end read until memory is full.
function readOrdinaryFile(path: string): Buffer | null {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = fstatSync(file);
      return found.isFile() && found.size <= largest ? readFileSync(file) : null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

function facts({ identity, former }: IdentifiedFile): object {
  const approval = fileApproval(identity);
  const approved = approval === 'approved';
  if (identity.kind === 'unknown') return { report: identity.kind, approved, approval, releases: [] };
  const releases = identity.releases.map(({ sequence, createdAt, language, overrulings }) => ({
    sequence,
    createdAt,
    language,
    overruled: overrulings.length,
  }));
  return {
    report: identity.kind,
    ...(identity.kind === 'current'
      ? { language: identity.file.language, standing: identity.file.status }
      : {}),
    approved,
    approval,
    overruled: identity.owners.filter((each) => approvalStatus(each) === 'overruled').length,
    owners: identity.owners.map((each) => ({
      organisation: each.owner.organisation,
      named: each.named,
      approves: approves(each),
      standing: approvalStatus(each),
      approver: approves(each) ? (each.last?.approver ?? null) : null,
      day: approves(each) ? (each.last?.day ?? null) : null,
      overruled:
        approvalStatus(each) === 'overruled' && each.overruling !== null
          ? { day: localDay(each.overruling.recordedAt), reason: each.overruling.reason }
          : null,
    })),
    formerOwners: former.map(({ organisation, until, renamedTo }) => ({
      organisation,
      until: localDay(until),
      renamedTo,
    })),
    releases,
  };
}

function sentences(path: string, { identity, former }: IdentifiedFile): readonly string[] {
  switch (identity.kind) {
    case 'unknown':
      return [
        `${path}: not this project's public report. It is neither the draft nor the final file in any ` +
          'language, nor a file that was released earlier.',
      ];
    case 'earlier':
      return [
        `${path}: a public report of this project that was released earlier; the project has changed since.`,
        ...approvalLines(identity.owners, former),
        ...overruledLines(identity),
        ...identity.releases.map(released),
      ];
    case 'current': {
      const { file, owners, releases } = identity;
      return [
        `${path}: byte for byte this project's public report, ${file.status}, in ${languages[file.language]}.`,
        ...(file.status === 'draft'
          ? ['A draft is not to be published.']
          : [
              ...(owners.some(({ named }) => named)
                ? []
                : ['No owner of the information is named: nobody could approve it.']),
              ...approvalLines(owners, former),
              ...overruledLines(identity),
            ]),
        ...releases.map(released),
      ];
    }
  }
}

function approvalLines(owners: readonly OwnerApproval[], former: readonly FormerOwner[]): readonly string[] {
  const lines = owners.map((each) => {
    const { owner, last } = each;
    const since = former.find((one) => isSameOwner(one, owner));
    const ended = since === undefined ? '' : ` ${endLine(since)}`;
    return `${approvalLine(each, last === null ? '' : `${last.approver}, ${last.day}`)}${knownThen(each, owners, former)}${ended}`;
  });
  const silent = former
    .filter((one) => !owners.some(({ owner }) => isSameOwner(one, owner)))
    .map((one) => `Neither approved nor withdrew this file: ${one.organisation}. ${endLine(one)}`);
  return [...lines, ...silent];
}

function approvalLine(where: OwnerApproval, said: string): string {
  const { organisation } = where.owner;
  switch (approvalStatus(where)) {
    case 'approved':
      return `Approved: ${organisation}, ${said}.`;
    case 'withdrawn':
      return `Approval was withdrawn: ${organisation}, ${said}.`;
    case 'missing':
      return `Approval is missing: ${organisation}.`;
    case 'overruled': {
      const { overruling, last } = where;
      const against =
        last === null ? 'which had said nothing of this file' : `which had withdrawn its approval, ${said}`;
      const [day, reason] = [localDay(overruling?.recordedAt ?? ''), overruling?.reason ?? ''];
      return `Overruled: ${organisation}, ${against}; on ${day}, for this reason: ${JSON.stringify(reason)}.`;
    }
  }
}

// Who approved before others were taken away or overruled did not know of it.
function knownThen(
  where: OwnerApproval,
  owners: readonly OwnerApproval[],
  former: readonly FormerOwner[],
): string {
  const { last } = where;
  if (last === null || !approves(where)) return '';
  const later = [
    ...former.filter(({ until }) => until > last.recordedAt).map(({ organisation }) => organisation),
    ...owners.flatMap(({ owner, overruling }) =>
      overruling !== null && overruling.recordedAt > last.recordedAt ? [owner.organisation] : [],
    ),
  ].filter((name) => name !== where.owner.organisation);
  return later.length === 0
    ? ''
    : ` Recorded before owners were removed or overruled: ${[...new Set(later)].join(', ')}.`;
}

function endLine({ until, renamedTo }: FormerOwner): string {
  return renamedTo === null
    ? `It was removed as an owner on ${localDay(until)}.`
    : `It was renamed to ${renamedTo} on ${localDay(until)}.`;
}

function overruledLines(identity: Exclude<FileIdentity, { kind: 'unknown' }>): readonly string[] {
  if (fileApproval(identity) !== 'overruled') return [];
  const count = identity.owners.filter((each) => approvalStatus(each) === 'overruled').length;
  return [`This is no plain approval: ${count === 1 ? '1 was' : `${String(count)} were`} overruled.`];
}

function released({ sequence, createdAt, overrulings }: Release): string {
  const against = overrulings.length === 0 ? '' : `, with ${String(overrulings.length)} overruled`;
  return `Released: number ${String(sequence)}, ${localDay(createdAt)}${against}.`;
}
