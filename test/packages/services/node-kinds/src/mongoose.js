// An old one, which requires drivers by computed names.
const mongoose = require('mongoose')

const User = mongoose.model('User', new mongoose.Schema({ name: String }))

exports.handler = async () => ({ name: new User({ name: 'ada' }).name })
