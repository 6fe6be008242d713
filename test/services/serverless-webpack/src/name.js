export const name = 'webpack'
