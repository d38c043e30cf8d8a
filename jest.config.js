/** @type {import('jest').Config} */
export default {
  extensionsToTreatAsEsm: ['.ts'],
  testTimeout: 60_000,
  setupFilesAfterEnv: ['<rootDir>/__tests__/build/time-limit.ts'],
  // A worker waits for servers and programs a third of its time: three keep two cores busy.
  maxWorkers: 3,
  testSequencer: '<rootDir>/tools/test/longest-first.mjs',
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] }
}
