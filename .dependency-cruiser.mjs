/**
 * The walls between the rooms of `src`: which room may import which. A room that is not named here is an error, and so are a circle
 * and an import that no line allows. `npm run walls` checks them; docs/architecture.md says what each room is for.
 */
const ROOMS = {
  base: [],
  http: ['base'],
  airflow: ['base'],
  astro: ['base', 'http'],
  vault: ['base', 'http'],
  identity: ['base', 'vault'],
  records: ['base', 'http', 'astro', 'vault', 'identity'],
  sources: ['base', 'airflow', 'vault', 'records'],
  manifest: ['base', 'airflow', 'vault', 'identity', 'sources'],
  imports: ['base', 'airflow', 'sources', 'manifest'],
  'airflow-api': ['base', 'http', 'airflow', 'imports'],
  values: ['base', 'airflow', 'vault', 'sources', 'manifest', 'imports'],
  project: ['base', 'airflow', 'astro'],
  coverage: ['base', 'airflow'],
  init: ['base', 'airflow', 'sources', 'manifest', 'imports', 'project', 'coverage'],
  inputs: ['base', 'http', 'astro', 'vault'],
  observe: ['base', 'http', 'airflow', 'astro', 'vault', 'identity', 'records', 'manifest', 'values', 'project'],
  plan: ['base', 'airflow', 'astro', 'vault', 'identity', 'records', 'sources', 'manifest', 'values', 'observe'],
  apply: ['base', 'airflow', 'astro', 'vault', 'identity', 'records', 'manifest', 'plan'],
  report: ['base', 'astro', 'values', 'plan'],
  run: [
    ...['base', 'airflow', 'astro', 'vault', 'identity', 'records', 'sources', 'manifest', 'imports', 'values', 'project'],
    ...['coverage', 'inputs', 'observe', 'plan', 'apply']
  ],
  doctor: [
    ...['base', 'http', 'airflow', 'astro', 'vault', 'identity', 'records', 'manifest', 'inputs', 'observe', 'plan', 'apply'],
    ...['run']
  ],
  local: [
    ...['base', 'airflow', 'astro', 'vault', 'identity', 'records', 'sources', 'manifest', 'imports', 'project', 'inputs'],
    ...['observe', 'apply', 'run']
  ],
  launch: ['base', 'astro', 'vault', 'records', 'inputs', 'plan', 'run'],
  runner: ['base', 'http', 'vault', 'inputs', 'plan', 'report', 'run', 'launch', 'doctor'],
  terminal: [
    ...['base', 'airflow', 'vault', 'sources', 'manifest', 'imports', 'values', 'inputs', 'plan', 'report', 'run', 'local'],
    ...['launch', 'doctor', 'init', 'airflow-api']
  ]
}

/** What of Node only computes: any room may use it. */
const PURE = ['assert', 'buffer', 'crypto', 'path', 'url', 'util', 'zlib']

/** What else of Node a room may use. `airflow` asks `net` only whether something is an address. */
const NODE = {
  base: ['child_process', 'fs', 'timers/promises', 'vm'],
  http: ['events', 'http', 'https', 'timers/promises'],
  airflow: ['net'],
  astro: ['fs', 'os', 'timers/promises'],
  vault: ['timers/promises'],
  records: ['timers/promises'],
  project: ['fs', 'fs/promises'],
  coverage: ['fs', 'timers/promises'],
  init: ['fs'],
  run: ['fs'],
  local: ['fs', 'net', 'os', 'timers/promises'],
  launch: ['fs'],
  runner: ['fs', 'os', 'timers/promises'],
  terminal: ['os', 'readline', 'readline/promises']
}

/** Files of `base` that act on the machine: who may import them. */
const FILES = [
  { file: 'base/process.ts', by: ['astro', 'local', 'project', 'sources'] },
  { file: 'base/ending.ts', by: ['launch', 'local', 'runner'] },
  { file: 'base/replace.ts', by: ['init', 'local'] },
  {
    file: 'base/files.ts',
    by: ['astro', 'coverage', 'imports', 'init', 'launch', 'local', 'project', 'run', 'runner', 'sources', 'terminal', 'vault']
  }
]

/** Packages that one room alone may touch. */
const KEPT = [
  { package: '@actions/(?!http-client|exec|tool-cache)', by: '^src/runner/' },
  { package: '@actions/(exec|tool-cache)', by: '^src/astro/install/' },
  { package: '@actions/http-client', by: '^src/(runner|http)/' },
  { package: 'node-vault', by: '^src/vault/' },
  { package: 'hpagent', by: '^src/http/' },
  { package: '(commander|diff)', by: '^src/terminal/' }
]

const wall = ([room, allowed]) => ({
  name: `walls of ${room}`,
  comment: `${room} may import ${allowed.join(', ') || 'nothing else of src'}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: [room, ...allowed].map(name => `^src/${name}/`) }
})

const nodeOf = room => ({
  name: `what ${room} uses of Node`,
  comment: 'what has effects is behind the ports of few rooms',
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { dependencyTypes: ['core'], pathNot: `^(node:)?(${[...PURE, ...(NODE[room] ?? [])].join('|')})$` }
})

const behind = ({ file, by }) => ({
  name: `who imports ${file}`,
  severity: 'error',
  from: { path: '^src/', pathNot: [file.split('/')[0], ...by].map(room => `^src/${room}/`) },
  to: { path: `^src/${file}$` }
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
    ...Object.keys(ROOMS).map(nodeOf),
    ...FILES.map(behind),
    ...KEPT.map(kept),
    {
      name: 'apply decides nothing',
      comment: 'of plan it needs only what a step and an event are; a planner is for run alone',
      severity: 'error',
      from: { path: '^src/apply/' },
      to: { path: '^src/plan/', pathNot: '^src/plan/(step|event).ts$' }
    },
    {
      name: 'nothing outside src',
      severity: 'error',
      from: { path: '^src/' },
      to: { pathNot: '^(src|node_modules)/', dependencyTypesNot: ['core'] }
    },
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
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,

    doNotFollow: { path: 'node_modules' }
  }
}
