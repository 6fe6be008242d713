/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // test/browser needs Chromium: npm run test:browser.
  testMatch: ['<rootDir>/test/{unit,integration}/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } } }],
  },
  // Both cores of a small machine; Jest would leave one idle.
  maxWorkers: '100%',
  // A ceiling for tests that start processes or browsers; none waits for it.
  testTimeout: 30_000,
  // Dependencies are run as they were published.
  transformIgnorePatterns: ['/node_modules/'],
  modulePathIgnorePatterns: ['<rootDir>/.claimcheck/', '<rootDir>/.serverless/'],
}
