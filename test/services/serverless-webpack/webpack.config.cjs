const { DefinePlugin } = require('webpack')
const slsw = require('serverless-webpack')

module.exports = {
  entry: slsw.lib.entries,
  target: 'node',
  mode: 'development',
  devtool: false,
  output: { libraryTarget: 'commonjs2' },
  plugins: [new DefinePlugin({ GREETING: JSON.stringify('Hello') })],
}
