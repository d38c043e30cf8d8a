import { describe, expect, it } from '@jest/globals'
import { airflowOfImage, providerOfImage } from '../../src/airflow/image.ts'
import { compactJson, depthProblem } from '../../src/airflow/json.ts'
import { canHold } from '../../src/airflow/marker.ts'
import { providerRequirement } from '../../src/airflow/requirements.ts'
import { parseUri } from '../../src/airflow/uri.ts'
import { seconds } from '../../src/base/duration.ts'
import { within } from '../../src/base/within.ts'
import { mentionsIn } from '../../src/coverage/mentions.ts'
import { readPython } from '../../src/coverage/python.ts'
import { usesInTemplate } from '../../src/coverage/template.ts'
import { readForeign } from '../../src/imports/detect.ts'
import { looksSecret } from '../../src/imports/secrecy.ts'
import { asLeftByCli } from '../../src/project/dockerignore.ts'
import { parsePolicy } from '../../src/vault/policy.ts'

/** Minutes, or for ever, where a pattern looks at each place of a text again. Linear ones take a second at most on any machine. */
const LIMIT_MS = 30_000

const LINES = `${'\n'.repeat(300_000)}x`
const MEGABYTE = 2 ** 20

const requirements = (text: string) => providerRequirement(path => (path === 'requirements.txt' ? text : undefined))
const dockerfile = (text: string) => [airflowOfImage(text), providerOfImage(path => (path === 'Dockerfile' ? text : undefined))]
const env = (text: string) => readForeign(text, '.env').problems.length
const numbered = (count: number, one: (n: number) => string) => Array.from({ length: count }, (_, n) => one(n)).join()
const many = (text: string) => text.repeat(MEGABYTE / text.length)

const TEXTS: readonly [string, () => unknown][] = [
  ['blank lines in requirements.txt', () => requirements(LINES)],
  ['a requirement with blanks in it', () => requirements(`a${' '.repeat(100_000)}!`)],
  ['a requirement with blanks in its versions', () => requirements(`a>=1${' , '.repeat(100_000)}!`)],
  ['a requirement with brackets that are never closed', () => requirements(`a${'['.repeat(300_000)}`)],
  ['an archive with many versions', () => requirements(`./${'a-1'.repeat(100_000)}.whl!`)],
  ['a URL with many names', () => requirements(`https://x/${'#egg=['.repeat(100_000)}`)],
  ['a line of requirements with many comments', () => requirements(`${' #'.repeat(200_000)}\u2028`)],
  ['a line that goes on and on', () => requirements(`${'\\'.repeat(300_000)}x\n`)],
  ['an editable requirement of nothing', () => requirements(`-e${'= '.repeat(100_000)}`)],
  ['blank lines in a Dockerfile', () => airflowOfImage(LINES)],
  ['a FROM with many flags', () => airflowOfImage(`FROM ${'--a '.repeat(200_000)}`)],
  [
    'a Dockerfile of stages that build on each other',
    () => dockerfile(Array.from({ length: 30_000 }, (_, at) => `FROM s${at} AS s${at + 1}\nRUN true`).join('\n'))
  ],
  ['a Dockerfile of defaults in defaults', () => dockerfile(`FROM ${many('${a:-')}`)],
  ['a Dockerfile that installs much', () => dockerfile(`FROM a\nRUN ${many('pip install ')}`)],
  ['a Dockerfile of here-documents', () => dockerfile(`FROM a\n${many('RUN <<A\n')}`)],
  ['a marker of brackets', () => canHold('('.repeat(300_000))],
  ['a requirement with a marker of brackets', () => requirements(`apache-airflow-providers-hashicorp; ${'('.repeat(300_000)}`)],
  ['blank lines in .env', () => env(`A=1${LINES}`)],
  ['blanks in .env', () => env(`A=1\n${'\u2028 '.repeat(300_000)}x`)],
  ['blanks behind a name in .env', () => env(`A=1\nA${' '.repeat(300_000)}x`)],
  ['quotes in .env', () => env(`A=1\n${many(`A='x'y\n`)}`)],
  ['quotes that are never closed in .env', () => env(`A=1\n${many('A="\\"\n')}`)],
  ['comments behind values in .env', () => env(`AIRFLOW_VAR_A=1\n${many('AIRFLOW_VAR_B=a #')}\u2028`)],
  ['an import of many names on one line', () => readForeign(`{${numbered(400_000, n => `"k${n}":"v"`)}}`, 'variables.json')],
  [
    'an import of a connection with many fields',
    () => readForeign(`{"c":{"conn_type":"x",${numbered(400_000, n => `"k${n}":"v"`)}}}`, 'connections.json')
  ],
  ['blank lines in a DAG', () => mentionsIn('a.py', LINES, new Set())],
  ['quotes in a DAG', () => mentionsIn('a.py', many('"a'), new Set())],
  ['openings in a template', () => usesInTemplate(many('{% for x '))],
  ['placeholders in a template', () => usesInTemplate(`{{ ${many('var.value.get(  ')} }}`)],
  ['`for` 16,000 times in a DAG', () => readPython(`${'for '.repeat(16_000)}hook`)],
  ['`[x for` 16,000 times in a DAG', () => readPython(`hook(${'[x for '.repeat(16_000)}`)],
  ['`for x in` in one template of a DAG', () => readPython(`"{% ${'for x in '.repeat(16_000)}"`)],
  ['backslashes in a DAG', () => readPython(`hook("${'\\'.repeat(300_000)}{")`)],
  ['a megabyte of letters', () => looksSecret('x', many('a'))],
  ['a megabyte of random letters', () => looksSecret('x', many('aB/'))],
  ['a megabyte of JSON Web Tokens', () => looksSecret('x', many('-eyJ-'))],
  ['a megabyte of hexadecimal digits', () => looksSecret('x', many('0123456789abcdefg'))],
  ['a megabyte of the word key', () => looksSecret('x', many('key '))],
  ['a megabyte of addresses', () => looksSecret('x', many('a://b'))],
  ['a megabyte of digits', () => looksSecret('x', many('1'))],
  ['a megabyte of words without blanks', () => looksSecret('x', many('Aa'))],
  ['a text that JSON never closes', () => [compactJson(many('"\\"')), depthProblem(many('"\\"'))]],
  ['a URI of many slashes', () => parseUri(`http://${many('/:')}`)],
  ['a duration of many digits', () => seconds(many('1'))],
  ['line ends in .dockerignore', () => asLeftByCli(`${many('\n')}x`)],
  ['a policy of the word path', () => parsePolicy(many('path "'))],
  ['a policy of beginnings', () => parsePolicy(many('path "x" { capabilities = ['))],
  ['a policy of comments', () => parsePolicy(many('# Kept by astro-vault-action for manifest a'))]
]

describe('a text that a repository or a server can bring is read in a time that grows with its length alone', () => {
  it.each(TEXTS)(
    '%s',
    (_, act) => {
      expect(() => within(LIMIT_MS, act)).not.toThrow()
    },
    120_000
  )
})

it('files that include each other through links are not all followed', () => {
  const text = '-r a/requirements.txt\n-r b/requirements.txt\n'
  expect(within(LIMIT_MS, () => providerRequirement(() => text))).toEqual({
    carried: false,
    line: {
      file: expect.stringMatching(/^[ab]\//),
      number: 2,
      problem: 'includes more than 1000 files, together with the others; include fewer'
    }
  })
})
