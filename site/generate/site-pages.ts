import { areas } from '../../spec/index.ts'
import { decisionPages } from './decision-pages.ts'
import { artefactPage } from './evidence/artefact-page.ts'
import { evidencePage } from './evidence/evidence-page.ts'
import { killTablePage } from './evidence/kill-table-page.ts'
import { strangeFaultsPage } from './evidence/strange-faults-page.ts'
import { guidePage } from './guides/guide-page.ts'
import { inserts } from './guides/inserts.ts'
import { homePage } from './home-page.ts'
import { judgedLoops } from './loops/judged-loop.ts'
import { loopPage } from './loops/loop-page.ts'
import { overviewPage as loopsPage } from './loops/overview-page.ts'
import type { Page } from './page.ts'
import { playgroundPages } from './playground-page.ts'
import { guides } from './routes.ts'
import { sourcePages } from './source/source-page.ts'
import { areaPage } from './spec/area-page.ts'
import { javascriptOwnPage } from './spec/javascript-own-page.ts'
import { privateContractPage } from './spec/private-contract-page.ts'
import { overviewPage } from './spec/overview-page.ts'
import { rulesPage } from './spec/rules-page.ts'
import { notCarriedOverPage } from './spec/not-carried-over-page.ts'

/** Every page of the site but those of the API, which TypeDoc writes. */
export function sitePages(): readonly Page[] {
  const pages = [
    homePage(),
    ...Object.entries(guides).map(([name, at]) => guidePage(at, `docs/${name}.md`, inserts)),
    overviewPage(),
    ...areas.map(areaPage),
    rulesPage(),
    notCarriedOverPage(),
    guidePage('/spec/terms/', 'spec/terms.md'),
    privateContractPage(),
    javascriptOwnPage(),
    evidencePage(),
    killTablePage(),
    artefactPage('/evidence/cross-check/', 'cross-check.md'),
    artefactPage('/evidence/mutants/', 'mutants.md'),
    strangeFaultsPage(),
    artefactPage('/evidence/soak/', 'soak.md'),
    artefactPage('/evidence/many-programs/', 'many-programs.md'),
    artefactPage('/evidence/large-amounts/', 'large-amounts.md'),
    loopsPage(),
    guidePage('/loops/how-they-are-judged/', 'loops/README.md'),
    ...judgedLoops.map(loopPage),
    guidePage('/contributing/', 'docs/contributing.md'),
    guidePage('/style/', 'docs/style.md'),
    guidePage('/the-original-page/', 'docs/the-original-page.md'),
    guidePage('/changelog/', 'CHANGELOG.md'),
    ...decisionPages(),
    ...playgroundPages(),
  ]
  return [...pages, ...sourcePages(pages)]
}
