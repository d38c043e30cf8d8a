import { expect, it } from '@jest/globals'
import { repositoryIn } from '../../src/init/remote.ts'

it.each([
  ['https://github.com/example/pipelines.git', 'example/pipelines'],
  ['https://me:a-token@github.com/Example/pipe.lines/', 'Example/pipe.lines'],
  ['git@github.com:example/pipelines.git', 'example/pipelines'],
  ['org-123@github.com:/example/pipelines', 'example/pipelines'],
  ['ssh://git@ssh.github.com:443/example/pipelines.git', 'example/pipelines'],
  ['https://gitlab.com/example/pipelines.git', undefined],
  ['git@github.example.com:example/pipelines.git', undefined],
  ['https://github.com.example.com/example/pipelines', undefined],
  ['https://github.com/example', undefined],
  ['https://github.com/example/a/b', undefined],
  ['https://github.com/example/$(id)', undefined],
  ['../pipelines.git', undefined],
  ['/srv/git/pipelines.git', undefined]
])('the remote %s is the repository %s', (address, repository) => {
  expect(repositoryIn(address)).toBe(repository)
})
