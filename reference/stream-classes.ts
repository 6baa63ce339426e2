/** The classes under asyncio's names. As types the names are the interfaces: a program takes a reader of whatever class it gets. */
import type * as interfaces from '../spec/interfaces/index.ts'
import { ReferenceStreamReader } from './stream-reader.ts'
import { ReferenceStreamReaderProtocol } from './stream-reader-protocol.ts'
import { ReferenceStreamWriter } from './stream-writer.ts'

export const StreamReader = ReferenceStreamReader
export type StreamReader = interfaces.StreamReader

export const StreamReaderProtocol = ReferenceStreamReaderProtocol
export type StreamReaderProtocol = interfaces.StreamReaderProtocol

export const StreamWriter = ReferenceStreamWriter
export type StreamWriter = interfaces.StreamWriter
