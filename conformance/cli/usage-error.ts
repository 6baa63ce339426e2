/** The command was given something it cannot work with. The message says what, and what would be right. */
export class UsageError extends Error {}
