import { describe, expect, it } from '@jest/globals'
import { providerRequirement } from '../../src/airflow/requirements.ts'

const carries = (text: string, others: Record<string, string> = {}) =>
  providerRequirement(path => ({ 'requirements.txt': text, ...others })[path])

describe('providerRequirement finds the provider', () => {
  it.each<string | readonly [text: string, versions: string]>([
    'apache-airflow-providers-hashicorp',
    ['Apache_Airflow.Providers--HashiCorp>=4.8.1', '>=4.8.1'],
    ['pandas\napache-airflow-providers-hashicorp==4.8.4  # for Vault\n', '==4.8.4'],
    'pandas\r\napache-airflow-providers-hashicorp\r\n',
    '\ufeffapache-airflow-providers-hashicorp',
    ['  apache-airflow-providers-hashicorp[boto3] >= 4, <5 ; python_version >= "3.9"', '>=4,<5'],
    ['apache-airflow-providers-hashicorp (>=4)', '>=4'],
    ['apache-airflow-providers-hashicorp===4.8.4', '===4.8.4'],
    ['apache-airflow-providers-hashicorp==4.8.4 --hash=sha256:00', '==4.8.4'],
    ['apache-airflow-providers-hashicorp==4.8.4 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11', '==4.8.4'],
    'apache-airflow-providers-\\\nhashicorp',
    'apache-airflow-providers-\\\r\nhashicorp',
    '# a comment \\\napache-airflow-providers-hashicorp',
    'apache-airflow[amazon, HashiCorp]==2.10.5',
    'apache-airflow[all]',
    'apache-airflow-providers-hashicorp @ https://files.example.com/provider.whl',
    'apache-airflow-providers-hashicorp@git+https://github.com/me/fork.git@main#subdirectory=provider',
    'apache-airflow-providers-hashicorp @ https://x.y/z.whl ; python_version >= "3.9"',
    'git+https://github.com/me/fork.git#egg=apache-airflow-providers-hashicorp',
    '-e git+https://github.com/me/fork.git#subdirectory=a&egg=apache_airflow_providers_hashicorp[boto3]',
    '--editable=git+https://github.com/me/fork.git#egg=apache-airflow-providers-hashicorp',
    'https://x.y/apache_airflow_providers_hashicorp-4.8.4-py3-none-any.whl#sha256=00',
    './wheels/apache_airflow_providers_hashicorp-4.8.4.tar.gz',
    'apache_airflow_providers_hashicorp-4.8.4-py3-none-any.whl'
  ])('in %j', given => {
    const [text, versions] = typeof given === 'string' ? [given, ''] : given
    expect(carries(text)).toEqual({ carried: true, versions: [versions] })
  })

  it.each<[string, Record<string, string>]>([
    ['-r base.txt', { 'base.txt': 'apache-airflow-providers-hashicorp' }],
    ['-rbase.txt # the rest', { 'base.txt': 'apache-airflow-providers-hashicorp' }],
    ['--requirement=./base.txt', { 'base.txt': 'apache-airflow-providers-hashicorp' }],
    ['--requirement base.txt', { 'base.txt': 'apache-airflow-providers-hashicorp' }],
    ['-r "my base.txt"', { 'my base.txt': 'apache-airflow-providers-hashicorp' }],
    [
      '-r inc/a.txt',
      { 'inc/a.txt': '-r b.txt\n-r ../c.txt', 'inc/b.txt': 'pandas', 'c.txt': 'apache-airflow-providers-hashicorp' }
    ],
    ['-r a.txt', { 'a.txt': '-r requirements.txt\n-r a.txt\napache-airflow-providers-hashicorp' }],
    ['-r gone.txt\nfoo bar\napache-airflow-providers-hashicorp', {}]
  ])('through %j', (text, others) => {
    expect(carries(text, others)).toEqual({ carried: true, versions: [''] })
  })

  it('from another root', () => {
    const files = new Map([
      ['client/requirements-client.txt', '-r x.txt'],
      ['client/x.txt', 'apache-airflow-providers-hashicorp']
    ])
    expect(providerRequirement(path => files.get(path), 'client/requirements-client.txt')).toEqual({
      carried: true,
      versions: ['']
    })
    expect(providerRequirement(path => files.get(path))).toEqual({ carried: false })
  })
})

describe('providerRequirement does not find it', () => {
  it.each<[string, Record<string, string>]>([
    ['', {}],
    ['# apache-airflow-providers-hashicorp', {}],
    ['pandas # apache-airflow-providers-hashicorp', {}],
    ['apache-airflow-providers-hashicorp-extra', {}],
    ['apache-airflow', {}],
    ['apache-airflow[amazon]', {}],
    ['hvac[hashicorp]', {}],
    ['9lib\nlib9==1\nA.9-b_9', {}],
    ['pandas   --no-binary pandas\n--pre', {}],
    ['pandas @ https://x.y/apache-airflow-providers-hashicorp', {}],
    ['git+https://github.com/me/apache-airflow-providers-hashicorp.git', {}],
    ['https://x.y/apache_airflow_providers_hashicorp_extra-1.0-py3-none-any.whl', {}],
    ['-c constraints.txt', { 'constraints.txt': 'apache-airflow-providers-hashicorp' }],
    ['pandas', { 'base.txt': 'apache-airflow-providers-hashicorp' }],
    ['--extra-index-url https://user:s3cret@x.y/simple', {}],
    ['--find-links ./wheels\n--pre\n-i https://x.y', {}],
    ['-r base.txt', { 'base.txt': '-r requirements.txt' }]
  ])('in %j', (text, others) => {
    expect(carries(text, others)).toEqual({ carried: false })
  })

  it('where there is no file at all', () => {
    expect(providerRequirement(() => undefined)).toEqual({ carried: false })
  })

  it.each<[string, Record<string, string>, string, number, RegExp]>([
    [
      'pandas\n\napache-airflow-providers-hashicorp 4.8.4',
      {},
      'requirements.txt',
      3,
      /is not a requirement that pip can parse; write a name/
    ],
    ['pandas\napache-airflow-providers-hashicorp=4.8.4', {}, 'requirements.txt', 2, /is not a requirement/],
    ['a \\\n --hash=x\nfoo s3cret\nbar s3cret', {}, 'requirements.txt', 3, /is not a requirement/],
    ['foo \\\ns3cret', {}, 'requirements.txt', 1, /is not a requirement/],
    ['"pandas"', {}, 'requirements.txt', 1, /is not a requirement/],
    ['-r base.txt', {}, 'requirements.txt', 1, /includes base\.txt, which does not exist/],
    ['-r inc/a.txt', { 'inc/a.txt': 'x\n-r b.txt' }, 'inc/a.txt', 2, /includes inc\/b\.txt, which does not exist/],
    ['-r https://user:s3cret@x.y/r.txt', {}, 'requirements.txt', 1, /includes a file by URL/]
  ])('in %j, and says which line it could not read', (text, others, file, number, problem) => {
    const result = carries(text, others)
    expect(result).toEqual({ carried: false, line: { file, number, problem: expect.stringMatching(problem) } })
    expect(JSON.stringify(result)).not.toMatch(/s3cret/)
  })
})
