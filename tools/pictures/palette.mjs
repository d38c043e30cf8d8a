/**
 * Makes a screenshot a third of its size: Chromium writes three bytes a pixel and packs them fast rather than well, while text on
 * plain ground needs few colours. The 128 most frequent ones stay; the others, shades in the edges of letters, become the nearest.
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const COLOURS = 128
/** Bytes of a pixel: Chromium writes 8-bit RGB without interlace. */
const RGB = 3

/**
 * @param {Buffer} png as Chromium writes it
 * @returns {Buffer} the same picture with a palette
 */
export function withPalette(png) {
  const { width, height, pixels } = decode(png)
  const counts = new Map()
  for (let at = 0; at < pixels.length; at += RGB) {
    const colour = pixels.readUIntBE(at, RGB)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const palette = [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, COLOURS)
    .map(([colour]) => Number(colour))
  const indices = new Map([...counts.keys()].map(colour => [colour, nearest(colour, palette)]))

  const rows = Buffer.alloc((width + 1) * height)
  for (let pixel = 0; pixel < width * height; pixel++) {
    const colour = pixels.readUIntBE(pixel * RGB, RGB)
    rows[pixel + Math.floor(pixel / width) + 1] = indices.get(colour) ?? 0
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3], 8)
  const colours = Buffer.concat(palette.map(colour => Buffer.from([colour >> 16, (colour >> 8) & 255, colour & 255])))
  const packed = deflateSync(rows, { level: 9, memLevel: 9 })
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('PLTE', colours), chunk('IDAT', packed), chunk('IEND')])
}

/** The place of the colour that is nearest. */
function nearest(/** @type {number} */ colour, /** @type {number[]} */ palette) {
  const distance = (/** @type {number} */ other) =>
    [16, 8, 0].reduce((sum, bits) => sum + (((colour >> bits) & 255) - ((other >> bits) & 255)) ** 2, 0)
  const distances = palette.map(distance)
  return distances.indexOf(Math.min(...distances))
}

/** Pixels of an 8-bit RGB picture, three bytes each. */
function decode(/** @type {Buffer} */ png) {
  const parts = []
  for (let at = SIGNATURE.length; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  const [width, height, depth, type, interlace] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25], png[28]]
  if (depth !== 8 || type !== 2 || interlace !== 0) throw new Error('the browser wrote a PNG that is not plain 8-bit RGB')
  const raw = inflateSync(Buffer.concat(parts))
  const stride = width * RGB
  const pixels = Buffer.alloc(stride * height)
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const at = row * stride + x
      const left = x < RGB ? 0 : Number(pixels[at - RGB])
      const above = row === 0 ? 0 : Number(pixels[at - stride])
      const corner = x < RGB || row === 0 ? 0 : Number(pixels[at - stride - RGB])
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter ?? 0] ?? 0
      pixels[at] = Number(raw[row * (stride + 1) + 1 + x]) + guess
    }
  }
  return { width, height, pixels }
}

/** The neighbour that continues the slope best, as the PNG specification has it. */
function paeth(/** @type {number} */ left, /** @type {number} */ above, /** @type {number} */ corner) {
  const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)]
  return a <= b && a <= c ? left : b <= c ? above : corner
}

function chunk(/** @type {string} */ name, content = Buffer.alloc(0)) {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
