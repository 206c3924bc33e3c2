import react from 'eslint-plugin-react';
import reactHooks from 'eslint-plugin-react-hooks';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const zodDoor = {
  name: 'zod',
  message: 'Import z from shared-types/src/core: it is configured there for WeChat (jitless).',
};
const zodDoors = { group: ['zod/*'], message: zodDoor.message };
const mongoDoor = {
  name: 'mongodb',
  message: 'Only *.repository.ts (and the platform) talk to MongoDB.',
  allowTypeImports: true,
};
export default tseslint.config(
  {
    ignores: ['**/dist/', '**/node_modules/', '**/.*/', '**/*.generated.ts', '**/.swc/'],
  },
  ...tseslint.configs.recommended,
  prettier,
  {
    files: ['**/*.{ts,tsx,mjs,js}'],
    rules: {
      'max-lines': ['error', { max: 400 }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
      '@typescript-eslint/no-require-imports': 'error',
    },
  },
  {
    files: ['{server,miniapp,shared-types}/src/**/*.{ts,tsx}'],
    rules: {
      'no-console': 'error',
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [zodDoor, mongoDoor], patterns: [zodDoors] },
      ],
    },
  },
  {
    files: ['shared-types/src/core/zod.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': 'off' },
  },
  {
    files: [
      'server/src/**/*.repository.ts',
      'server/src/**/*.collection.ts',
      'server/src/platform/**/*.ts',
      'server/src/seed/**/*.ts',
      '**/*.test.ts',
    ],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [zodDoor], patterns: [zodDoors] },
      ],
    },
  },
  {
    // Midway's decorators need the class itself at run time, not only its type.
    files: ['server/src/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['miniapp/**/*.{ts,tsx}'],
    plugins: { react, 'react-hooks': reactHooks },
    settings: { react: { version: '18.3' } },
    rules: {
      ...react.configs.recommended.rules,
      ...react.configs['jsx-runtime'].rules,
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'react/prop-types': 'off',
    },
  },
  {
    files: ['miniapp/babel.config.js', '.dependency-cruiser.cjs', '**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
