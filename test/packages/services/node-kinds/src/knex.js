// Requires the dialect that its settings name.
const knex = require('knex')({ client: 'pg' })

exports.handler = async () => ({ sql: knex('users').where({ id: 1 }).toString() })
