"""transports.refused-connection-is-an-error: the port 1 of this machine

asyncio prints:
    ConnectionRefusedError

veloxloop:new_event_loop prints:
    nothing after 2 s

Run this file with Python for veloxloop:new_event_loop, and with the argument asyncio for asyncio's own loop.
"""

import asyncio
import sys

import veloxloop

new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else veloxloop.new_event_loop


async def main():
    loop = asyncio.get_running_loop()
    try:
        await asyncio.wait_for(loop.create_connection(asyncio.Protocol, "127.0.0.1", 1), 2)
    except OSError as error:
        if isinstance(error, asyncio.TimeoutError):
            print("nothing after 2 s")
        else:
            print(type(error).__name__)
    except asyncio.TimeoutError:
        print("nothing after 2 s")


new_event_loop().run_until_complete(main())
