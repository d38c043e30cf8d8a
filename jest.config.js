/** @type {import('jest').Config} */
export default {
  extensionsToTreatAsEsm: ['.ts'],
  testTimeout: 20_000,
  setupFilesAfterEnv: ['<rootDir>/__tests__/build/time-limit.ts'],
  maxWorkers: 2,
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] }
}
