// Requires the dialect that its settings name.
const { DataTypes, Sequelize } = require('sequelize')

const sequelize = new Sequelize('postgres://localhost/none', { logging: false })
const User = sequelize.define('User', { name: DataTypes.STRING })

exports.handler = async () => ({ name: User.build({ name: 'ada' }).name, dialect: sequelize.getDialect() })
