import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { javascript } from '@codemirror/lang-javascript'
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language'
import { EditorState, Prec } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'

export interface EditorOptions {
  readonly parent: HTMLElement
  readonly onEdit: (source: string) => void
  /** Ctrl-Enter, or Cmd-Enter. */
  readonly onRun: () => void
}

/** The editor of the playground. Tab leaves it, as it leaves every other field; Ctrl-] indents. */
export class Editor {
  readonly #view: EditorView

  constructor({ parent, onEdit, onRun }: EditorOptions) {
    const run = {
      key: 'Mod-Enter',
      run: () => {
        onRun()
        return true
      },
    }
    this.#view = new EditorView({
      parent,
      state: EditorState.create({
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          indentOnInput(),
          indentUnit.of('  '),
          bracketMatching(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          EditorView.lineWrapping,
          javascript({ typescript: true }),
          syntaxHighlighting(colours),
          look,
          Prec.high(keymap.of([run])),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.contentAttributes.of({
            tabindex: '0',
            'aria-label': 'The event loop, in TypeScript or JavaScript',
          }),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) onEdit(state.doc.toString())
          }),
        ],
      }),
    })
  }

  get source(): string {
    return this.#view.state.doc.toString()
  }

  set source(source: string) {
    const { length } = this.#view.state.doc
    this.#view.dispatch({ changes: { from: 0, to: length, insert: source }, selection: { anchor: 0 } })
    this.#view.scrollDOM.scrollTop = 0
  }

  /** Puts the cursor there. Lines count from 1. */
  goTo(line: number): void {
    const { doc } = this.#view.state
    const { from } = doc.line(Math.min(Math.max(line, 1), doc.lines))
    this.#view.dispatch({
      selection: { anchor: from },
      effects: EditorView.scrollIntoView(from, { y: 'center' }),
    })
    this.#view.focus()
  }
}

const colours = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.self, tags.null, tags.bool],
    color: 'var(--pg-keyword)',
  },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--pg-string)' },
  { tag: [tags.number, tags.literal], color: 'var(--pg-number)' },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], color: 'var(--lc-soft)', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.className, tags.namespace], color: 'var(--pg-type)' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--pg-function)' },
])

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--lc-text)', backgroundColor: 'var(--lc-page)', fontSize: '0.85rem' },
  '&.cm-focused': { outline: '2px solid var(--lc-link)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--lc-mono)', lineHeight: '1.6', overflow: 'auto' },
  '.cm-content': { padding: '0.6rem 0', caretColor: 'var(--lc-text)' },
  '.cm-cursor': { borderLeftColor: 'var(--lc-text)' },
  '.cm-gutters': { backgroundColor: 'var(--lc-page)', color: 'var(--lc-soft)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--lc-link) 7%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--lc-text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--lc-link) 25%, transparent)',
  },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'color-mix(in srgb, var(--lc-link) 20%, transparent)',
    outline: '1px solid var(--lc-link)',
  },
})
