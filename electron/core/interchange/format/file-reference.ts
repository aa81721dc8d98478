/** The name of a file as a URI: relative where the name is, with forward slashes, each part written for a URI. */
export function fileReference(fileName: string): string {
  const parts = fileName.replaceAll('\\', '/').split('/');
  const drive = /^[A-Za-z]:$/u.test(parts[0] ?? '');
  const encoded = parts.map((part, index) => (index === 0 && drive ? part : encodeURIComponent(part)));
  const path = encoded.join('/');
  if (drive) return `file:///${path}`;
  return path.startsWith('/') ? `file://${path}` : path;
}
