/** The scheme under which the application serves its own page. */
export const pageScheme = 'app';

/** The address of the one page there is. */
export const pageAddress = 'app://ui/';

/** The address of the one script that may run in a thread of its own: it reads PDF files. The bundler names it so. */
export const pdfWorkerAddress = 'app://ui/assets/pdf-worker.js';

/**
 * True for addresses that the application itself serves. A prefix, because Node does not know the origin of a
 * scheme of our own; the slash at its end keeps `app://ui.elsewhere/` out.
 */
export function isOurAddress(url: string): boolean {
  return url.startsWith(pageAddress);
}
