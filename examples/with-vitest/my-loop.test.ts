import { conformanceTests } from 'loop-conformance/vitest'
import adapter from '../minimal/index.ts'

conformanceTests(adapter)
