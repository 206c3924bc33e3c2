import js from '@eslint/js';
import react from 'eslint-plugin-react';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const tests = ['**/*.test.{ts,tsx,mjs}', '**/*.test-kit.ts', '**/test/**', 'e2e/**'];
const source = ['shared-types/src/**', 'server/src/**', 'miniapp/src/**'];

const noSkipping = {
  selector:
    'CallExpression[callee.object.name=/^(describe|it|test)$/][callee.property.name=/^(skip|only|todo)$/]',
  message: 'No skipped, focused or empty tests.',
};
const noLookbehind = {
  selector: 'Literal[regex.pattern=/[(][?]<[=!]/]',
  message: 'Phones before iOS 16.4 cannot read a file that looks behind.',
};
const zod = {
  regex: '^zod(/|$)',
  message: 'Import z from shared-types/src/core: one jitless zod/mini for both sides.',
};
const mongodb = {
  regex: '^mongodb(/|$)',
  message: 'Only *.repository.ts, *.collection.ts and platform/ touch MongoDB.',
  allowTypeImports: true,
};
const insideSharedTypes = {
  regex: '^@qiangji/shared-types/',
  message: 'Import from @qiangji/shared-types, its only door.',
};
const node = {
  regex: '^node:',
  message: 'This runs in WeChat and in browsers too, where Node has no say.',
};
const restrict = (...patterns) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
});

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '**/.temp/**',
      '**/.swc/**',
      '**/*.generated.ts',
      '.cache/**',
      '.qiangji/**',
      'coverage/**',
      'bench/results/**',
    ],
  },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@typescript-eslint': tseslint.plugin },
  },
  js.configs.recommended,
  {
    files: ['**/*.{mjs,js,cjs}'],
    languageOptions: { globals: { ...globals.node } },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-ignore': true, 'ts-nocheck': true, 'ts-expect-error': 'allow-with-description' },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { prefer: 'type-imports', fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    rules: {
      // Typed text is cleaned of control characters by naming them.
      'no-control-regex': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', 400],
      'no-restricted-syntax': ['error', noSkipping],
    },
  },
  {
    files: ['shared-types/src/**', 'miniapp/src/**'],
    ignores: tests,
    rules: { 'no-restricted-syntax': ['error', noSkipping, noLookbehind] },
  },
  { files: source, rules: { 'no-console': 'error', ...restrict(zod, insideSharedTypes, node) } },
  {
    files: ['shared-types/src/core/**'],
    rules: restrict(node),
  },
  {
    files: ['shared-types/src/**'],
    ignores: tests,
    rules: { 'no-restricted-globals': ['error', 'Buffer', 'process'] },
  },
  { files: ['server/src/**'], rules: restrict(zod, insideSharedTypes, mongodb) },
  {
    files: [
      'server/src/platform/**',
      'server/src/seed/**',
      'server/src/**/*.{repository,collection}.ts',
      ...tests,
    ],
    rules: restrict(zod, insideSharedTypes),
  },
  {
    // Midway's injection reads the type of a property at runtime: an `import type` would erase it.
    files: ['server/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['miniapp/**/*.{ts,tsx}'],
    plugins: { react, 'react-hooks': reactHooks },
    settings: { react: { version: '18.3' } },
    rules: {
      ...react.configs.flat.recommended.rules,
      ...react.configs.flat['jsx-runtime'].rules,
      'react/prop-types': 'off',
      'react/no-unknown-property': 'off',
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  {
    // The fake Taro's life-cycle functions are hooks under Taro's own names.
    files: ['miniapp/test/mocks/**'],
    rules: { 'react-hooks/rules-of-hooks': 'off' },
  },
);
