// What a cold Lambda instance does: load the bundle, call it once. Plain CommonJS, since to strip types from this file would be measured too.
const { readFileSync, writeSync } = require('node:fs')

const [bundle, eventFile] = process.argv.slice(2)
const event = JSON.parse(readFileSync(eventFile, 'utf8'))
const context = {
  awsRequestId: '8f5d3a3e-7b1f-4a53-9a39-0e6ecb2c2f6d',
  functionName: 'bench',
  getRemainingTimeInMillis: () => 6000,
}
const answerTo = 3

require(bundle)
  .handler(event, context)
  .then((answer) => {
    writeSync(answerTo, JSON.stringify(answer))
    // Not when connections that are kept for the next call have timed out.
    process.exit()
  })
