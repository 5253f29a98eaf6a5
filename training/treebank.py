"""What the trainer knows of treebanks and of words: CoNLL-U in, classes and feature keys out.

Everything here follows docs/model-format.md; src/syntax does the same in C++. No PyTorch.
Doors: `read_conllu`, `norm`, `lower`, `feature_ids`, `script_of`, `apply_script`, `weights_directory`, `classes_of`.
"""
import re
import struct
import zlib
from collections import Counter, namedtuple

Token = namedtuple('Token', 'form lemma upos xpos feats head deprel misc')

NAME_CLASSES = ['O', 'B-PER', 'I-PER', 'B-ORG', 'I-ORG', 'B-LOC', 'I-LOC', 'B-MISC', 'I-MISC']
NAME_KINDS = {'person': 'PER', 'organization': 'ORG', 'place': 'LOC', 'object': 'MISC', 'event': 'MISC', 'abstract': 'MISC',
              'animal': 'MISC', 'plant': 'MISC', 'substance': 'MISC'}  # GUM's `time` is no name: dates are read elsewhere
NUMBERED = {'figure', 'fig.', 'table', 'listing', 'chapter', 'section', 'equation', 'appendix', 'page', 'box', 'example', 'step',
            'title', 'tab', 'case', 'article', 'act'}  # name nothing
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


# ---- names, from GUM's Entity= layer ----

_MENTION = re.compile(r'\(([^()]*)(\)?)|([^()]+)\)')


def _mentions(words):
    """(first, last, kind, identity) of every mention that opens and closes in this sentence."""
    open_, found = {}, []
    for i, word in enumerate(words):
        layer = next((m[7:] for m in word.misc.split('|') if m.startswith('Entity=')), '')
        for m in _MENTION.finditer(layer):
            opened, closed, closing = m.groups()
            if opened is None:
                key = closing.split('-')[0]
                if open_.get(key):
                    first, fields = open_[key].pop()
                    found.append((first, i, fields))
                continue
            fields = opened.split('-', 7)
            if closed:
                found.append((i, i, fields))
            else:
                open_.setdefault(fields[0], []).append((i, fields))
    return [(a, b, f[1] if len(f) > 1 else '', f[7] if len(f) > 7 else '') for a, b, f in found if '[' not in f[0]]


def _head_of(words, first, last):
    for i in range(first, last + 1):
        if not first < words[i].head < last + 2 and words[i].head != first + 1:
            return i
    return first


def _letters(text):
    return re.sub(r'[\W_]+', '', text).lower()


def _title(identity):
    """The letters of a Wikipedia title without what its brackets add."""
    return _letters(re.sub(r'%[0-9A-F]{2}|\(.*\)', '', identity))


def _name_inside(words, first, last, head, kind, identity, others):
    """The part of a mention that is the name: its Wikipedia title where it stands there, else what hangs together at the head."""
    if identity:
        for a in range(first, head + 1):
            for b in range(head, last + 1):
                if _letters(''.join(w.form for w in words[a:b + 1])) == _title(identity):
                    return a, b
    kept = {head}
    foreign = {i for a, b, k in others if kind == 'PER' and k in ('LOC', 'ORG') and not a <= head <= b for i in range(a, b + 1)}
    grows = True
    while grows:
        grows = False
        for i in range(first, last + 1):
            w, above = words[i], words[i].head - 1
            if i in kept or above not in kept or i in foreign:
                continue
            proper = w.xpos.startswith('NNP') or (w.deprel == 'compound' and w.form[:1].isupper()) or (w.deprel == 'nummod' and i > head)
            if w.deprel in ('flat', 'goeswith') or (w.deprel in ('compound', 'amod', 'nummod', 'nmod:desc') and proper):
                kept.add(i)
                grows = True
            elif kind == 'ORG' and w.deprel == 'nmod' and w.upos == 'PROPN' and any(
                    c.head - 1 == i and c.form == 'of' for c in words[first:last + 1]):
                kept.update([i] + [j for j in range(first, i) if words[j].head - 1 == i and words[j].deprel in ('case', 'det', 'amod')])
                grows = True
    a = b = head
    joins = lambda i: i in kept or words[i].form in ('-', '&', '/', '.', "'", '–') or (words[i].upos in ('ADP', 'CCONJ') and
                                                                                       words[i].head - 1 in kept)
    while a > first and joins(a - 1):
        a -= 1
    while b < last and joins(b + 1):
        b += 1
    while a < head and a not in kept:
        a += 1
    while b > head and b not in kept:
        b -= 1
    return a, b


def common_words(sentences):
    """Words that the training text writes small at least three times in ten, of three times or more: a lone one with a capital is an
    office or a thing that the text has spoken of ("the Secretary", "the House"), and no name."""
    small, seen = Counter(), Counter()
    for words in sentences:
        for i, w in enumerate(words):
            how = setting(w.form)
            if how in ('l', 't') and i > 0:
                seen[lower(w.form)] += 1
                small[lower(w.form)] += how == 'l'
    return {w for w, n in seen.items() if n >= 3 and small[w] >= 0.3 * n}


def _is_lone_word(words, a, b, kind, identity, common):
    if a != b or setting(words[a].form) != 't' or lower(words[a].form) not in common:
        return False
    return _letters(words[a].form) not in _letters(identity)


def name_classes(words, common=frozenset()):
    """One of NAME_CLASSES a word: mentions with a proper head, reduced to the name; the longer name wins an overlap. Sentences of the grammar say it outright (`Name=B-PER`)."""
    if any(w.misc.startswith('Name=') for w in words):
        return [w.misc[5:] if w.misc.startswith('Name=') else 'O' for w in words]
    named = []
    for first, last, entity, identity in _mentions(words):
        head = _head_of(words, first, last)
        form = words[head].form
        if (words[head].upos == 'PROPN' and entity in NAME_KINDS and any(c.isalpha() for c in form) and form[0] not in '#@'
                and '@' not in form and '/' not in form and form.lower() not in NUMBERED):
            peoples = entity == 'person' and words[head].xpos == 'NNPS'  # "Americans"
            named.append((first, last, 'MISC' if peoples else NAME_KINDS[entity], identity, head))
    whole = [(a, b, k) for a, b, k, _, _ in named]
    spans = []
    for first, last, kind, identity, head in named:
        a, b = _name_inside(words, first, last, head, kind, identity, whole)
        if not _is_lone_word(words, a, b, kind, identity, common):
            spans.append((a - b, last - first, a, b, kind))
    classes = ['O'] * len(words)
    for _, _, a, b, kind in sorted(spans):
        if all(c == 'O' for c in classes[a:b + 1]):
            classes[a:b + 1] = ['B-' + kind] + ['I-' + kind] * (b - a)
    return classes


# ---- noise: the same sentence as a headline writer or a typewriter would set it ----

def case_variants(words):
    """The forms of a sentence in capitals, in lower case and in headline case."""
    forms = [w.form for w in words]
    small = {'a', 'an', 'the', 'of', 'in', 'on', 'at', 'to', 'for', 'and', 'or', 'by', 'as', 'with', "n't", "'s", "'re", "'ll", "'ve", "'m", "'d"}
    title = [f if i and f.lower() in small else f[:1].upper() + f[1:] for i, f in enumerate(forms)]
    return [f.upper() if 'ß' not in f else f for f in forms], [f.lower() for f in forms], title
