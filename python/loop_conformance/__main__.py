"""The command `loop-conformance`."""

import sys


def main() -> int:
    """Run the command with the arguments of this process. Returns its exit code."""
    if sys.version_info < (3, 9):  # noqa: UP036
        # The modules below do not load there.
        sys.stderr.write("loop-conformance needs Python 3.9 or later. Found: %s\n" % sys.version.split()[0])
        return 2
    from loop_conformance import _command

    return _command.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
