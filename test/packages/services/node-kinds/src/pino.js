// Its transport is a worker thread, which loads a package by its name.
const pino = require('pino')

const logger = pino({ transport: { target: 'pino-pretty', options: { colorize: false, destination: 1, sync: true } } })

exports.handler = async () => {
  logger.info('pretty')
  await new Promise((resolve) => logger.flush(resolve))
  return { logged: true }
}
