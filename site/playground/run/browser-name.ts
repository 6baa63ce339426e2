/** The name and the major version of a browser. The last known name in the text is the right one; the others are there for old pages. */
export function browserName(userAgent: string): string {
  const [, name, version] =
    /(Firefox|Edg|OPR|(?:Headless)?Chrome)\/(\d+)(?!.*(?:Edg|OPR)\/)/.exec(userAgent) ?? []
  if (name !== undefined && version !== undefined) return `${names[name] ?? name} ${version}`
  const safari = /Version\/(\d+).*Safari/.exec(userAgent)?.[1]
  return safari === undefined ? userAgent : `Safari ${safari}`
}

const names: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera', HeadlessChrome: 'Chrome' }
