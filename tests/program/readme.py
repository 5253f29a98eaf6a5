#!/usr/bin/env python3
"""Holds what README.md shows of a sample against what the program says of it.

    readme.py PROGRAM ROOT [--update]

The example stands between two lines `<!-- example -->`: the command, then its output, each line four blanks in. The sections that are left out
of it stand there as "[…]". Status 1 where it is no longer so; --update writes it anew.
"""
import pathlib
import subprocess
import sys

MARK = "<!-- example -->\n"
LEFT_OUT = ("Other events", "Who says what")


def shown(program, root, command):
    """The example as it should stand, of the words of its command line behind the program."""
    done = subprocess.run([program, *command[1:]], cwd=root, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise SystemExit("%s: status %d: %s" % (" ".join(command), done.returncode, done.stderr))
    sections = []
    for section in done.stdout.strip("\n").split("\n\n"):
        if section.startswith(LEFT_OUT):
            section = "[…]"
        if section != "[…]" or sections[-1] != section:
            sections.append(section)
    lines = ["$ " + " ".join(command)] + "\n\n".join(sections).split("\n")
    return "".join(("    " + line).rstrip() + "\n" for line in lines)


def main(program, root, *more):
    page = pathlib.Path(root, "README.md")
    before, example, after = page.read_text(encoding="utf-8").split(MARK)
    command = example.split("\n", 1)[0].strip().removeprefix("$ ").split(" ")
    now = shown(program, root, command)
    if now == example:
        return 0
    if more == ("--update",):
        page.write_text(before + MARK + now + MARK + after, encoding="utf-8")
        return 0
    print("README.md shows another reading of its sample than the program makes; `%s --update` writes it anew. It should be:\n\n%s" % (" ".join(sys.argv), now))
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
