import type { CheckOutcome } from './check-outcome.ts'
import type { Check } from './check.ts'

/** A check that has run, or that is not tried because too many checks hang or end their process. */
export type SettledCheck =
  | {
      readonly check: Check
      readonly outcome: CheckOutcome
      /** The root cause, if the check failed and its clause requires, near or far, one that is not kept. */
      readonly consequenceOf?: string
    }
  | { readonly check: Check; readonly blockedBy: string }
