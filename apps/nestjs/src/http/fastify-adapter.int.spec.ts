import { refusesBadMessages } from '@backend-rosetta/test-support/messages'
import { describe } from 'vitest'
import { startTestApp } from '../../test/support/test-app.ts'

describe('the HTTP server', () => refusesBadMessages(startTestApp))
