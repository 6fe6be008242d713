import 'claimcheck/testing/vitest'
import { expect, test } from 'vitest'
import { testNotes } from './notes-tests.js'

testNotes({ expect, test })
