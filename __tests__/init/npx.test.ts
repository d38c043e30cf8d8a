import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { ownerOf } from '../../src/init/npx.ts'
import { aFolder } from '../fakes/folder.ts'

/** As npx leaves it. */
function installed(kept: string) {
  const { dir, write } = aFolder({ 'package.json': kept })
  write('node_modules/astro-vault-action/bin/astro-vault-action.js', '')
  mkdirSync(join(dir, 'node_modules', '.bin'))
  const program = join(dir, 'node_modules', '.bin', 'astro-vault-action')
  symlinkSync('../astro-vault-action/bin/astro-vault-action.js', program)
  return program
}

it.each([
  ['github:acme/astro-vault-action#v1', 'acme'],
  ['github:acme-data/astro-vault-action', 'acme-data'],
  ['github:acme/another', undefined],
  ['git+file:///clone#v1', undefined],
  ['file:astro-vault-action-1.0.0.tgz', undefined],
  ['^1.0.0', undefined]
])('a program that was installed from %s is hosted by %s', (spec, owner) => {
  expect(ownerOf(installed(JSON.stringify({ dependencies: { 'astro-vault-action': spec } })))).toBe(owner)
})

it.each(['', '{', 'null', '{"dependencies":{}}'])('nobody knows who hosts a program with %j above it', kept => {
  expect(ownerOf(installed(kept))).toBeUndefined()
})

it('nobody knows who hosts a program that is no file', () => {
  expect(ownerOf('')).toBeUndefined()
})
