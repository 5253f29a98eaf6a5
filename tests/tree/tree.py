#!/usr/bin/env python3
"""Holds the source tree to what HACKING.md promises of it.

    tree.py ROOT [CHECK…]

Checks, all by default: arrows, public, words, sources, links, classes, entries. Each prints what is wrong as FILE:LINE: cause, and nothing else.
"""
import pathlib
import re
import sys

NOT_OURS = {".git", "build", ".local", ".whl", ".cache", "__pycache__", "node_modules", "dist"}
INCLUDE = re.compile(r'\s*#\s*include\s+"([^"]+)"')


def lines_of(path):
    return enumerate(path.read_text(encoding="utf-8").splitlines(), 1)


def files_of(root):
    """Every file of the tree; what git ignores is no part of it."""
    for path in sorted(root.iterdir()):
        if path.name in NOT_OURS or path.is_symlink():
            continue
        if path.is_dir():
            yield from files_of(path)
        elif path.is_file():
            yield path


def sources_of(folder):
    return (p for p in files_of(folder) if p.suffix in (".h", ".cpp"))


def layers_of(root):
    """The layers, earliest first, from the line "base ← text ← …" of HACKING.md."""
    for _, line in lines_of(root / "HACKING.md"):
        if re.fullmatch(r"\s*\w+( ← \w+)+", line):
            return [name.strip() for name in line.split("←")]
    raise SystemExit("HACKING.md: no line of layers, such as `base ← text`")


def check_arrows(root):
    """Includes, and link lists, run only from a later layer to an earlier one."""
    layers = layers_of(root)
    folders = sorted(p.name for p in (root / "src").iterdir() if p.is_dir())
    if folders != sorted(layers):
        yield f"HACKING.md: layers {sorted(layers)}, but src/ holds {folders}"
    for layer in set(folders) & set(layers):
        allowed = layers[: layers.index(layer) + 1]
        for path in sources_of(root / "src" / layer):
            yield from wrong_includes(root, path, layers, allowed)
        cmake = root / "src" / layer / "CMakeLists.txt"
        for number, line in lines_of(cmake):
            for linked in re.findall(r"\bdemarche_(\w+)", line):
                if linked in layers and linked not in allowed:
                    yield f"{cmake.relative_to(root)}:{number}: {layer} links to {linked}, a later layer"


def wrong_includes(root, path, layers, allowed):
    for number, line in lines_of(path):
        found = INCLUDE.match(line)
        if not found:
            continue
        folder, slash, _ = found.group(1).partition("/")
        where = f"{path.relative_to(root)}:{number}"
        if not slash:
            yield f'{where}: "{found.group(1)}" does not name its layer'
        elif folder in layers and folder not in allowed:
            yield f"{where}: {allowed[-1]} includes from {folder}, a later layer"


def check_public(root):
    """Public headers rest on public headers alone."""
    for path in sources_of(root / "include"):
        for number, line in lines_of(path):
            found = INCLUDE.match(line)
            if found and not found.group(1).startswith("demarche/"):
                yield f'{path.relative_to(root)}:{number}: a public header includes "{found.group(1)}"'


# Places that belong to one machine or to one day's mirror. Written in pieces, or this file would be its own first finding.
MACHINES = re.compile("|".join((
    r"(?<![\w./-])/(?:wo" + r"rk|ho" + r"me|ro" + r"ot)(?![\w-])",
    r"deb\.deb" + r"ian\.org|secu" + r"rity\.debian\.org|snap" + r"shot\.debian\.org",
    r"registry\.np" + r"mjs|pypi\." + r"org|files\.python" + r"hosted|proxy\.go" + r"lang",
)))


def check_words(root):
    """No path of somebody's machine, no host of a package registry."""
    for path in files_of(root):
        data = path.read_bytes()
        if b"\0" in data:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            found = MACHINES.search(line)
            if found:
                yield f"{path.relative_to(root)}:{number}: names {found.group(0)}"


def check_sources(root):
    """Every data file says at its head where its facts come from."""
    for path in files_of(root / "data"):
        if path.suffix == ".md":
            continue
        head = []
        for _, line in lines_of(path):
            if line.strip() and not line.startswith("#"):
                break
            head.append(line)
        if not re.search(r"\b(source|written|come|comes|taken)\b", " ".join(head), re.IGNORECASE):
            yield f"{path.relative_to(root)}:1: its first comment does not say where its facts come from"


def check_links(root):
    """Links between our own pages lead somewhere."""
    for path in files_of(root):
        if path.suffix != ".md":
            continue
        for number, line in lines_of(path):
            for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", line):
                if "://" not in target and not target.startswith("mailto:") and not (path.parent / target).exists():
                    yield f"{path.relative_to(root)}:{number}: there is no {target}"


def check_classes(root):
    """Every word class that the program asks by its name stands in data/words: the look-up of one that is missing is silent."""
    known = set()
    for path in (root / "data" / "words").glob("*.words"):
        known.update(re.findall(r"^class ([\w-]+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    for path in sources_of(root / "src"):
        for number, line in lines_of(path):
            for name in re.findall(r'\bclass_named\("([^"]+)"\)', line):
                if name not in known:
                    yield f"{path.relative_to(root)}:{number}: no file of data/words has a class {name}"


def check_entries(root):
    """No entry of the built-in words and frames stands twice: the later one would silently replace the other."""
    for ending, kinds in (("words", "class"), ("frames", "frame")):
        first = {}
        for path in sorted((root / "data").rglob(f"*.{ending}")):
            for number, line in lines_of(path):
                found = re.match(rf"({kinds}) (\S+)", line)
                if not found:
                    continue
                place = f"{path.relative_to(root)}:{number}"
                if found[2] in first:
                    yield f"{place}: {found[1]} {found[2]} stands at {first[found[2]]} already"
                first.setdefault(found[2], place)


CHECKS = {name[6:]: check for name, check in list(globals().items()) if name.startswith("check_")}


def main(arguments):
    if not arguments or any(name not in CHECKS for name in arguments[1:]):
        print(__doc__, file=sys.stderr)
        return 2
    root = pathlib.Path(arguments[0]).resolve()
    wrong = [line for name in arguments[1:] or CHECKS for line in CHECKS[name](root)]
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
