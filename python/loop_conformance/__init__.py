"""A conformance suite for asyncio-style event loops.

    loop-conformance uvloop:new_event_loop
    python -m loop_conformance ./my_loop.py:MyLoop

The checks are a program for Node, which is installed along with this package.
"""
