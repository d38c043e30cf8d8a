import { describe, expect, it } from '@jest/globals'
import { demandBuildSecrets, withBuildSecrets } from '../../src/astro/build-secrets.ts'

const cliOf = (version: string) => {
  const asked: string[] = []
  const astro = async (args: readonly string[]) => {
    asked.push(args.join(' '))
    return { exitCode: 0, stdout: `Astro CLI Version: ${version}\n`, stderr: '' }
  }
  return { asked, astro }
}

describe('secrets for the build of an image', () => {
  it('are one line each, in the variable that the CLI reads', () => {
    expect(withBuildSecrets({ A: '1' }, ['id=a,env=A', 'id=b,src=b'])).toEqual({
      A: '1',
      BUILD_SECRET_INPUT: 'id=a,env=A\nid=b,src=b'
    })
  })

  it('leave what the step itself sets alone, where there are none', () => {
    expect(withBuildSecrets({ BUILD_SECRET_INPUT: 'id=a' }, [])).toEqual({ BUILD_SECRET_INPUT: 'id=a' })
  })

  it.each(['1.44.0', 'v1.45.0', '1.100.0', '2.0.0'])('may be several for astro CLI %s', async version => {
    await demandBuildSecrets(cliOf(version), 2)
  })

  it.each(['1.41.0', '1.43.1', ''])('may not be several for astro CLI %j', async version => {
    await expect(demandBuildSecrets(cliOf(version), 3)).rejects.toThrow(
      `input build-secrets has 3 secrets, and astro CLI ${version || 'of an unknown version'} hands only one to a build`
    )
  })

  it('ask for no version where there is only one', async () => {
    const cli = cliOf('1.41.0')
    await demandBuildSecrets(cli, 1)
    expect(cli.asked).toEqual([])
  })
})
