import { pdfWorkerAddress } from '#main/security/page-address.ts';

/**
 * The headers of every answer of the application's own scheme. Scripts, styles, fonts and images come from the
 * application alone, and no script can be made from text. One script may become a thread of its own: what reads PDF
 * files. `nonce` admits the style elements that the editor makes at run time; it is new with every answer. The thread has a
 * policy of its own: the decoders of scanned pages are WebAssembly, and nothing else of what the page may do is of use to it.
 */
export function responseHeaders(mediaType: string, nonce: string, address: string): Record<string, string> {
  return {
    'Content-Type': mediaType,
    'Content-Security-Policy': address === pdfWorkerAddress ? threadPolicy : contentSecurityPolicy(nonce),
    'Cache-Control': 'no-store',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), usb=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-DNS-Prefetch-Control': 'off',
  };
}

const threadPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    `worker-src ${pdfWorkerAddress}`,
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types svelte-trusted-html segl-pdf-worker',
  ].join('; ');
}
