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
    ['another image', 'image-and-dags', { image: 'a' }, { image: 'b' }, true],
    ['the same image', 'image-and-dags', { image: 'a' }, { image: 'a' }, false],
    ['the first image', 'image-only', {}, { image: 'a' }, true],
    ['other DAGs alone', 'image-and-dags', { image: 'a', dags: '1' }, { image: 'a', dags: '2' }, false],
    ['other DAGs', 'dags-only', { dags: '1' }, { dags: '2' }, true],
    ['another image alone', 'dags-only', { image: 'a', dags: '1' }, { image: 'b', dags: '1' }, false],
    ['nothing to be seen', 'dags-only', { dags: '1' }, {}, false]
  ])('%s after %s', (_, type, before, after, expected) => {
    expect(arrived({ type }, before, after)).toBe(expected)
  })
})
