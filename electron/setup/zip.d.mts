/**
 * Unpacks an archive into a folder. `rename` maps an entry's name to the path it gets, or to null to leave
 * it out. Throws when the archive is not one it can read or is damaged, or when a path would leave the folder.
 */
export function unpackZip(archive: string, folder: string, rename: (name: string) => string | null): void;
