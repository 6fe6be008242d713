globalThis.instrumented = 'yes'
