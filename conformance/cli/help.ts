/** One screen. Options of the other commands are few: they stand with the command, and docs/ says more. */
export const help = `Usage: loop-conformance [run] <candidate> [options]

Judges whether an event loop keeps the contract of asyncio. The candidate is a
file (.ts, .js, .mjs), a folder, or an installed package. It exports an adapter
{ name, newEventLoop() }, a loop class, or an event loop policy. Loops in Python
are named python:<module or file>[:<callable>], as python:uvloop:new_event_loop;
pyodide:<module> runs in this process.

Other commands:
  list [--profile name] [--grep text]    the clauses
  explain <clause>                       what it says, why, how it is checked;
                                         also <area>, <profile>, <name>
  init [folder] [--name name] [--force]  a new project with a loop to go on from
  verify <report.json> [candidate]       whether it is whole and still true
  badge <report.json> [candidate] [--output badge.svg] [--check]
  diff <report.json> <report.json>       what changes from one loop to the other

Options of run:
  --grep <text>             only checks with the text in clause or situation
  --profile <name>          only checks of the profile, such as core or host
  --reporter <name[=file]>  pretty, json, junit, markdown, github, html;
                            repeatable, as in --reporter html=report.html
  --baseline <file>         exit code 0 when just what the file expects fails
  --write-baseline <file>   writes such a file, of what fails now
  --bail                    stop at the first root cause
  --seed <number>           the order of the checks (default: 1)
  --timeout <ms>            deadline of one check, 0 for none (default: 1000)
  --patient                 go on, however many checks hang
  --jobs <number>           processes that run checks side by side
  --in-process              run the checks in this process, for breakpoints
  --python <interpreter>    for loops in Python (default: python3)
  --help, --version         this page; the version of the kit

Exit code: 0 conforms, 1 does not, 2 the run could not be done, 3 an error of
the kit itself, 130 interrupted (the report is partial).
`
