import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

// The oldest runtime that the application must run on decides the targets.
const nodeTarget = 'node20';
const windowTarget = 'chrome130';

// Native addons and Electron cannot be bundled; Node's own modules need not be.
const external = [
  'electron',
  'better-sqlite3',
  '@node-rs/argon2',
  // pdfmake reads files beside itself, qpdf its WebAssembly.
  /^pdfmake/,
  /^@neslinesli93\/qpdf-wasm/,
  /^node:/,
  ...builtinModules,
];

/** A bundle for Node or for Electron's main process. */
function nodeBundle(entry: string, output: string): UserConfig {
  return {
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      target: nodeTarget,
      minify: false,
      sourcemap: false,
      rolldownOptions: {
        external,
        output: { format: 'es', entryFileNames: output, chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  };
}

/** The preload script: a sandboxed one has no modules, and must be CommonJS in one file. */
function preloadBundle(): UserConfig {
  return {
    publicDir: false,
    build: {
      lib: { entry: 'electron/preload/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
      target: windowTarget,
      minify: false,
      rolldownOptions: { external: ['electron'] },
    },
  };
}

/** Puts the licence texts of the fonts and character maps that the window brings for PDF pages beside them. */
function licenceTexts(): Plugin {
  const texts = ['standard_fonts/LICENSE_FOXIT', 'standard_fonts/LICENSE_LIBERATION', 'cmaps/LICENSE'];
  return {
    name: 'licence-texts',
    generateBundle() {
      for (const text of texts) {
        const fileName = `licences/${text.replace('/', '-')}.txt`;
        this.emitFile({ type: 'asset', fileName, source: readFileSync(`node_modules/pdfjs-dist/${text}`) });
      }
    },
  };
}

/** The window. No inlined assets and no polyfill: the content security policy allows files only. */
function windowBundle(): UserConfig {
  return {
    root: 'renderer',
    base: './',
    publicDir: false,
    plugins: [svelte({ configFile: false }), licenceTexts()],
    // The policy of the page names this one script: electron/main/security/page-address.ts knows the same address.
    worker: {
      format: 'es',
      rolldownOptions: { output: { entryFileNames: 'assets/[name].js', codeSplitting: false } },
    },
    // Replaced in every answer; electron/main/window/pages.ts knows the same word.
    html: { cspNonce: 'SEGL-STYLE-NONCE' },
    build: {
      target: windowTarget,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4_000,
    },
  };
}

export default defineConfig(({ mode }) => {
  switch (mode) {
    case 'main':
      return nodeBundle('electron/main/main.ts', 'main.mjs');
    case 'engine':
      return nodeBundle('electron/engine/worker.ts', 'worker.mjs');
    case 'report':
      return nodeBundle('electron/report/worker.ts', 'worker.mjs');
    case 'cli':
      return nodeBundle('electron/cli/segl.ts', 'segl.mjs');
    case 'preload':
      return preloadBundle();
    // Tools that read this file in a mode of their own want to know about the window.
    default:
      return windowBundle();
  }
});
