import 'claimcheck/testing/jest'
import { expect, test } from '@jest/globals'
import { testNotes } from './notes-tests.js'

testNotes({ expect, test })
