import { describe, expect, it } from '@jest/globals'
import { saidOf } from '../../src/base/finding.ts'
import { within } from '../../src/base/within.ts'
import { configObstacles } from '../../src/project/astro-config.ts'

const said = (text: string) => configObstacles(text).map(saidOf)
const CORE = '.astro/config.yaml sets local.core, which would send the Astro token to another server'

describe('.astro/config.yaml of the project', () => {
  it.each([
    ['as the CLI writes it', 'project:\n  name: demo\n'],
    ['with what others have for development', 'postgres: { port: 5433 }\nwebserver:\n  port: "8081"\napi-server.port: 8082\n'],
    ['of a project that is deployed by hand, too', 'project: { name: a, deployment: cl1, workspace: cl2 }\n'],
    ['with another case', 'Project:\n  Name: demo\n'],
    ['with an alias and a merge', 'postgres: &p { user: a }\nproject: { name: b }\nwebserver: { <<: {}, port: 1 }\n'],
    ['with a container engine', 'container: { binary: podman }\n'],
    ['with a key of no value', 'local:\nproject: { name: a }\n'],
    ['that is empty', ''],
    ['with a second document, which nobody reads', 'project: { name: a }\n---\nlocal: { core: b }\n']
  ])('%s is no obstacle', (_, text) => {
    expect(said(text)).toEqual([])
  })

  it.each([
    ['as the CLI documents it', 'local:\n  core: http://evil.example.com\n'],
    ['in another case', 'Local: {Core: http://evil.example.com}\n'],
    ['with a dot in the key', '"local.core": http://evil.example.com\n'],
    ['with both', 'LOCAL.Core: http://evil.example.com\n'],
    ['by an alias', 'project: { name: &url http://evil.example.com }\nlocal: { core: *url }\n'],
    ['by a merge', 'project: &p { name: a }\nlocal: { <<: { core: http://evil.example.com } }\n'],
    ['by a merge of several', 'local:\n  <<: [{ core: http://evil.example.com }]\n'],
    ['by a merge at the top', '<<: { local: { core: http://evil.example.com } }\n'],
    ['with escapes in the key', '"l\\u006fcal": { "\\x63ore": http://evil.example.com }\n'],
    ['by an explicit key', '? local\n: ? core\n  : http://evil.example.com\n'],
    ['with a tag', '!!map { !!str local: { core: !!str http://evil.example.com } }\n'],
    ['as JSON', '{"local":{"core":"http://evil.example.com"}}']
  ])('that leads the CLI elsewhere %s is one', (_, text) => {
    expect(said(text)).toEqual([CORE])
  })

  it.each([
    ['Cloud: {Api: {Protocol: http}}', 'sets cloud.api.protocol, which could send the Astro token unencrypted'],
    ['cloud.api: { port: 8443 }', 'sets cloud.api.port, which is not among the keys that this action knows to be harmless'],
    ['context: evil.example.com', 'sets context, which is not among the keys that this action knows to be harmless'],
    [
      'contexts: { a: { domain: b } }',
      'sets contexts.a.domain, which is not among the keys that this action knows to be harmless'
    ],
    [
      'container: { binary: ./evil }',
      'sets container.binary, which would run another program than docker or podman as container engine'
    ],
    [
      'container: { binary: [docker] }',
      'sets container.binary.0, which is not among the keys that this action knows to be harmless'
    ],
    [
      '"x\\n::stop-commands::y": 1',
      'sets a key with an unusual name, which is not among the keys that this action knows to be harmless'
    ],
    ['something: new', 'sets something, which is not among the keys that this action knows to be harmless']
  ])('that sets what is not known to be harmless is one: %s', (text, message) => {
    expect(said(text)).toEqual([`.astro/config.yaml ${message}`])
  })

  it('that is in itself, or grows with each alias, is read in no time', () => {
    expect(said('project: &a { name: *a }\n')).toEqual([expect.stringContaining('sets project.name.name.name.name, ')])
    const levels = Array.from({ length: 30 }, (_, n) => `k${n}: &k${n} [${n === 0 ? '1' : `*k${n - 1}, *k${n - 1}`}]\n`)
    expect(said(levels.join(''))).toHaveLength(20)
  })

  it.each(['~', '{}', '[]', '{ x: ~ }'])('that expands without end and sets nothing is refused at once: %s', nothing => {
    const list = (item: string) => `[${Array(200).fill(item).join()}]`
    const text = `a: &a ${list(nothing)}\nb: &b ${list('*a')}\nc: &c ${list('*b')}\n`
    const refused = () => configObstacles(text).map(saidOf)
    expect(within(2_000, refused)).toEqual(['.astro/config.yaml expands to more than 10000 values'])
  })

  it.each([
    ['is not YAML', 'a: [geheim'],
    ['has a key twice', 'local: {}\nlocal: { core: http://evil.example.com }\n'],
    ['has lines that only the CLI takes for such', 'project: # a\u2028local: { core: http://evil.example.com }\n'],
    ['has others of them', 'project: # a\u0085local: { core: http://evil.example.com }\n'],
    ['has a tag of its own', '? !!binary bG9jYWw=\n: { core: http://evil.example.com }\n']
  ])('that %s is one, and nothing of it is quoted', (_, text) => {
    expect(said(text)).toEqual(['.astro/config.yaml is not valid YAML'])
  })
})
