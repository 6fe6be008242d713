const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } } }],
  },
  // Dependencies are run as they were published.
  transformIgnorePatterns: ['/node_modules/'],
  modulePathIgnorePatterns: [
    '<rootDir>/.claimcheck/',
    '<rootDir>/.serverless/',
    '<rootDir>/dist/',
    '<rootDir>/test/packages/services/',
    '<rootDir>/test/services/.+/',
  ],
}

/** The tests of one folder of `test/`, run by `--selectProjects`. */
function project(displayName, options = {}) {
  return { ...shared, displayName, testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`], ...options }
}

/** @type {import('jest').Config} */
export default {
  projects: [
    project('unit'),
    project('integration'),
    // Needs Python and Go.
    project('runtimes'),
    project('commands'),
    // Needs Chromium.
    project('browser'),
    // Needs Python, for the AWS emulator.
    project('rehearsal'),
    // Needs the npm registry, or npm's cache: npm run test:packages.
    project('packages'),
    // The same, and Go: npm run test:packages -- --selectProjects services.
    project('services'),
  ],
  // A ceiling for tests that start processes or browsers; none waits for it.
  testTimeout: 30_000,
}
