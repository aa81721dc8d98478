import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { protocol, type Session } from 'electron';
import { isOurAddress, pageAddress, pageScheme } from '#main/security/page-address.ts';
import { responseHeaders } from '#main/security/headers.ts';

/** The word in the built page where the nonce of the answer belongs (`html.cspNonce` of the bundler). */
const noncePlaceholder = 'SEGL-STYLE-NONCE';

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

/** Makes the application's scheme a proper origin. Call it before Electron is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, codeCache: false } },
  ]);
}

/**
 * Serves the files of `folder` under the application's scheme to one session. The list of what can be served is
 * made once, here: no address is ever turned into a path.
 */
export function servePages(session: Session, folder: string): void {
  const files = listFiles(folder);
  session.protocol.handle(pageScheme, async (request) => {
    const file = request.method === 'GET' ? files.get(request.url) : undefined;
    if (file === undefined) return new Response(null, { status: 404 });
    const nonce = randomBytes(16).toString('base64');
    const content = await readFile(file.path);
    const body = file.isPage ? content.toString('utf8').replaceAll(noncePlaceholder, nonce) : content;
    return new Response(body, { headers: responseHeaders(file.mediaType, nonce, request.url) });
  });
}

interface ServedFile {
  readonly path: string;
  readonly mediaType: string;
  readonly isPage: boolean;
}

// By address. Files of a kind that the page has no use for are not served at all.
function listFiles(folder: string): ReadonlyMap<string, ServedFile> {
  const files = new Map<string, ServedFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const mediaType = mediaTypes[extname(entry.name)];
    if (!entry.isFile() || mediaType === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join('/');
    const isPage = name === 'index.html';
    const address = isPage ? pageAddress : pageAddress + name;
    if (isOurAddress(address)) files.set(address, { path, mediaType, isPage });
  }
  return files;
}
