// Asks for optional packages and goes on without them.
require('reflect-metadata')
const { Controller, Get, Module } = require('@nestjs/common')
const { NestFactory } = require('@nestjs/core')
const serverless = require('serverless-http')

class Hello {
  hello() {
    return { hello: 'nest' }
  }
}
Get('nest')(Hello.prototype, 'hello', Object.getOwnPropertyDescriptor(Hello.prototype, 'hello'))
Controller()(Hello)

class App {}
Module({ controllers: [Hello] })(App)

let served

exports.handler = async (event, context) => {
  served ??= NestFactory.create(App, { logger: false }).then(async (app) => {
    await app.init()
    return serverless(app.getHttpAdapter().getInstance())
  })
  return (await served)(event, context)
}
