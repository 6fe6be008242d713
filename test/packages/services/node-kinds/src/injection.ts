// Injects by the types of parameters, which only TypeScript itself writes into the code.
import 'reflect-metadata'
import { Injectable, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'

@Injectable()
class Names {
  readonly first = 'ada'
}

@Injectable()
class Greeter {
  constructor(private readonly names: Names) {}

  greet(): string {
    return `hello ${this.names.first}`
  }
}

@Module({ providers: [Names, Greeter] })
class App {}

export const handler = async () => {
  const app = await NestFactory.createApplicationContext(App, { logger: false })
  return { greets: app.get(Greeter).greet() }
}
