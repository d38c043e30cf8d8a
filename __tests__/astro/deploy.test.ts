import { describe, expect, it } from '@jest/globals'
import { arrived, deployArgs } from '../../src/astro/deploy.ts'
import type { DeployRequest, Shipped } from '../../src/astro/port.ts'
import { aDeployment } from '../build/deployment.ts'

describe('the command line of a deploy', () => {
  it.each<[DeployRequest['type'], string[]]>([
    ['image-and-dags', []],
    ['dags-only', ['--dags']],
    ['image-only', ['--image']]
  ])('of %s', (type, flags) => {
    expect(deployArgs(aDeployment(), { type, projectDir: '.', description: 'Fix "it" --now' })).toEqual([
      'deploy',
      'clx1',
      ...flags,
      '--workspace-id',
      'ws1',
      '--description',
      'Fix "it" --now'
    ])
  })
})

describe('a deploy whose answer was lost', () => {
  it.each<[string, DeployRequest['type'], Shipped, Shipped, boolean]>([
    ['another image', 'image-and-dags', { imageTag: 'a' }, { imageTag: 'b' }, true],
    ['the same image', 'image-and-dags', { imageTag: 'a' }, { imageTag: 'a' }, false],
    ['the first image', 'image-only', {}, { imageTag: 'a' }, true],
    [
      'other DAGs alone',
      'image-and-dags',
      { imageTag: 'a', dagTarballVersion: '1' },
      { imageTag: 'a', dagTarballVersion: '2' },
      false
    ],
    ['other DAGs', 'dags-only', { dagTarballVersion: '1' }, { dagTarballVersion: '2' }, true],
    [
      'another image alone',
      'dags-only',
      { imageTag: 'a', dagTarballVersion: '1' },
      { imageTag: 'b', dagTarballVersion: '1' },
      false
    ],
    ['nothing to be seen', 'dags-only', { dagTarballVersion: '1' }, {}, false]
  ])('%s after %s', (_, type, before, after, expected) => {
    expect(arrived({ type }, before, after)).toBe(expected)
  })
})
