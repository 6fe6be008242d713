import { useEffect, useState } from 'preact/hooks'
import type { BrokenTokenGroup, RouteDocument } from '../api-types.ts'
import { server } from './server.ts'

interface WorkshopProps {
  readonly recipe: string
  readonly choose: (recipe: string) => void
  readonly route: RouteDocument | undefined
}

/** The token workshop: every way to break a token. */
export function Workshop({ recipe, choose, route }: WorkshopProps) {
  const [groups, setGroups] = useState<readonly BrokenTokenGroup[]>([])
  const recipes = groups.flatMap((group) => group.recipes)
  const chosen = recipes.find(({ id }) => id === recipe)
  useEffect(() => {
    void server.recipes().then((offered) => {
      setGroups(offered)
      if (recipe === '') choose(offered.some(has('expired')) ? 'expired' : 'bearer-twice')
    })
  }, [])
  const isAskedForNone = chosen?.check === 'scope' && route?.scopes.length === 0
  return (
    <div class="field">
      <label for="recipe">What is wrong with it</label>
      <select id="recipe" value={recipe} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {groups.map(({ title, recipes: own }) => (
          <optgroup key={title} label={title}>
            {own.map(({ id, title: name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <p class="hint">
        Made of your access token, {recipes.length} ways.{' '}
        {isAskedForNone
          ? 'This route asks for no scope, so it takes this one.'
          : chosen && (
              <>
                Should fail at <code>{chosen.check}</code>.
              </>
            )}
      </p>
    </div>
  )
}

function has(id: string) {
  return ({ recipes }: BrokenTokenGroup) => recipes.some((recipe) => recipe.id === id)
}
