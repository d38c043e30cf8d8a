import { describe, expect, it } from '@jest/globals'
import { providerOfImage } from '../../src/airflow/image.ts'
import { canHold } from '../../src/airflow/marker.ts'

const BASE = 'FROM astrocrpublic.azurecr.io/runtime:3.1-12-base'
const P = 'apache-airflow-providers-hashicorp'
const of = (Dockerfile: string, requirements = P, others: Record<string, string> = {}) =>
  providerOfImage(path => ({ Dockerfile, 'requirements.txt': requirements, ...others })[path])

describe('an image has the provider', () => {
  it.each<[why: string, dockerfile: string, versions: string[], requirements?: string, others?: Record<string, string>]>([
    ["where requirements.txt names it and Astro's image installs that", 'FROM runtime:3.1-12', ['']],
    ['where nobody knows the image', 'FROM example.com/ours:1', ['']],
    ['where a base image is made to install requirements.txt', `${BASE}\nCOPY . .\nRUN pip install -r requirements.txt`, ['']],
    [
      'whatever else that command does',
      `${BASE}\nRUN apt-get update && \\\n  # pins\n  /usr/bin/pip3 install --no-cache-dir --requirement=/tmp/requirements.txt`,
      ['']
    ],
    ['by uv', `${BASE}\nRUN ["uv", "pip", "install", "-r", "requirements.txt"]`, ['']],
    ['from another file', `${BASE}\nRUN pip install -r deps/prod.txt`, ['==4.8.4'], '', { 'prod.txt': `${P}==4.8.4` }],
    ['by name, in the Dockerfile alone', `${BASE}\nRUN pip install pandas "${P}>=4.8.1"`, ['>=4.8.1'], ''],
    ['in an earlier stage that the last one builds on', `${BASE} AS deps\nRUN pip install ${P}\nFROM deps`, [''], ''],
    ['in a here-document', `${BASE}\nRUN <<EOF\nset -e\npip install ${P}\nEOF\nUSER astro`, [''], '']
  ])('%s', (_, dockerfile, versions, ...files) => {
    expect(of(dockerfile, ...files)).toEqual({ carried: true, versions })
  })

  it.each<[why: string, dockerfile: string]>([
    ['a base image that installs nothing', `${BASE}\nCOPY . .`],
    ['by a digest too', `${BASE}@sha256:00`],
    ['a base image behind ARG and stages', `ARG TAG=3.1-12-base\nFROM runtime:\${TAG} AS a\nFROM a`],
    ['that something else runs', `${BASE}\nRUN pip list # pip install -r requirements.txt`.replace(' # ', '\n# RUN ')],
    ['of a stage that is left behind', `FROM runtime:3.1-12 AS deps\nRUN pip install ${P}\n${BASE}`]
  ])('but not %s, and says what is missing', (_, dockerfile) => {
    expect(of(dockerfile)).toEqual({
      carried: false,
      line: {
        file: 'Dockerfile',
        number: expect.any(Number),
        problem: expect.stringMatching(/^is a base image, which does not install/)
      }
    })
  })
})

describe('a marker', () => {
  it.each([
    'python_version >= "3.10"',
    "sys_platform == 'linux'",
    "sys_platform != 'win32' and python_version < '3.13'",
    "sys_platform == 'win32' or python_full_version >= '3.11'",
    "(sys_platform == 'win32') or (platform_machine == 'arm64' and os_name == 'posix')",
    "platform_system in 'Linux Darwin'",
    "implementation_name not in 'pypy'",
    "'linux' == sys_platform",
    ''
  ])('can hold in an image: %s', marker => {
    expect(canHold(marker)).toBe(true)
  })

  it.each([
    'sys_platform == "win32"',
    "platform_system == 'Darwin'",
    "os_name == 'nt' and python_version >= '3.10'",
    "(sys_platform == 'win32' or platform_system == 'Windows')",
    "python_version >= '3.10' and (sys_platform == 'darwin' or sys_platform == 'cygwin')",
    "extra == 'vault'",
    "'win' in sys_platform",
    "implementation_name == 'pypy'"
  ])('cannot: %s', marker => {
    expect(canHold(marker)).toBe(false)
  })
})

describe('of several lines', () => {
  it('all count that can apply', () => {
    const lock = `${P}==4.8.4 ; python_version >= "3.10"\n${P}==4.3.1 ; python_version < "3.10"\n${P}==1.0 ; sys_platform == "win32"`
    expect(of('FROM runtime:3.1-12', lock)).toEqual({ carried: true, versions: ['==4.8.4', '==4.3.1'] })
  })

  it('none counts that cannot', () => {
    expect(of('FROM runtime:3.1-12', `${P} ; sys_platform == "win32"\npandas`)).toEqual({ carried: false })
  })
})

describe('a project that means harm', () => {
  it('has no more stages than can be followed', () => {
    const chain = Array.from({ length: 50_000 }, (_, n) => `FROM s${n} AS s${n + 1}`)
    expect(of(['FROM runtime:3.1-12-base AS s0', ...chain, `RUN pip install ${P}`].join('\n'), '')).toEqual({
      carried: true,
      versions: ['']
    })
  })

  it('has no marker that takes the stack', () => {
    expect(canHold(`${'('.repeat(1_000_000)}sys_platform == "win32"`)).toBe(true)
  })
})
