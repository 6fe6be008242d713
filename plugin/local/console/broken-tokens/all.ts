import type { BrokenToken, RecipeGroup } from './broken-token.ts'
import { scopes, times, trust } from './claims.ts'
import { copying } from './copying.ts'
import { forging } from './forging.ts'
import { otherTexts } from './not-a-token.ts'

/** Every way to break a token that the console offers, in the order in which the checks come. */
export const recipeGroups: readonly RecipeGroup[] = [
  { title: 'Something else than the token', recipes: otherTexts },
  { title: 'Copied badly', recipes: copying },
  { title: 'Forged', recipes: forging },
  { title: 'Wrong issuer or audience', recipes: trust },
  { title: 'At a bad time', recipes: times },
  { title: 'Without the scope (of a route that asks for one)', recipes: scopes },
]

export function findRecipe(id: string): BrokenToken | undefined {
  return recipeGroups.flatMap(({ recipes }) => recipes).find((recipe) => recipe.id === id)
}
