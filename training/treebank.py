"""What the trainer knows of treebanks and of words: CoNLL-U in, classes and feature keys out.

Everything here follows docs/model-format.md; src/syntax does the same in C++. No PyTorch.
Doors: `read_conllu`, `norm`, `lower`, `feature_ids`, `script_of`, `apply_script`, `weights_directory`, `classes_of`.
"""
import struct
import zlib
from collections import namedtuple

Token = namedtuple('Token', 'form lemma upos xpos feats head deprel misc')

TREEBANKS = ('ewt', 'gum')  # as their files are called
LONGEST_WORD = 64  # code points of a token that count


def read_conllu(path):
    """The sentences of a file as lists of Token: syntactic words only, without ranges and empty nodes."""
    sentences, words = [], []
    with open(path, encoding='utf-8') as lines:
        for line in lines:
            line = line.rstrip('\n')
            if not line:
                if words:
                    sentences.append(words)
                words = []
            elif line[0] != '#':
                c = line.split('\t')
                if c[0].isdigit():
                    words.append(Token(c[1], c[2], c[3], c[4], c[5], int(c[6]), c[7], c[9]))
    if words:
        sentences.append(words)
    return sentences


# ---- the directory of a weights file ----

MAGIC, VERSION = b'DMRCHWT1', 1


def weights_directory(data, path):
    """(the file's CRC, [(name, kind, dims, offset, bytes)]) of a weights file's tensors; ValueError where it is none or is damaged."""
    version, count, size, crc = struct.unpack_from('<IIQI', data, 8)
    if data[:8] != MAGIC or version != VERSION or size != len(data) or zlib.crc32(data[64:]) != crc:
        raise ValueError('%s is no weights file of version %d' % (path, VERSION))
    tensors = []
    for i in range(count):
        name, kind, rank, *rest = struct.unpack_from('<64sII3QQQ', data, 64 + 128 * i)
        tensors.append((name.rstrip(b'\0').decode(), kind, rest[:rank], rest[3], rest[4]))
    return crc, tensors


def classes_of(path):
    """The lines of a weights file's pages of classes: tags, labels, scripts, names …"""
    with open(path, 'rb') as f:
        data = f.read()
    pages = {'config', 'vocab', 'tags', 'scripts', 'lemmas', 'labels', 'names'}
    return {name: data[at:at + size].decode().split('\n')[:-1] for name, _, _, at, size in weights_directory(data, path)[1] if name in pages}


# ---- words ----

_NORM = {0x60: "'", 0xB4: "'", 0x2026: '...', 0xA0: ' ', 0xAB: '"', 0xBB: '"', 0x2212: '-'}
_NORM.update({c: "'" for c in range(0x2018, 0x201C)})
_NORM.update({c: '"' for c in range(0x201C, 0x2020)})
_NORM.update({c: '-' for c in range(0x2010, 0x2016)})
_CASE = {c: c + 32 for c in [*range(0x41, 0x5B), *range(0xC0, 0xDF)] if c != 0xD7}
_DIGIT = {c: '0' for c in range(0x30, 0x3A)}


def norm(form):
    n = form.translate(_NORM)
    return '"' if n == "''" else n


def lower_case(form):
    """Lower case as the lemma scripts see it: digits stay."""
    return norm(form).translate(_CASE)


def lower(form):
    return lower_case(form).translate(_DIGIT)


def shape(normed):
    out = []
    for ch in normed:
        c = ord(ch)
        s = 'X' if c in _CASE else '0' if c in _DIGIT else 'x' if c >= 0x80 or 0x61 <= c <= 0x7A else ch
        if len(out) < 3 or any(o != s for o in out[-3:]):
            out.append(s)
    return ''.join(out)


_hashes = {}


def key_hash(key):
    """FNV-1a of 32 bits over the key's UTF-8 bytes, its high half folded in once."""
    h = _hashes.get(key)
    if h is None:
        h = 2166136261
        for byte in key.encode():
            h = ((h ^ byte) * 16777619) & 0xFFFFFFFF
        h ^= h >> 15
        _hashes[key] = h
    return h


def feature_keys(form):
    """The word's (lower, affix keys, gram keys, shape key)."""
    n = norm(form[:LONGEST_WORD])
    w = lower(form[:LONGEST_WORD])
    lengths = range(1, min(4, len(w)) + 1)
    affixes = ['P%d%s' % (k, w[:k]) for k in lengths] + ['S%d%s' % (k, w[-k:]) for k in lengths]
    b = '<' + w + '>'
    grams = ['G' + b[i:i + k] for k in (3, 4) for i in range(len(b) - k + 1)]
    return w, affixes, grams, 'H' + shape(n)


def feature_ids(form, affix_buckets, gram_buckets, shape_buckets):
    w, affixes, grams, sh = feature_keys(form)
    return (w, [key_hash(k) & (affix_buckets - 1) for k in affixes], [key_hash(k) & (gram_buckets - 1) for k in grams],
            key_hash(sh) & (shape_buckets - 1))


# ---- how words stand in running text ----

def setting(form):
    """'l', 't' or 'u' as the letters of a form are small, begin with a capital or are capitals; None where it has none or mixes them."""
    letters = [c for c in norm(form) if c.isalpha()]
    if not letters:
        return None
    if all(c.islower() for c in letters):
        return 'l'
    if letters[0].isupper() and all(c.islower() for c in letters[1:]):
        return 't'
    return 'u' if len(letters) > 1 and all(c.isupper() for c in letters) else None


def casing(sentences, vocab):
    """One of `ltu-` a word of the vocabulary: how it nearly always stands inside sentences that are set as running text."""
    seen = {w: [0, 0, 0] for w in vocab}
    for words in sentences:
        settings = [setting(w.form) for w in words]
        if sum(s == 'l' for s in settings) * 2 <= sum(s is not None for s in settings):
            continue
        for i, (w, s) in enumerate(zip(words, settings)):
            if s and i > 0 and words[i - 1].form not in ('"', '``', '“', "'", '‘', ':', '(', '-', '--', '—', '.', '...', '?', '!') and lower(w.form) in seen:
                seen[lower(w.form)]['ltu'.index(s)] += 1
    usual = lambda n: 'ltu'[n.index(max(n))] if max(n) >= 0.8 * max(1, sum(n)) else '-'
    return ''.join(usual(seen[w]) for w in vocab)


# ---- lemmas ----

def _cut_add(form, lemma):
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]


def script_of(form, lemma):
    """The shortest lemma script `CUT<TAB>ADD<TAB>CASE`; on a tie the one that lower-cases."""
    lemma = norm(lemma)
    as_lower, as_kept = _cut_add(lower_case(form), lemma), _cut_add(norm(form), lemma)
    cost = lambda s: s[0] + len(s[1])
    (cut, add), case = (as_lower, 'l') if cost(as_lower) <= cost(as_kept) else (as_kept, 'k')
    return '%d\t%s\t%s' % (cut, add, case)


def apply_script(form, script):
    cut, add, case = script.split('\t')
    base = lower_case(form) if case == 'l' else norm(form)
    return base if int(cut) > len(base) else base[:len(base) - int(cut)] + add


# ---- noise: the same sentence as a headline writer or a typewriter would set it ----

def case_variants(words):
    """The forms of a sentence in capitals, in lower case and in headline case."""
    forms = [w.form for w in words]
    small = {'a', 'an', 'the', 'of', 'in', 'on', 'at', 'to', 'for', 'and', 'or', 'by', 'as', 'with', "n't", "'s", "'re", "'ll", "'ve", "'m", "'d"}
    title = [f if i and f.lower() in small else f[:1].upper() + f[1:] for i, f in enumerate(forms)]
    return [f.upper() if 'ß' not in f else f for f in forms], [f.lower() for f in forms], title
