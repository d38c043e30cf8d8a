import { symlinkSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { generate, History, makeExecutable } from '../../fakes/history.ts'

const IMAGE = 'image-and-dags'
const DAGS = 'dags-only'
const NOTHING = 'nothing'

/** What happens after a first deploy. */
type Events = (history: History) => unknown

const newDag = { 'dags/new.py': 'print("new")\n' }
const newPin = { 'requirements.txt': 'apache-airflow-providers-hashicorp==4.8.5\n' }

const COMMITS: [string, Events, string][] = [
  ['nothing, as in a scheduled run', () => {}, NOTHING],
  ['an empty commit', history => history.push(), NOTHING],
  ['a DAG that changed', history => history.push({ 'dags/daily.py': 'print("weekly")\n' }), DAGS],
  ['a new DAG', history => history.push(newDag), DAGS],
  ['a new DAG with an unusual name', history => history.push({ 'dags/ü ber\ttab.py': '' }), DAGS],
  ['a file of dags/ that is no DAG', history => history.push({ 'dags/sql/daily.sql': 'select 3\n' }), DAGS],
  ['a DAG that is gone', history => history.push({ 'dags/sql': undefined }), DAGS],
  ['another requirement', history => history.push(newPin), IMAGE],
  ['another base image', history => history.push({ Dockerfile: 'FROM quay.io/astronomer/astro-runtime:13.3.0\n' }), IMAGE],
  ['a DAG and a requirement', history => history.push({ ...newDag, ...newPin }), IMAGE],
  ['a file outside of the project', history => history.push({ '../other/dags/x.py': 'x' }), NOTHING],
  ['a neighbour whose name begins alike', history => history.push({ '../airflow-2/dags/x.py': 'x' }), NOTHING],
  ['a folder named dags in another one', history => history.push({ 'tests/dags/test_daily.py': 'x' }), IMAGE],
  ['a folder whose name ends in dags', history => history.push({ 'example-dags/x.py': 'x' }), IMAGE],
  ['all DAGs gone', history => history.push({ dags: undefined }), 'refused']
]

const MOVES: [string, Events, string][] = [
  [
    'a DAG renamed in dags/',
    history => history.push({ 'dags/daily.py': undefined, 'dags/nightly.py': 'print("daily")\n' }),
    DAGS
  ],
  ['a file moved out of dags/', history => history.push({ 'dags/sql': undefined, 'include/daily.sql': 'select 1\n' }), IMAGE],
  [
    'a file moved into dags/',
    history => history.push({ 'include/report.sql': undefined, 'dags/report.sql': 'select 2\n' }),
    IMAGE
  ],
  [
    'a DAG that may be executed now',
    history => {
      makeExecutable(history.at('dags/daily.py'))
      history.commit()
    },
    DAGS
  ],
  [
    'a DAG that is a link now',
    history => {
      history.write({ 'dags/daily.py': undefined, 'dags/real.py': 'print("daily")\n' })
      symlinkSync('real.py', history.at('dags/daily.py'))
      history.commit()
    },
    DAGS
  ],
  [
    'a DAG that a link outside of dags/ leads to',
    async history => {
      symlinkSync('../dags/daily.py', history.at('include/daily.py'))
      history.commit()
      await history.run()
      history.push({ 'dags/daily.py': 'print("weekly")\n' })
    },
    IMAGE
  ],
  ['a file that .dockerignore leaves out', history => history.push({ 'notes/todo.md': 'now\n' }), NOTHING],
  ['.dockerignore, by a comment', history => history.push({ '.dockerignore': '# leave out\nnotes/\n' }), IMAGE]
]

const REWRITTEN: [string, Events, string][] = [
  [
    'a requirement in a push whose run was cancelled, and a DAG in the next',
    history => {
      history.push(newPin)
      history.push(newDag)
    },
    IMAGE
  ],
  [
    'a requirement in a run that was killed while it deployed, and a DAG in the next',
    async history => {
      history.push(newPin)
      await history.run({ arrives: false })
      history.push(newDag)
    },
    IMAGE
  ],
  [
    'the revert of a DAG that was deployed',
    async history => {
      history.push(newDag)
      await history.run()
      history.git('revert', '--no-edit', 'HEAD')
    },
    DAGS
  ],
  [
    'the revert of a requirement before anybody deployed it',
    history => {
      history.push(newPin)
      history.git('revert', '--no-edit', 'HEAD')
    },
    NOTHING
  ],
  [
    'a force push that drops a deployed DAG',
    async history => {
      history.push(newDag)
      await history.run()
      history.git('reset', '--quiet', '--hard', 'HEAD^')
    },
    DAGS
  ],
  [
    'a force push that drops a deployed requirement',
    async history => {
      history.push(newPin)
      await history.run()
      history.git('reset', '--quiet', '--hard', 'HEAD^')
    },
    IMAGE
  ],
  ['a force push of the same files with another message', history => history.git('commit', '--amend', '-m', 'Other'), NOTHING],
  [
    'a rebase onto a requirement',
    history => {
      history.git('switch', '--quiet', '--create', 'feature')
      history.push(newDag)
      history.git('switch', '--quiet', 'main')
      history.push(newPin)
      history.git('switch', '--quiet', 'feature')
      history.git('rebase', '--quiet', 'main')
    },
    IMAGE
  ],
  [
    'a merge of DAGs alone',
    history => {
      history.git('switch', '--quiet', '--create', 'feature')
      history.push(newDag)
      history.git('switch', '--quiet', 'main')
      history.push({ '../README.md': 'Read me' })
      history.git('merge', '--quiet', '--no-edit', 'feature')
    },
    DAGS
  ],
  ['a new branch with the same files', history => history.git('switch', '--quiet', '--create', 'release'), NOTHING],
  [
    'a new branch without a common ancestor, with another DAG',
    history => {
      history.git('switch', '--quiet', '--orphan', 'fresh')
      history.git('checkout', 'main', '--', '.')
      history.push(newDag)
    },
    DAGS
  ]
]

const submodule =
  (path: string): Events =>
  async history => {
    const move = history.addSubmodule(path)
    await history.run()
    move()
  }

const OTHERS: [string, Events, string][] = [
  ['a submodule in dags/ moved on', submodule('dags/shared'), DAGS],
  ['a submodule in include/ moved on', submodule('include/shared'), IMAGE],
  ['DAGs generated by an earlier step', history => (history.earlierStep = dir => generate(dir, 'dags/made.py', 'x')), DAGS],
  ['an image that somebody else deployed', history => history.deployedBySomebodyElse('image-only'), IMAGE],
  ['DAGs that somebody else deployed', history => history.deployedBySomebodyElse('dags-only', { 'dags/x.py': '' }), IMAGE],
  ['the same files, deployed by somebody else', history => history.deployedBySomebodyElse('image-and-dags'), IMAGE],
  [
    'DAG-only deploys turned off',
    history => {
      history.dagDeploys = false
    },
    IMAGE
  ],
  [
    'DAG-only deploys turned off and on again',
    history => {
      history.dagDeploys = false
      history.dagDeploys = true
    },
    NOTHING
  ],
  [
    'DAG-only deploys turned on',
    async history => {
      history.dagDeploys = false
      await history.run()
      history.dagDeploys = true
    },
    IMAGE
  ],
  [
    'a DAG while DAG-only deploys are off',
    async history => {
      history.dagDeploys = false
      await history.run()
      history.push(newDag)
    },
    IMAGE
  ],
  [
    'nothing while DAG-only deploys are off',
    async history => {
      history.dagDeploys = false
      await history.run()
    },
    NOTHING
  ],
  [
    'a DAG that a run with dags-only deployed',
    async history => {
      history.push(newDag)
      await history.run({ deployType: 'dags-only' })
    },
    NOTHING
  ],
  [
    'a requirement that a run with dags-only left behind',
    async history => {
      history.push({ ...newPin, ...newDag })
      await history.run({ deployType: 'dags-only' })
    },
    IMAGE
  ]
]

describe('deploy-type infer ships what changed since this action deployed last', () => {
  describe.each([
    ['a commit', COMMITS],
    ['a move', MOVES],
    ['a history that was rewritten', REWRITTEN],
    ['something else', OTHERS]
  ])('%s', (_, histories) => {
    it.each(histories)('%s', async (_, happens, expected) => {
      const history = await History.deployed()
      await happens(history)
      expect(await history.run()).toBe(expected)
      // What was shipped is not shipped twice.
      if (expected !== 'refused') expect(await history.run()).toBe(NOTHING)
    })
  })

  it('ships everything the first time, and after a first run that was killed', async () => {
    const history = new History()
    expect(await history.run({ arrives: false })).toBe(IMAGE)
    expect(await history.run()).toBe(IMAGE)
    expect(await history.run()).toBe(NOTHING)
  })

  it('ships the image after a first run that shipped only DAGs', async () => {
    const history = new History()
    expect(await history.run({ deployType: 'dags-only' })).toBe(DAGS)
    expect(await history.run()).toBe(IMAGE)
  })

  it('cannot see a base image that moved under its tag, nor a new release that a requirement allows', async () => {
    const history = new History()
    history.push({
      Dockerfile: 'FROM quay.io/astronomer/astro-runtime:13\n',
      'requirements.txt': 'apache-airflow-providers-hashicorp\n'
    })
    await history.run()
    // Whatever a registry and an index have now: no file of the project differs.
    expect(await history.run()).toBe(NOTHING)
    expect(await history.run({ deployType: IMAGE })).toBe(IMAGE)
  })
})
