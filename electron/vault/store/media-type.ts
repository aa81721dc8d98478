import { isUtf8 } from 'node:buffer';

/** The beginnings of files whose kind they tell, as Latin-1. */
const beginnings: readonly (readonly [string, string])[] = [
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['\xff\xd8\xff', 'image/jpeg'],
  ['GIF8', 'image/gif'],
  ['II*\0', 'image/tiff'],
  ['MM\0*', 'image/tiff'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'application/x-ole-storage'],
  ['{\\rtf', 'application/rtf'],
];

/** The folder inside a ZIP archive that tells which kind of document it is. */
const officeFolders: readonly (readonly [string, string])[] = [
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
];

/** How far from its beginning a PDF may say that it is one. */
const pdfMargin = 1024;

/**
 * The Internet media type of a file, worked out from its bytes alone: names and endings lie. Text is text in UTF-8, or
 * in UTF-16 with a byte order mark; what is none of the known kinds is `application/octet-stream`.
 */
export function mediaTypeOf(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, pdfMargin)).toString('latin1');
  if (start.includes('%PDF-')) return 'application/pdf';
  const known = beginnings.find(([beginning]) => start.startsWith(beginning));
  if (known !== undefined) return known[1];
  if (start.startsWith('PK\x03\x04')) return archiveType(bytes);
  if (start.startsWith('\xff\xfe') || start.startsWith('\xfe\xff')) return 'text/plain';
  return isText(bytes) ? 'text/plain' : 'application/octet-stream';
}

function archiveType(bytes: Uint8Array): string {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!content.includes('[Content_Types].xml')) return 'application/zip';
  const found = officeFolders.find(([folder]) => content.includes(folder));
  return found === undefined ? 'application/zip' : found[1];
}

// Control characters but those that lay out text make a file something else.
function isText(bytes: Uint8Array): boolean {
  const isControl = (byte: number): boolean =>
    byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c;
  return isUtf8(bytes) && !bytes.some(isControl);
}
