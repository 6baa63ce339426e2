"""gevent's patches come first, as the README of asyncio-gevent tells."""

import gevent.monkey

gevent.monkey.patch_all()

import asyncio_gevent  # noqa: E402


def new_event_loop():
    return asyncio_gevent.EventLoop()
