// A native addon.
const bcrypt = require('bcrypt')

exports.handler = async () => ({ matches: await bcrypt.compare('secret', await bcrypt.hash('secret', 4)) })
