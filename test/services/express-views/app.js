const { join } = require('node:path')
const express = require('express')
const serverless = require('serverless-http')

const app = express()
app.set('view engine', 'ejs')
app.set('views', join(__dirname, 'views'))
app.use(express.json())
app.get('/hello/:name', (request, response) => response.render('hello', { name: request.params.name }))
app.post('/notes', (request, response) => response.status(201).json({ title: request.body.title }))

exports.handler = serverless(app)
