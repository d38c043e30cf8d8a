import { resolve } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { deployArgs, isProved } from '../../src/astro/deploy.ts'
import { versionsOf } from '../../src/astro/deploy-types.ts'
import { type DeployEntry, listDeploys, marked, withMark } from '../../src/astro/deploys.ts'
import type { DeployRequest, Shipped } from '../../src/astro/port.ts'
import { aDeployment } from '../build/deployment.ts'
import { AstroServer } from '../fakes/astro-server.ts'

describe('the command line of a deploy', () => {
  it.each<[DeployRequest['type'], string[]]>([
    ['image-and-dags', []],
    ['dags-only', ['--dags']],
    ['image-only', ['--image']]
  ])('of %s', (type, flags) => {
    const env = type === 'dags-only' ? [] : ['--env', '/dev/null']
    expect(deployArgs(aDeployment(), { type, projectDir: '.', description: 'Fix "it" --now' }, 'm1')).toEqual([
      'deploy',
      'clx1',
      ...flags,
      '--workspace-id',
      'ws1',
      '--description',
      'Fix "it" --now (astro-vault-action m1)',
      ...env
    ])
  })

  it('has a flag for whatever else was asked for', () => {
    const request = { type: 'image-and-dags', projectDir: '.', description: 'd', force: true, imageName: 'acme/a:1' } as const
    expect(deployArgs(aDeployment(), { ...request, environmentFile: 'ci.env' }, 'm1').slice(-5)).toEqual([
      ...['--env', 'ci.env'],
      '--force',
      ...['--image-name', 'acme/a:1']
    ])
  })

  it('of dbt has the whole path of the project, because the CLI works in another folder', () => {
    const request = { type: 'dbt', projectDir: 'dbt', mountPath: '/usr/local/airflow/dbt/shop', description: 'd' } as const
    expect(deployArgs(aDeployment(), { ...request, force: true }, 'm1')).toEqual([
      ...['dbt', 'deploy', 'clx1', '--workspace-id', 'ws1', '--description', 'd (astro-vault-action m1)'],
      ...['--project-path', resolve('dbt'), '--mount-path', '/usr/local/airflow/dbt/shop']
    ])
  })
})

const entry = (difference: Partial<DeployEntry> = {}): DeployEntry => ({
  id: 'd1',
  deploymentId: 'clx1',
  status: 'INITIALIZED',
  description: marked('Fix the DAG', 'm1'),
  imageTag: 'tag-2',
  dagTarballVersion: null,
  isDagDeployEnabled: true,
  ...difference
})
const BUNDLE = 'Deployed DAG bundle:  dags-2\n'
const TAG = 'Deployed Image Tag:  tag-2\n'
const UPLOADED = 'Successfully uploaded bundle with version dbt-2 to Astro.\n'

describe('a deploy is known to have arrived', () => {
  it.each<[string, readonly DeployEntry[], number, string, boolean]>([
    ['by its entry, whatever the CLI says', [entry({ status: 'DEPLOYED' })], 1, 'Error: EOF', true],
    ['by the answer with its image', [entry()], 0, TAG, true],
    ['by the answer with its DAGs', [entry({ dagTarballVersion: 'dags-2' })], 0, BUNDLE, true],
    ['by the answer with both', [entry({ dagTarballVersion: 'dags-2' })], 0, BUNDLE + TAG, true],
    ['not by silence', [entry()], 0, '', false],
    ['not by the same words before an error', [entry()], 1, TAG, false],
    ['not by words about another image', [entry()], 0, 'Deployed Image Tag:  tag-1\n', false],
    ['not by the first words, where others come last', [entry()], 0, `${TAG}Deployed Image Tag:  tag-1\n`, false],
    ['not by words inside a line', [entry()], 0, `#7 0.2 ${TAG}`, false],
    ['not by words where it was given up', [entry({ status: 'FAILED' })], 0, TAG, false],
    ['not by words where its state has a new name', [entry({ status: 'CANCELLED' })], 0, TAG, false],
    ['not where it is not listed', [], 0, TAG, false],
    ['not where another carries its mark', [entry({ status: 'DEPLOYED' }), entry({ id: 'd2' })], 0, TAG, false]
  ])('%s', (_, ours, exitCode, stdout, expected) => {
    expect(isProved('image-and-dags', ours, { exitCode, stdout, stderr: '' })).toBe(expected)
  })

  it.each<[string, DeployEntry, number, string, boolean]>([
    ['by its entry, whatever the CLI says', entry({ status: 'DEPLOYED' }), 1, '', true],
    ['by the version that is mounted', entry({ bundles: [{}, { desiredVersion: 'dbt-2' }] }), 0, UPLOADED, true],
    ['by the version that runs', entry({ bundles: [{ currentVersion: 'dbt-2', desiredVersion: null }] }), 0, UPLOADED, true],
    ['not by the upload alone', entry({ bundles: null }), 0, UPLOADED, false],
    ['not by another version', entry({ bundles: [{ desiredVersion: 'dbt-1' }] }), 0, UPLOADED, false],
    ['not with an error', entry({ bundles: [{ desiredVersion: 'dbt-2' }] }), 1, UPLOADED, false],
    ['not by silence', entry({ bundles: [{ desiredVersion: 'dbt-2' }] }), 0, '', false],
    ['not where it was given up', entry({ status: 'FAILED', bundles: [{ desiredVersion: 'dbt-2' }] }), 0, UPLOADED, false]
  ])('%s, if it ships a dbt project', (_, ours, exitCode, stdout, expected) => {
    expect(isProved('dbt', [ours], { exitCode, stdout, stderr: '' })).toBe(expected)
  })
})

describe('the mark', () => {
  it.each<[string, Partial<DeployEntry>, boolean]>([
    ['stands at the end of the description', {}, true],
    ['may stand alone', { description: marked('', 'm1') }, true],
    ['is not that of another run', { description: marked('Fix the DAG', 'm2') }, false],
    ['is not the beginning of another', { description: marked('Fix the DAG', 'm1x') }, false],
    ['does not count in the middle', { description: `${marked('Fix the DAG', 'm1')} again` }, false],
    ['does not count at another Deployment', { deploymentId: 'clx2' }, false],
    ['is missing where nobody described the deploy', { description: null }, false]
  ])('%s', (_, difference, expected) => {
    expect(withMark([entry(difference)], 'clx1', 'm1')).toHaveLength(expected ? 1 : 0)
  })

  it('leaves room for 200 characters of description', () => {
    expect(marked('x'.repeat(200), 'abcdefabcdef').length).toBeLessThanOrEqual(500)
  })
})

describe('the versions of a deploy', () => {
  it.each<[string, Partial<DeployEntry>, Shipped]>([
    ['are those of image and DAGs', { dagTarballVersion: 'dags-2' }, { image: 'tag-2', dags: 'dags-2' }],
    ['are unknown where the platform does not tell', { imageTag: null, dagTarballVersion: '' }, {}],
    ['are that of the image alone, where the DAGs are in it', { isDagDeployEnabled: false }, { image: 'tag-2', dags: 'tag-2' }]
  ])('%s', (_, difference, expected) => {
    expect(versionsOf(entry(difference))).toEqual(expected)
  })
})

describe('the list of deploys', () => {
  const local = new AstroServer()
  const pageOf = (ids: readonly string[], totalCount: number) => ({ deploys: ids.map(id => entry({ id })), totalCount, limit: 2 })
  const list = (...pages: unknown[]) => {
    local.answers(...pages)
    return listDeploys(local.api, { id: 'cl/x1', name: 'prod' })
  }
  const idsIn = async (...pages: unknown[]) => (await list(...pages)).map(({ id }) => id)

  it('is read page by page to its end', async () => {
    expect(await idsIn(pageOf(['a', 'b'], 3), pageOf(['c'], 3))).toEqual(['a', 'b', 'c'])
    expect(local.asked).toEqual([
      '/deployments/cl%2Fx1/deploys?limit=1000&offset=0',
      '/deployments/cl%2Fx1/deploys?limit=1000&offset=2'
    ])
  })

  it('may shift by new ones while it is read', async () => {
    expect(await idsIn(pageOf(['a', 'b'], 3), pageOf(['b', 'c'], 4), pageOf(['c', 'd'], 4))).toEqual(['a', 'b', 'c', 'd'])
  })

  it.each([
    ['what it had already', pageOf(['a', 'b'], 99), ['a', 'b']],
    ['nothing', pageOf([], 99), []]
  ])('ends where it shows %s, also if it claims to be longer', async (_, page, ids) => {
    expect(await idsIn(page)).toEqual(ids)
  })

  it.each([
    ['an error', { message: 'no', statusCode: 500 }, 'at deploys'],
    ['entries without a state', { deploys: [{ ...entry(), status: undefined }], totalCount: 1 }, 'at deploys.0.status'],
    ['a description that is a number', { deploys: [{ ...entry(), description: 7 }], totalCount: 1 }, 'at deploys.0.description'],
    ['a length that is a text', { deploys: [], totalCount: '0' }, 'at totalCount']
  ])('is not taken from %s', async (_, page, where) => {
    await expect(list(page)).rejects.toThrow(
      `Astro's answer about the deploys of Deployment prod (GET /deployments/cl%2Fx1/deploys) differs from what its API promises, ${where}`
    )
  })
})
