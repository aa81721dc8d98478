import { expect, test } from 'vitest';
import { responseHeaders } from '#main/security/headers.ts';
import { pageAddress, pdfWorkerAddress } from '#main/security/page-address.ts';

function directivesOf(address: string): Readonly<Record<string, string>> {
  const policy = responseHeaders('text/html', 'N', address)['Content-Security-Policy'] ?? '';
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')] as const;
    }),
  );
}

// The policy in words, so that each part of it is noticed when it goes, also those that others stand behind.
test('every answer has exactly this policy', () => {
  expect(directivesOf(pageAddress)).toEqual({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self' 'nonce-N'",
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': "'none'",
    'worker-src': 'app://ui/assets/pdf-worker.js',
    'frame-src': "'none'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'svelte-trusted-html segl-pdf-worker',
  });
});

test('no answer is kept, sniffed, framed by another, or tells where it was asked from', () => {
  expect(responseHeaders('text/html', 'N', pageAddress)).toMatchObject({
    'Content-Type': 'text/html',
    'Cache-Control': 'no-store',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-DNS-Prefetch-Control': 'off',
  });
});

test('the thread that reads PDF files has a policy of its own: its scripts and WebAssembly, and nothing else', () => {
  expect(directivesOf(pdfWorkerAddress)).toEqual({
    'default-src': "'none'",
    'script-src': "'self' 'wasm-unsafe-eval'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  });
  for (const other of [`${pdfWorkerAddress}?`, `${pageAddress}assets/other.js`])
    expect(directivesOf(other)['script-src']).toBe("'self'");
});
