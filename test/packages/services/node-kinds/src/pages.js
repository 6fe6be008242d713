// Views and assets are read from the disk.
const path = require('node:path')
const express = require('express')
const serverless = require('serverless-http')
const swaggerUi = require('swagger-ui-express')

const app = express()
app.set('views', path.join(__dirname, 'views'))
app.set('view engine', 'ejs')
app.get('/pages', (_request, response) => response.render('hello', { name: 'ada' }))
app.use('/pages/docs', swaggerUi.serve, swaggerUi.setup({ openapi: '3.1.0', info: { title: 'Pages', version: '1' } }))

exports.handler = serverless(app)
