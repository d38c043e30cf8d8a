import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { Agent, createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { chart } from '../../tools/bench/chart.mjs'
import { withPeak } from '../../tools/bench/memory.mjs'
import { openRelay } from '../../tools/bench/relay.mjs'
import { growthChart, growthTable, targetsTable, timesTable } from '../../tools/bench/report.mjs'
import { median, rotate, Samples, slope } from '../../tools/bench/samples.mjs'
import { FULL } from '../../tools/bench/sizes.mjs'
import { between } from '../../tools/readme/generated.mjs'

const samplesOf = (values: Record<string, number>) => {
  const samples = new Samples()
  for (const [name, value] of Object.entries(values)) samples.add(name, value)
  return samples
}

/** The cells of the row that begins with this one. */
const row = (table: string, first: string) => {
  const rows = table.split('\n').map(line =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim())
  )
  return rows.find(([cell]) => cell === first)
}

describe('median', () => {
  it.each([
    ['of one', [3], 3],
    ['is not moved by one slow run', [2, 900, 1], 2],
    ['of an even number is the mean of the two in the middle', [4, 1, 3, 2], 2.5],
    ['orders by size and not as text', [9, 10, 100], 10],
    ['of none is not a number that could be taken for one', [], undefined]
  ])('%s', (_, values, expected) => {
    expect(median(values)).toBe(expected)
  })
})

describe('slope', () => {
  it.each([
    ['1 for what is proportional', 1],
    ['2 for what grows with the square', 2],
    ['0 for what stays', 0]
  ])('is %s', (_, exponent) => {
    expect(slope([100, 1_000, 20_000].map(x => [x, 7 * x ** exponent]))).toBeCloseTo(exponent, 10)
  })

  it('is the least-squares line where the points are not on one', () => {
    expect(
      slope([
        [1, 1],
        [10, 100],
        [100, 100]
      ])
    ).toBeCloseTo(1, 10)
  })
})

describe('rotate', () => {
  it('lets everybody begin in turn and loses nobody', () => {
    expect([0, 1, 2, 3].map(round => rotate(['a', 'b', 'c'], round).join(''))).toEqual(['abc', 'bca', 'cab', 'abc'])
  })
})

describe('the table of targets', () => {
  it.each([
    [
      'a ratio at its limit hits',
      { 'small write action': 130, 'small write raw': 100 },
      'first sync, 1,000 secrets',
      '1.30',
      'hit'
    ],
    [
      'a ratio above it misses',
      { 'small write action': 131, 'small write raw': 100 },
      'first sync, 1,000 secrets',
      '1.31',
      'missed'
    ],
    [
      'faster is the other one by the action',
      { 'cli write action': 100, 'cli write cli': 3000 },
      'first sync, 100 secrets',
      '30.0',
      'hit'
    ],
    [
      'memory is the larger of both runs',
      { 'growth 20000 first MB': 150, 'growth 20000 unchanged MB': 201 },
      'peak of resident memory, 20,000 secrets',
      '201',
      'missed'
    ],
    [
      'memory counts only when both runs were measured',
      { 'growth 20000 first MB': 150 },
      'peak of resident memory, 20,000 secrets',
      '–',
      'not measured'
    ],
    ['what was left out says so', {}, 'unchanged, 10,000 secrets, `check: ledger`', '–', 'not measured']
  ])('%s', (_, values, what, measured, verdict) => {
    expect(row(targetsTable(samplesOf(values), FULL), what)?.slice(2)).toEqual([measured, verdict])
  })
})

describe('the tables of times and growth', () => {
  it('show a dash for a client that was not in a contest', () => {
    const times = timesTable(samplesOf({ 'cli write action': 1234.4, 'cli write cli': 9 }), FULL)
    expect(row(times, '100')).toEqual(['100', 'first sync', '0 ms', '1,234', '–', '–', '–', '9'])
  })

  it('give the slope of all counts and that from 1,000, where a start no longer hides it', () => {
    const samples = samplesOf(Object.fromEntries(FULL.growth.map(n => [`growth ${n} first ms`, Math.max(n, 1_000)])))
    const table = growthTable(samples, FULL)
    expect(row(table, 'slope, from 1,000')?.[1]).toBe('1.00')
    expect(Number(row(table, 'slope, all')?.[1])).toBeLessThan(0.9)
  })
})

describe('the chart', () => {
  const draw = (points: [number, number][], name = 'first') =>
    chart({ title: 'Growth', description: 'd', xTitle: 'secrets', panels: [{ title: 'Time, ms', series: [{ name, points }] }] })
  const dots = (svg: string) =>
    [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)] as const)

  it('draws a power as a straight line that rises to the right', () => {
    const [a, b, c] = dots(
      draw([
        [100, 20],
        [1_000, 200],
        [10_000, 2_000]
      ])
    )
    if (!a || !b || !c) throw new Error('three points make three dots')
    expect(b[0] - a[0]).toBeCloseTo(c[0] - b[0], 0)
    expect(a[1] - b[1]).toBeCloseTo(b[1] - c[1], 0)
    expect(c[0]).toBeGreaterThan(a[0])
    expect(c[1]).toBeLessThan(a[1])
  })

  it('keeps every point inside its panel, also one that lies on a tick', () => {
    for (const [x, y] of dots(
      draw([
        [100, 1],
        [300, 17],
        [20_000, 50_000]
      ])
    )) {
      expect(x).toBeGreaterThanOrEqual(62)
      expect(x).toBeLessThanOrEqual(336)
      expect(y).toBeGreaterThanOrEqual(66)
      expect(y).toBeLessThanOrEqual(284)
    }
  })

  it('writes numbers at the axes and names at the curves', () => {
    const svg = draw(
      [
        [100, 20],
        [20_000, 2_000]
      ],
      'a < b & c'
    )
    for (const said of ['>100<', '>10,000<', '>secrets<', '>Time, ms<', '>a &lt; b &amp; c<']) expect(svg).toContain(said)
  })

  it('stands on its own ground, so that it can be read on a dark page', () => {
    expect(
      draw([
        [1, 1],
        [2, 2]
      ])
    ).toContain('fill="#ffffff"')
  })

  it('has a panel for time, requests and memory with the slope of each run', () => {
    const values = FULL.growth.flatMap(n =>
      ['first', 'unchanged'].flatMap(run =>
        ['ms', 'requests', 'MB'].map(measure => [`growth ${n} ${run} ${measure}`, n] as const)
      )
    )
    const svg = growthChart(samplesOf(Object.fromEntries(values)), FULL)
    expect(svg.match(/(first|unchanged) sync, slope 1\.00/g)).toHaveLength(6)
    expect(svg.match(/class="title"/g)).toHaveLength(3)
    expect(svg).not.toContain('NaN')
  })
})

describe('a generated part', () => {
  it('is replaced between its markers, and nothing else', () => {
    const before = 'a\n<!-- x -->\n\nold\n\n<!-- /x -->\nb\n'
    expect(between(before, 'f', 'x', 'new')).toBe('a\n<!-- x -->\n\nnew\n\n<!-- /x -->\nb\n')
    expect(() => between('a', 'f.md', 'x', 'new')).toThrow('f.md: the markers <!-- x --> and <!-- /x --> are not there.')
  })
})

describe('the relay', () => {
  it('holds each answer back and keeps the connection', async () => {
    const connections = new Set<Socket>()
    const server = createServer((asked, answer) => {
      connections.add(asked.socket)
      answer.end(`saw ${asked.url}`)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const relay = await openRelay(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 50)
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    try {
      for (const path of ['/a', '/b']) {
        const started = performance.now()
        const [answer] = (await once(get(relay.url + path, { agent }), 'response')) as [IncomingMessage]
        expect(await text(answer)).toBe(`saw ${path}`)
        expect(performance.now() - started).toBeGreaterThanOrEqual(49)
      }
      expect(connections.size).toBe(1)
    } finally {
      agent.destroy()
      await relay.stop()
      server.close()
    }
  })
})

describe('the peak of memory', () => {
  const peakOf = (script: string) =>
    withPeak(async env => {
      await once(
        spawn(process.execPath, ['--expose-gc', '-e', script], { env: { ...process.env, ...env }, stdio: 'inherit' }),
        'exit'
      )
      return 0
    })

  it('is that of the process at its highest, not at its end', async () => {
    expect((await peakOf('Buffer.alloc(300 << 20, 1); gc()')).megabytes).toBeGreaterThan(300)
  })

  it('is not that of the process that spawned it', async () => {
    const ours = Buffer.alloc(300 << 20, 1)
    expect((await peakOf('0')).megabytes).toBeLessThan(ours.length / 2 ** 20 / 2)
  })
})

describe('npm run bench', () => {
  const bench = (...args: string[]) =>
    spawnSync(process.execPath, [fileURLToPath(new URL('../../tools/bench.mjs', import.meta.url)), ...args], { encoding: 'utf8' })

  it('measures everything that there is, in a small way', () => {
    const { status, stdout, stderr } = bench('--quick')
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
    const verdicts = [...stdout.matchAll(/\| (hit|missed|not measured) +\|$/gm)].map(([, verdict]) => verdict)
    expect(verdicts).toHaveLength(23)
    expect(verdicts.filter(verdict => verdict === 'not measured').length).toBeLessThanOrEqual(1)
    expect(row(stdout, 'slope, all')).not.toContain('–')
  }, 200_000)

  it.each([
    [['--write', '--quick'], '--write takes a full run'],
    [['--write', '--only', 'cli'], '--write takes a full run'],
    [['--only', 'nothing'], 'there is no case nothing'],
    [['--rounds', 'many'], '--rounds takes a number']
  ])('refuses %j', (args, says) => {
    const { status, stderr } = bench(...args)
    expect(status).not.toBe(0)
    expect(stderr).toContain(says)
  })
})
