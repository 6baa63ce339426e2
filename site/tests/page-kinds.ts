/** One page of each kind, from the root of the site. */
export const pageKinds: Readonly<Record<string, string>> = {
  'the front page': '',
  'a guide': 'guide/test-your-loop/',
  'a tutorial': 'guide/write-a-task/',
  'the drawings': 'guide/how-it-works/',
  'a scheduler of somebody else’s': 'guide/another-scheduler/',
  'the names side by side': 'guide/from-asyncio/',
  'the overview of the specification': 'spec/',
  'an area of the specification': 'spec/task-registry/',
  'the matrix': 'loops/',
  'a loop': 'loops/uvloop/',
  'a report': 'loops/gbulb/0.6.3/',
  'the evidence': 'evidence/',
  'the kill table': 'evidence/kill-table/',
  'a page of the API': 'api/spec/interfaces/EventLoop/',
  'a decision': 'decisions/turns/',
  'a source file': 'source/conformance/suite/handles/cancel.ts/',
}
