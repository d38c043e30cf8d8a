import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { load } from 'js-yaml'
import { Mistakes } from '../../src/base/errors.ts'
import { explained } from '../../src/base/finding.ts'
import { readInputs } from '../../src/inputs/inputs.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url')
const astroToken = (...permissions: string[]) => `${part({ alg: 'RS256' })}.${part({ permissions })}.c2lnbmF0dXJl`

/** What a deploy needs, and nothing more. */
const GOOD = {
  'vault-url': 'https://vault.example.com:8200',
  'vault-token': 'hvs.token',
  'astro-api-token': astroToken('workspaceId:ws1', 'organizationId:org1'),
  'deployment-id': 'clx1'
}

const masked: string[] = []
function read(given: Readonly<Record<string, string>>, offersIdToken = true) {
  const names = Object.keys(given)
  const source = { get: (name: string) => given[name] ?? '', names, now: NOW, offersIdToken, whenEmpty: 'Define it.' }
  return readInputs(source, secret => masked.push(secret.reveal()))
}
function mistakes(given: Readonly<Record<string, string>>): string[] {
  try {
    read(given)
    return []
  } catch (error) {
    if (!(error instanceof Mistakes)) throw error
    return error.findings.map(explained)
  }
}

describe('action.yml', () => {
  const { inputs } = load(readFileSync('action.yml', 'utf8')) as {
    inputs: Record<string, { default?: string; description: string }>
  }

  it('has the defaults that an absent input has', () => {
    const defaults = Object.fromEntries(
      Object.entries(inputs).flatMap(([name, input]) => (input.default === undefined ? [] : [[name, input.default]]))
    )
    const { 'vault-auth-method': _, ...comparable } = defaults
    expect(read({ ...comparable, ...GOOD })).toEqual(read(GOOD))
    expect(Object.keys(defaults).sort()).toEqual(
      [
        'mode',
        'manifest',
        'vault-auth-method',
        'github-token',
        'vault-tls-skip-verify',
        'allow-commands',
        'check',
        'prune',
        'prune-limit',
        'preview',
        'preview-isolate',
        'preview-ttl',
        'project-dir',
        'deploy-type',
        'force',
        'on-conflict',
        'rotate',
        'drift',
        'vault-kubernetes-token-path',
        'wait-time',
        'run-timeout',
        'astro-domain',
        'max-parallel'
      ].sort()
    )
  })

  it('gives each default as text, and describes each input', () => {
    for (const { default: value = '', description } of Object.values(inputs))
      expect([typeof value, description !== '']).toEqual(['string', true])
  })
})

describe('the inputs of a deploy', () => {
  it('are these, with the defaults', () => {
    const { vault, astro, ...rest } = read(GOOD)
    expect(rest).toEqual({
      mode: 'deploy',
      manifest: 'airflow-secrets.yaml',
      selection: { id: 'clx1' },
      maxParallel: 4,
      canary: '',
      projectDir: '.',
      deployType: 'infer',
      imageName: '',
      buildSecrets: [],
      force: false,
      adopt: false,
      check: 'full',
      prune: { mode: 'off', limit: 0.2 },
      now: NOW,
      failOnDrift: false,
      compareWith: '',
      undo: '',
      allowCommands: false,
      rotateNow: false,
      waitSeconds: 600,
      description: '',
      runSeconds: 1800
    })
    expect(vault).toMatchObject({ url: 'https://vault.example.com:8200', login: { method: 'token' } })
    expect(astro).toMatchObject({ workspace: 'ws1', domain: 'astronomer.io' })
  })

  it.each<[Record<string, string>, object]>([
    [{ mode: 'sync' }, { mode: 'sync' }],
    [{ rotate: 'now' }, { rotateNow: true }],
    [{ check: 'ledger' }, { check: 'ledger' }],
    [{ prune: 'apply', 'prune-limit': '50%' }, { prune: { mode: 'apply', limit: 0.5 } }],
    [{ mode: 'sync', undo: '4711' }, { undo: '4711' }],
    [{ 'on-conflict': 'adopt' }, { adopt: true }],
    [{ 'deployment-id': '', deployments: 'all' }, { selection: { entries: 'all' } }],
    [{ 'deployment-id': '', deployments: 'prod, dev' }, { selection: { entries: ['prod', 'dev'] } }],
    [{ 'deployment-id': '', deployments: 'prod\n  dev\nprod\n' }, { selection: { entries: ['prod', 'dev'] } }],
    [
      { 'deployment-id': '', deployments: 'all', canary: 'dev', 'max-parallel': '1' },
      { canary: 'dev', maxParallel: 1 }
    ],
    [{ 'wait-time': '90s' }, { waitSeconds: 90 }],
    [{ 'wait-time': '0' }, { waitSeconds: 0 }],
    [{ 'vault-url': 'https://v/' }, { vault: expect.objectContaining({ url: 'https://v' }) }],
    [{ 'vault-url': 'https://v/ui-of/v12' }, { vault: expect.objectContaining({ url: 'https://v/ui-of/v12' }) }],
    [{ 'vault-namespace': 'admin/' }, { vault: { namespace: 'admin', loginNamespace: 'admin' } }],
    [{ 'vault-namespace': 'admin', 'vault-login-namespace': 'ci' }, { vault: { namespace: 'admin', loginNamespace: 'ci' } }],
    [{ 'vault-tls-skip-verify': 'true', 'vault-tls-server-name': 'v' }, { vault: { tls: { skipVerify: true, serverName: 'v' } } }]
  ])('%j', (difference, expected) => {
    expect(read({ ...GOOD, ...difference })).toMatchObject(expected)
  })

  it('choose the Deployment by id, by name, or by its key in the manifest', () => {
    const { 'deployment-id': _, ...rest } = GOOD
    expect(read({ ...rest, 'deployment-name': 'prod' }).selection).toEqual({ name: 'prod' })
    expect(read({ ...rest, deployment: 'prod' }).selection).toEqual({ entry: 'prod' })
  })

  it('mean no namespace at all by root, also for the login alone', () => {
    const vault = read({ ...GOOD, 'vault-namespace': 'admin', 'vault-login-namespace': 'root' }).vault
    expect([vault?.namespace, vault?.loginNamespace]).toEqual(['admin', undefined])
  })

  it.each<[string, Record<string, string>, object]>([
    ['approle', { 'vault-role-id': 'r', 'vault-secret-id': 's' }, { mount: 'approle', roleId: 'r' }],
    ['approle', { 'vault-role-id': 'r', 'vault-wrapped-secret-id': 'w' }, { mount: 'approle', wrapped: expect.anything() }],
    ['jwt', { 'vault-role': 'ci', 'vault-jwt-audience': 'a' }, { mount: 'jwt', role: 'ci', audience: 'a' }],
    ['kubernetes', { 'vault-role': 'ci' }, { mount: 'kubernetes', tokenFile: expect.stringMatching(/serviceaccount\/token$/) }],
    ['ldap', { 'vault-username': 'u', 'vault-password': 'p' }, { mount: 'ldap', username: 'u' }],
    ['userpass', { 'vault-username': 'u', 'vault-password': 'p', 'vault-auth-mount': 'auth/people/' }, { mount: 'people' }],
    ['github', { 'vault-github-token': 'ghp' }, { mount: 'github' }]
  ])('log in with %s', (method, difference, expected) => {
    expect(read({ ...GOOD, 'vault-auth-method': method, ...difference }).vault?.login).toMatchObject({ method, ...expected })
  })

  it('plan without Vault where a fork gets no OIDC token', () => {
    const jwt = { ...GOOD, mode: 'plan', 'vault-auth-method': 'jwt', 'vault-role': 'ci' }
    expect([read(jwt, false).vault, read(jwt, true).vault?.login.method]).toEqual([undefined, 'jwt'])
    expect(read({ ...jwt, mode: 'deploy' }, false).vault?.login.method).toBe('jwt')
  })

  it.each([{ drift: 'fail' }, { drift: 'issue', 'github-token': 'ghs' }, { undo: '4711' }, { mode: 'doctor' }])(
    'with jwt is one all the same where the run is about Vault, so that it says what is missing: %j',
    about => {
      const jwt = { ...GOOD, mode: 'plan', 'vault-auth-method': 'jwt', 'vault-role': 'ci' }
      expect(read({ ...jwt, ...about }, false).vault?.login.method).toBe('jwt')
    }
  )

  it('send extra headers, whose values are masked', () => {
    masked.splice(0)
    const { headers } =
      read({ ...GOOD, 'vault-extra-headers': 'CF-Access-Client-Id: id:1\n\n X-Other :  two words ' }).vault ?? {}
    expect(Object.entries(headers ?? {}).map(([name, value]) => [name, value.reveal()])).toEqual([
      ['CF-Access-Client-Id', 'id:1'],
      ['X-Other', 'two words']
    ])
    expect(masked).toEqual(expect.arrayContaining(['id:1', 'two words']))
  })

  it.each([
    ['X-Vault-Token: t', 'sets X-Vault-Token on line 1, which only the action may set\nRemove that line.'],
    ['X-Vault-Namespace: n', 'sets X-Vault-Namespace on line 1, which only the action may set\nRemove that line.'],
    ['content-length: 1', 'sets content-length on line 1, which only the action may set\nRemove that line.'],
    ['no header', 'has no valid header on line 1\nWrite one `Name: value` per line.'],
    ['X-Good: 1\n\nX-Bad: \u{1F511}', 'has no valid header on line 3\nWrite one `Name: value` per line.']
  ])('refuse the extra header %j', (text, message) => {
    expect(mistakes({ ...GOOD, 'vault-extra-headers': text })).toEqual([`input vault-extra-headers ${message}`])
  })

  it('mask every secret among them', () => {
    masked.splice(0)
    read({ ...GOOD, 'vault-secret-id': 'secret-id' })
    expect(masked.sort()).toEqual(['hvs.token', 'secret-id', GOOD['astro-api-token']].sort())
  })
})

describe('a dbt project', () => {
  const DBT = { 'deploy-type': 'dbt', 'dbt-project': 'dbt' }

  it('is found by its folder, and has the mount path of the CLI unless another is given', () => {
    expect(read({ ...GOOD, ...DBT })).toMatchObject({ deployType: 'dbt', dbt: { dir: 'dbt', mountPath: '' } })
    expect(read({ ...GOOD, ...DBT, 'mount-path': '/opt/shop/' }).dbt).toEqual({ dir: 'dbt', mountPath: '/opt/shop' })
    expect(read({ ...GOOD, ...DBT, 'mount-path': '/usr/local/airflow/dags/dbt' }).dbt?.mountPath).toBe(
      '/usr/local/airflow/dags/dbt'
    )
  })

  it.each<[Record<string, string>, string | RegExp]>([
    [
      { ...DBT, 'dbt-project': '' },
      /^input dbt-project is missing or empty; deploy-type dbt needs the folder of the dbt project/
    ],
    [
      { ...DBT, 'deploy-type': 'infer' },
      'input dbt-project works only with `deploy-type: dbt`\nRemove `dbt-project`, or set `deploy-type: dbt`.'
    ],
    [{ 'mount-path': '/opt/shop' }, /^input mount-path works only with `deploy-type: dbt`/],
    [
      { ...DBT, 'image-name': 'acme/airflow:5' },
      'input image-name cannot be combined with deploy-type dbt, which deploys no image\nSet one of the two.'
    ],
    ...['-m', 'dbt/shop', '/opt/../etc', '/opt/./shop', '/opt//shop', '/opt/a b', '/opt/a\n::error::x', '/opt/$(id)'].map(
      (path): [Record<string, string>, string] => [
        { ...DBT, 'mount-path': path },
        'input mount-path must be an absolute path of letters, digits and `._-`, without `.` or `..` between slashes'
      ]
    ),
    ...['/usr/local/airflow/dags/', '/usr/local/airflow', '/usr', '/'].map((path): [Record<string, string>, string] => [
      { ...DBT, 'mount-path': path },
      'input mount-path must be neither /usr/local/airflow/dags nor above it'
    ])
  ])('%j is refused', (given, message) => {
    expect(mistakes({ ...GOOD, ...given })).toEqual([typeof message === 'string' ? message : expect.stringMatching(message)])
  })
})

describe('a mistake', () => {
  it.each<[Record<string, string>, string]>([
    [{ mode: 'apply' }, 'input mode must be one of plan, sync, deploy, doctor'],
    [{ 'allow-commands': 'yes' }, 'input allow-commands must be true or false'],
    [{ 'wait-time': 'soon' }, 'input wait-time must be a duration such as 90s, 10m or 1h, at most 5d'],
    [
      { 'vault-url': 'vault.example.com' },
      'input vault-url must be an http:// or https:// URL without user, query or fragment, such as https://vault.example.com:8200'
    ],
    [{ 'deploy-type': 'dags' }, 'input deploy-type must be one of infer, image-and-dags, dags-only, image-only, dbt, none'],
    [
      { 'image-name': 'acme/airflow:5', 'deploy-type': 'dags-only' },
      'input image-name cannot be combined with deploy-type dags-only, which deploys no image\nSet one of the two.'
    ],
    [{ 'image-name': '--force' }, 'input image-name must not begin with -'],
    ...['hunter2', 'id=a,env=A id=b,env=B', 'src=f', 'id=a,value=x', 'id=a,id=b', 'id=a,,src=f'].map(
      (spec): [Record<string, string>, string] => [
        { 'build-secrets': `id=pip,env=PIP_TOKEN\n\n${spec}` },
        'input build-secrets has a line (the 2. that is not empty) that is no build secret\nWrite one on each line, such as `id=pip,env=PIP_TOKEN` or `id=netrc,src=.netrc`.'
      ]
    ),
    [{ 'vault-tokn': 'x' }, 'input vault-tokn is not known; did you mean "vault-token"?'],
    [{ 'vault-token': '' }, 'input vault-token is missing or empty; vault-auth-method token needs it\nDefine it.'],
    [
      { 'vault-auth-method': 'oidc' },
      'input vault-auth-method must be one of token, approle, jwt, kubernetes, ldap, userpass, github, cert'
    ],
    [{ 'prune-limit': 'many' }, 'input prune-limit must be a percentage from 0 to 100'],
    [
      { undo: '4711' },
      'input undo works only with mode plan or sync\nSet `mode: sync`. Airflow reads the old values without a deploy.'
    ],
    [
      { mode: 'plan', 'github-environment': 'prod', 'github-token': 'ghs' },
      'input github-environment cannot be combined with mode plan, which deploys nothing'
    ],
    [{ 'github-environment': 'prod' }, 'input github-token is missing or empty; github-environment needs it\nDefine it.'],
    [
      { drift: 'issue' },
      'input drift issue works only with mode plan, and without undo\nOther runs restore what they find, and warn.'
    ],
    [
      { mode: 'plan', undo: '1', drift: 'fail' },
      'input drift fail works only with mode plan, and without undo\nOther runs restore what they find, and warn.'
    ],
    [
      { 'compare-with': 'dev' },
      'input compare-with works only with mode plan, and without undo or preview\nCompare in a run of its own.'
    ],
    [
      { mode: 'plan', undo: '1', 'compare-with': 'dev' },
      'input compare-with works only with mode plan, and without undo or preview\nCompare in a run of its own.'
    ],
    [
      { mode: 'plan', drift: 'fail', 'vault-url': '' },
      'input vault-url is missing or empty; drift fail compares with Vault\nDefine it.'
    ],
    [
      { mode: 'plan', drift: 'issue', 'github-token': '' },
      'input github-token is missing or empty; drift issue needs it\nDefine it.'
    ],
    [{ mode: 'sync', undo: '1', prune: 'apply' }, 'input undo cannot be combined with `prune: apply`\nPrune in a separate run.'],
    [{ 'vault-auth-mount': 'auth/ci//approle' }, 'input vault-auth-mount must be the path of an auth method, such as ci/approle'],
    [{ 'vault-auth-mount': 'ci/../x' }, 'input vault-auth-mount must be the path of an auth method, such as ci/approle'],
    [
      { 'vault-url': 'https://:8200' },
      'input vault-url must be an http:// or https:// URL without user, query or fragment, such as https://vault.example.com:8200'
    ],
    ...[
      'https://vault.example.com/?a=1',
      'https://vault.example.com/#x',
      'https://ci:pw@vault.example.com',
      'https://vault:82000'
    ].map((url): [Record<string, string>, string] => [
      { 'vault-url': url },
      'input vault-url must be an http:// or https:// URL without user, query or fragment, such as https://vault.example.com:8200'
    ]),
    ...[
      ['https://vault.example.com/v1', '/v1'],
      ['https://vault.example.com/v1/airflow/', '/v1/airflow'],
      ['https://vault.example.com:8200/ui/vault/secrets', '/ui/vault/secrets'],
      ['https://gateway.example.com/vault/V1', '/V1']
    ].map(([url = '', end]): [Record<string, string>, string] => [
      { 'vault-url': url },
      `input vault-url must be the server's address alone; remove ${end}`
    ]),
    [{ 'vault-token': 'hvs.a\nb' }, 'input vault-token must be one line of ASCII'],
    [{ 'vault-namespace': 'schl\u00fcssel' }, 'input vault-namespace must be one line of ASCII'],
    [{ 'run-timeout': '0' }, 'input run-timeout must be at least 1s'],
    [{ 'deployment-name': '-x', 'deployment-id': '' }, 'input deployment-name must not begin with -'],
    [{ 'allow-commands': 'constructor' }, 'input allow-commands must be true or false'],
    [{ 'vault-client-key': 'k' }, 'input vault-client-certificate is missing or empty; vault-client-key needs it\nDefine it.'],
    [
      { 'vault-client-certificate': 'c', 'vault-auth-method': 'cert' },
      'input vault-client-key is missing or empty; vault-auth-method cert needs it\nDefine it.'
    ],
    [
      { 'vault-auth-method': 'approle', 'vault-role-id': 'r', 'vault-secret-id': 's', 'vault-wrapped-secret-id': 'w' },
      'input vault-wrapped-secret-id cannot be combined with vault-secret-id\nSet one of the two.'
    ],
    [
      { 'deployment-name': 'prod', deployment: 'prod' },
      'input deployment-id cannot be combined with deployment and deployment-name: each selects a Deployment\nSet only one of them.'
    ],
    [
      { deployments: 'all' },
      'input deployment-id cannot be combined with deployments: each selects a Deployment\nSet only one of them.'
    ],
    [
      { 'deployment-id': '', deployments: 'all', deployment: 'prod' },
      'input deployment cannot be combined with deployments: each selects a Deployment\nSet only one of them.'
    ],
    [{ 'deployment-id': '', deployments: ' , ' }, 'input deployments must be all, or names separated by commas or line breaks'],
    ...['0', '51', 'many', '2.5'].map((count): [Record<string, string>, string] => [
      { 'max-parallel': count },
      'input max-parallel must be a number from 1 to 50'
    ]),
    [{ canary: 'prod' }, 'input canary works only with deployments\nSet `deployments`, or remove `canary`.'],
    [
      { 'deployment-id': '', deployments: 'all', canary: 'prod', 'wait-time': '0s' },
      'input canary cannot be combined with `wait-time: 0s`: the run would not wait until it is healthy'
    ],
    [
      { 'deployment-id': '' },
      'input deployment-id is missing or empty; mode deploy needs this input, deployment, deployment-name or deployments\nDefine it.'
    ],
    [
      { 'astro-api-url': 'http://127.0.0.1:1' },
      'input astro-api-url works only with `astro-domain: localhost`\nIt is meant for tests. Remove it to use Astro.'
    ]
  ])('%j', (difference, expected) => {
    expect(mistakes({ ...GOOD, ...difference })).toEqual([expected])
  })

  it.each([
    ['url', '"vault-url"'],
    ['role', '"vault-role"'],
    ['method', '"vault-auth-method"'],
    ['path', '"vault-auth-mount"'],
    ['namespace', '"vault-namespace"'],
    // The runner passes on no capital letters.
    ['roleid', '"vault-role-id"'],
    ['role_id', '"vault-role-id"'],
    ['tlsskipverify', '"vault-tls-skip-verify"'],
    ['jwtgithubaudience', '"vault-jwt-audience"'],
    ['kubernetesTokenPath', '"vault-kubernetes-token-path"'],
    ['api-token', '"astro-api-token"'],
    ['vaulturl', '"vault-url"'],
    ['certificate', '"vault-ca-certificate" or "vault-client-certificate"'],
    ['deploy-typ', '"deploy-type"']
  ])('in the name %s suggests %s', (name, meant) => {
    expect(mistakes({ ...GOOD, [name]: 'x' })).toEqual([`input ${name} is not known; did you mean ${meant}?`])
  })

  it.each(['parse', 'pytest', 'pytest-file'])('in the name %s says that the manifest has it', name => {
    expect(mistakes({ ...GOOD, [name]: 'true' })).toEqual([
      `input ${name} is not an input; it is the key astro.${name} of the manifest`
    ])
  })

  it.each(['secrets', 'exportenv', 'id', 'constructor'])('in the name %s, which is like none, says where all are', name => {
    expect(mistakes({ ...GOOD, [name]: 'x' })).toEqual([`input ${name} is not known; docs/inputs.md lists all inputs`])
  })

  it('does not hide the others', () => {
    expect(mistakes({ mode: 'apply', 'allow-commands': 'yes', 'run-timeout': '-1', whatever: 'x' })).toHaveLength(4)
    expect(mistakes({ 'vault-auth-method': 'approle' })).toHaveLength(5)
    expect(mistakes({ ...GOOD, 'vault-extra-headers': 'a\nb', 'astro-api-token': 'none' })).toHaveLength(3)
  })
})

describe('the other modes', () => {
  it('plan needs nothing at all', () => {
    const inputs = read({ mode: 'plan' })
    expect([inputs.vault, inputs.astro, inputs.selection]).toEqual([undefined, undefined, undefined])
  })

  it('sync needs no Astro', () => {
    const { 'astro-api-token': _, 'deployment-id': __, ...vaultAlone } = GOOD
    expect(read({ ...vaultAlone, mode: 'sync' }).astro).toBeUndefined()
  })
})

describe('doctor', () => {
  const asked = (given: Record<string, string>) => read({ ...GOOD, ...given, mode: 'doctor' })

  it('needs nothing at all', () => {
    expect(read({ mode: 'doctor' }).vault).toBeUndefined()
  })

  it.each<Record<string, string>>([
    { mode: 'plan', drift: 'fail' },
    { mode: 'plan', drift: 'issue', 'github-token': 'ghs' },
    { mode: 'plan', 'compare-with': 'dev' },
    { mode: 'sync', undo: '4711' },
    { mode: 'deploy', 'github-environment': 'prod', 'github-token': 'ghs' },
    { mode: 'deploy', 'deployment-id': '', deployments: 'all', canary: 'prod', 'max-parallel': '2' }
  ])('takes the inputs of the step %j, and ignores what to do with a run', step => {
    expect(mistakes({ ...GOOD, ...step })).toEqual([])
    expect(asked(step)).toMatchObject({ failOnDrift: false, compareWith: '', undo: '' })
  })

  it.each([
    ['what is wrong in an input that counts', { 'vault-url': 'vault' }, /^input vault-url must be/],
    [
      'a login that lacks something, which may be what is wrong',
      { 'vault-auth-method': 'approle', 'vault-role-id': 'r' },
      /^input vault-secret-id is missing or empty; vault-auth-method approle needs it/
    ],
    ['a preview, which is another Deployment', { preview: 'deploy', 'preview-for': 'main' }, /Remove `preview`/]
  ])('is refused for %s', (_, given, message) => {
    expect(mistakes({ ...GOOD, ...given, mode: 'doctor' })).toEqual([expect.stringMatching(message)])
  })
})

describe('the Workspace', () => {
  it('is that of the token, or the one given with a token of the Organization', () => {
    const organization = astroToken('organizationId:org1')
    expect(read({ ...GOOD, 'astro-api-token': organization, 'workspace-id': 'ws2' }).astro?.workspace).toBe('ws2')
    expect(mistakes({ ...GOOD, 'astro-api-token': organization })).toEqual([
      'input workspace-id is missing or empty; astro-api-token belongs to an Organization and names no Workspace\nSet it to the id of the Workspace that the Deployment is in.'
    ])
    expect(mistakes({ ...GOOD, 'workspace-id': 'ws2' })).toEqual([
      'input workspace-id is ws2, but astro-api-token belongs to Workspace ws1\nRemove `workspace-id`, or use a token of that Workspace.'
    ])
  })
})

it('sends the Astro token to no host that is none', () => {
  expect(mistakes({ ...GOOD, 'astro-domain': 'evil.example/astronomer.io' })).toEqual([
    'input astro-domain must be the name of a host, such as astronomer.io\nIt is meant for tests. Remove it to use Astro.'
  ])
})

it('ignores what only other methods of login need', () => {
  const given = { ...GOOD, 'vault-auth-method': 'jwt', 'vault-role': 'ci' }
  expect(read({ ...given, 'vault-secret-id': 's', 'vault-wrapped-secret-id': 'w' })).toEqual(read(given))
})

it('takes no wait at all, and no project outside the workspace', () => {
  expect(read({ ...GOOD, 'wait-time': '0' }).waitSeconds).toBe(0)
  const source = {
    get: (name: string) => ({ ...GOOD, 'project-dir': '../..' })[name as 'vault-url'] ?? '',
    names: [],
    now: NOW,
    offersIdToken: false
  }
  const inside = readInputs({ ...source, isOutside: () => false }, () => {})
  expect(inside.projectDir).toBe('../..')
  expect(() => readInputs({ ...source, isOutside: path => path === '../..' }, () => {})).toThrow(
    'input project-dir leads out of the workspace'
  )
  const dbt = { ...source, get: (name: string) => ({ 'deploy-type': 'dbt', 'dbt-project': '../dbt' })[name] ?? source.get(name) }
  expect(() => readInputs({ ...dbt, isOutside: path => path === '../dbt' }, () => {})).toThrow(
    'input dbt-project leads out of the workspace'
  )
})

describe('the CLI that is chosen', () => {
  it('is whatever fits, if nothing is given', () => {
    expect(read(GOOD).astro?.cli).toEqual({})
  })

  it('is one release, with the checksum and the place that are given', () => {
    const given = {
      'astro-version': 'v1.47.0',
      'astro-checksum': `sha256:${'AB'.repeat(32)}`,
      'astro-mirror': 'http://mirror:8080/cli/'
    }
    expect(read({ ...GOOD, ...given }).astro?.cli).toEqual({
      version: '1.47.0',
      checksum: 'ab'.repeat(32),
      mirror: 'http://mirror:8080/cli'
    })
  })

  const EXACT = 'input astro-version must be one release, such as 1.41.0: no range, no prerelease, and not latest'
  it.each([
    ['astro-version', '1.45', EXACT],
    ['astro-version', '^1.45.0', EXACT],
    ['astro-version', 'latest', EXACT],
    ['astro-version', '1.46.0-rc.1', EXACT],
    ['astro-version', '1.40.1', 'input astro-version must be 1.41.0 or newer'],
    ['astro-checksum', 'abc', 'input astro-checksum must be the SHA-256 of a file, 64 hexadecimal digits'],
    ['astro-mirror', 'mirror.example.com', expect.stringMatching(/^input astro-mirror must be an http:\/\/ or https:\/\/ URL/)],
    ['cli-version', '1.45.0', 'input cli-version is not known; did you mean "astro-version"?']
  ])('is not what nobody can install: %s %s', (name, value, message) => {
    expect(mistakes({ ...GOOD, 'astro-version': '1.45.0', [name]: value })).toEqual([message])
  })

  it('has no checksum without a version', () => {
    expect(mistakes({ ...GOOD, 'astro-checksum': 'ab'.repeat(32) })).toEqual([
      'input astro-version is missing or empty; astro-checksum is the checksum of one version\nDefine it.'
    ])
  })
})

describe('what a preview is for', () => {
  const of = (given: string) => read({ ...GOOD, preview: 'deploy', 'preview-for': given }).preview?.of

  it.each([
    ['a branch', 'feature/x', 'feature/x'],
    ['a branch as GitHub writes it', 'refs/heads/feature/x', 'feature/x'],
    ['a pull request', '42', '42'],
    ['a branch that is called like a number', 'refs/heads/42', 'refs/heads/42'],
    ['a branch that begins like a number', 'refs/heads/42-x', '42-x']
  ])('is %s', (_, given, expected) => {
    expect(of(given)).toBe(expected)
  })
})
