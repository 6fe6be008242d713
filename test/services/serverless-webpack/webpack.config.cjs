const { join } = require('node:path')
const { DefinePlugin } = require('webpack')
const slsw = require('serverless-webpack')

module.exports = {
  entry: slsw.lib.entries,
  target: 'node',
  mode: 'development',
  devtool: false,
  output: { libraryTarget: 'commonjs2', path: join(__dirname, '.webpack'), filename: '[name].js' },
  plugins: [new DefinePlugin({ GREETING: JSON.stringify('Hello') })],
}
