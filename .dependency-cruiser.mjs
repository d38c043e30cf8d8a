/**
 * The walls between the rooms of `src`: which room may import which. A room that is not named here is an error, and so are a circle
 * and an import that no line allows. `npm run walls` checks them; docs/architecture.md says what each room is for.
 */
const ROOMS = {
  base: [],
  airflow: ['base'],
  astro: ['base'],
  vault: ['base'],
  identity: ['base', 'vault'],
  records: ['base', 'astro', 'vault', 'identity'],
  sources: ['base', 'airflow', 'vault', 'records'],
  manifest: ['base', 'airflow', 'vault', 'identity', 'sources'],
  imports: ['base', 'airflow', 'sources', 'manifest'],
  values: ['base', 'airflow', 'vault', 'sources', 'manifest', 'imports'],
  project: ['base', 'airflow', 'astro'],
  coverage: ['base', 'airflow'],
  inputs: ['base', 'astro', 'vault'],
  observe: ['base', 'airflow', 'astro', 'vault', 'identity', 'records', 'manifest', 'values', 'project'],
  plan: ['base', 'airflow', 'astro', 'vault', 'identity', 'records', 'sources', 'manifest', 'values', 'observe'],
  apply: ['base', 'airflow', 'astro', 'vault', 'identity', 'records', 'manifest', 'plan'],
  report: ['base', 'plan'],
  run: [
    ...['base', 'airflow', 'astro', 'vault', 'identity', 'records', 'sources', 'manifest', 'imports', 'values', 'project'],
    ...['coverage', 'inputs', 'observe', 'plan', 'apply']
  ],
  runner: ['base', 'astro', 'vault', 'records', 'inputs', 'plan', 'report', 'run'],
  terminal: ['base', 'airflow', 'sources', 'manifest', 'imports', 'values', 'inputs', 'plan', 'run']
}

/** Packages and parts of Node that one room alone may touch. */
const KEPT = [
  { package: '@actions/(?!http-client)', by: '^src/runner/' },
  { package: '@actions/http-client', by: '^src/(runner|vault/http)/' },
  { package: 'node-vault', by: '^src/vault/' },
  { package: 'hpagent', by: '^src/vault/http/' }
]

const wall = ([room, allowed]) => ({
  name: `walls of ${room}`,
  comment: `${room} may import ${allowed.join(', ') || 'nothing else of src'}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: [room, ...allowed].map(name => `^src/${name}/`) }
})

const kept = ({ package: name, by }) => ({
  name: `who uses ${name}`,
  severity: 'error',
  from: { path: '^src/', pathNot: by },
  to: { path: `^node_modules/${name}` }
})

export default {
  forbidden: [
    ...Object.entries(ROOMS).map(wall),
    ...KEPT.map(kept),
    {
      name: 'who starts children',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/base/process.ts$' },
      to: { path: '^(node:)?child_process$', dependencyTypes: ['core'] }
    },
    { name: 'no circles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    {
      name: 'every room has walls',
      severity: 'error',
      from: { path: `^src/(?!(${Object.keys(ROOMS).join('|')})/)[^/]+/` },
      to: {}
    },
    {
      name: 'the door',
      comment: 'index only decides who is asked',
      severity: 'error',
      from: { path: '^src/index.ts$' },
      to: { path: '^src/', pathNot: '^src/(runner|terminal)/' }
    }
  ],
  options: { parser: 'swc', tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } }
}
