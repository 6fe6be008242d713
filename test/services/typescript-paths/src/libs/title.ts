export enum Kind {
  Note = 'note',
}

export const titleOf = (kind: Kind, id: string): string => `${kind} ${id}`
