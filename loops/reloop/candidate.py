"""asyncio as reloop patches it. The patch has to be applied before a loop is made."""

import asyncio

import reloop

reloop.apply()

new_event_loop = asyncio.new_event_loop
