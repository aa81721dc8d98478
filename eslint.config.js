import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

// The command tells its version, which stands in a file of the top folder.
const dots = {
  regex: '^\\.\\./(?!\\.\\./package\\.json$)',
  message: 'Import another layer or folder by its # name.',
};

const shellBan = {
  selector: 'ImportSpecifier[imported.name="shell"], MemberExpression[property.name="openExternal"]',
  message: 'Nothing is ever opened outside the application.',
};
const ipcMainBan = {
  selector: 'ImportSpecifier[imported.name="ipcMain"]',
  message: 'Only electron/main/ipc/ipc.ts may use ipcMain: every call passes its checks.',
};
const ipcRendererBan = {
  selector: 'ImportSpecifier[imported.name="ipcRenderer"]',
  message: 'Only electron/preload may use ipcRenderer.',
};
const bans = [shellBan, ipcMainBan, ipcRendererBan];
const without = (ban) => ['error', ...bans.filter((other) => other !== ban)];

export default ts.config(
  { ignores: ['out/', 'dist/', 'node_modules/', '.runtime/', 'test-results/'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,svelte}'],
    extends: [...ts.configs.strictTypeChecked, ...ts.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: [
            'vite.config.ts',
            'vitest.config.ts',
            'vitest.long.config.ts',
            'playwright.config.ts',
          ],
        },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': without(undefined),
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Splitting a text into code points is what a count of characters, or a lexer, means.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // The compiler asks for index access by brackets where a name is not known to exist.
      '@typescript-eslint/dot-notation': 'off',
      'no-restricted-imports': ['error', { patterns: [dots] }],
    },
  },
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, projectService: true, extraFileExtensions: ['.svelte'] },
    },
  },
  {
    files: ['**/*.svelte'],
    rules: {
      // Props are assigned by Svelte, and a template calls functions for their effect.
      'prefer-const': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // The linter cannot see the type of another component and takes it for any; svelte-check can, and does.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['electron/main/ipc/ipc.ts'], rules: { 'no-restricted-syntax': without(ipcMainBan) } },
  { files: ['electron/preload/**'], rules: { 'no-restricted-syntax': without(ipcRendererBan) } },
  { files: ['electron/cli/**', 'electron/setup/**'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**/*.ts'],
    rules: {
      // Tests speak of both sides of a boundary, and hand over what no type allows.
      'no-restricted-syntax': 'off',
      'no-restricted-imports': 'off',
      '@typescript-eslint/consistent-type-assertions': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        Buffer: 'readonly',
        console: 'readonly',
        require: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
);
