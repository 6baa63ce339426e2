export function isOlder(file: string, folders: readonly string[]): boolean
