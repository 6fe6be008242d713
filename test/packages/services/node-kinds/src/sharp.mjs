// A native addon in a package of the platform's own.
import sharp from 'sharp'

const background = { r: 255, g: 0, b: 0 }

export const handler = async () => {
  const image = sharp({ create: { width: 4, height: 2, channels: 3, background } }).png()
  const { width, format } = await sharp(await image.toBuffer()).metadata()
  return { width, format }
}
