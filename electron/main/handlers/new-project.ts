/** The name of a file for a project of this name, without its ending: nothing that any file system objects to. */
export function fileNameOf(projectName: string): string {
  return (
    projectName
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .trim()
      .slice(0, 80) || 'Segl'
  );
}

/** The one line that every model begins with. */
export function emptyModel(projectName: string): string {
  const label = projectName.replaceAll(/["\\\p{Cc}]/gu, '');
  return `protocol Protocol "${label}"\n`;
}
