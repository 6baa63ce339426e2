export { policyChecks } from './policy.ts'
