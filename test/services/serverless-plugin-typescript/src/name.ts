export const name: string = 'TypeScript'
