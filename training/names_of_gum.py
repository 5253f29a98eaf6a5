"""The names of persons, organisations and places in a sentence of GUM, read off its `Entity=` layer; no PyTorch.

GUM marks mentions, not names: "the French-born Professor Cres Eastman of Sydney" is one mention of a person. What counts as a name here,
and which of a mention's words it takes, is what this file says; training/README.md says it in prose.
Doors: `Usage`, `name_classes`.
"""
import os
import re
from collections import Counter
from urllib.parse import unquote

from treebank import lower, lower_case, setting

NAME_CLASSES = ['O', 'B-PER', 'I-PER', 'B-ORG', 'I-ORG', 'B-LOC', 'I-LOC', 'B-MISC', 'I-MISC']
NAME_KINDS = {'person': 'PER', 'organization': 'ORG', 'place': 'LOC', 'object': 'MISC', 'event': 'MISC', 'abstract': 'MISC',
              'animal': 'MISC', 'plant': 'MISC', 'substance': 'MISC'}  # GUM's `time` is no name: dates are read elsewhere
NUMBERED = {'figure', 'fig.', 'table', 'listing', 'chapter', 'section', 'equation', 'appendix', 'page', 'box', 'example', 'step',
            'title', 'tab', 'case', 'article', 'act'}  # name nothing
DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data', 'names')


def _read_words(name, kind=None):
    """The words of a list of data/names; of the lines of one kind alone."""
    with open(os.path.join(DATA, name), encoding='utf-8') as f:
        lines = [line.split() for line in f if line[0] != '#']
    return {w.lower() for words in lines if words for w in (words[1:] if kind else words) if not kind or words[0] == kind}


TITLES = _read_words('cues.txt', 'title')
BEFORE_TITLES = {'vice', 'chief', 'deputy', 'assistant', 'acting', 'major', 'first', 'prime', 'foreign', 'attorney', 'madam', 'former', '-', 'the'}


# ---- mentions ----

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
    """The letters of a Wikipedia title without what brackets and a comma add: "Portland,_Oregon" is Portland."""
    return _letters(re.sub(r'\(.*\)|,.*', '', unquote(identity)))


# ---- the name in a mention ----

def _spells(words, first, last, title):
    """The shortest run of words that has these letters and no comma; None where there is none."""
    if not title:
        return None
    for size in range(1, last - first + 2):
        for a in range(first, last - size + 2):
            run = [w.form for w in words[a:a + size]]
            if _letters(''.join(run)) == title and ',' not in run:
                return a, a + size - 1
    return None


def _hangs_together(words, first, last, head, kind, others):
    """The run of words around the head that are parts of one name with it."""
    kept, of = {head}, set()
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
            elif kind != 'PER' and w.upos == 'PROPN' and ((w.deprel == 'conj' and above in of) or (w.deprel == 'nmod' and any(
                    c.head - 1 == i and c.form == 'of' for c in words[first:last + 1]))):
                of.add(i)
                kept.update([i] + [j for j in range(first, i) if words[j].head - 1 == i and words[j].deprel in ('case', 'det', 'amod', 'cc')])
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


def _without_titles(words, a, b, identity):
    """A person's name without the titles before it, as other named-entity corpora have it; None where nothing remains
    ("the Secretary", "Mr. President")."""
    bare = lambda i: lower_case(words[i].form).rstrip('.')
    while a <= b and (bare(a) in TITLES or (bare(a) in BEFORE_TITLES and (a == b or bare(a + 1) in TITLES | BEFORE_TITLES))):
        if a == b and _title(identity).endswith(_letters(words[a].form)) and _title(identity) != _letters(words[a].form):
            break  # "King" of an article on Martin Luther King
        a += 1
    return (a, b) if a <= b else None


class Usage:
    """How the training text writes words.

    `common`: small at least three times in ten, of three times or more: a lone one with a capital is an office or a thing that the text
    has spoken of ("the University", "the House"), and no name. Given names are never common.
    `adjectives`: with a capital and as adjectives, at least three times in ten: a person called by one ("an American") is not named by it.
    """

    def __init__(self, sentences):
        small, seen, adjective = Counter(), Counter(), Counter()
        for words in sentences:
            for i, w in enumerate(words):
                how = setting(w.form)
                if how in ('l', 't') and i > 0:
                    seen[lower(w.form)] += 1
                    small[lower(w.form)] += how == 'l'
                    adjective[lower(w.form)] += w.upos == 'ADJ' and how == 't'
        often = lambda count: {w for w, n in seen.items() if n >= 3 and count[w] >= 0.3 * n}
        given = _read_words('given.txt')
        self.common, self.adjectives = often(small) - given, often(adjective) - given


NO_USAGE = Usage([])


def _is_common(words, a, b, identity, usage):
    if a != b or setting(words[a].form) != 't' or lower(words[a].form) not in usage.common:
        return False
    return not _title(identity).startswith(_letters(words[a].form))


def _name_of(words, mention, others, usage):
    """(first, last, kind) of the name that a mention holds, or None."""
    first, last, entity, identity = mention
    head = _head_of(words, first, last)
    form = words[head].form
    kind = NAME_KINDS.get(entity)
    if not kind or not any(c.isalpha() for c in form) or form[0] in '#@' or '@' in form or '/' in form or form.lower() in NUMBERED:
        return None
    span = _spells(words, first, last, _letters(unquote(identity))) or _spells(words, first, last, _title(identity))
    if words[head].upos == 'PROPN':
        if span is None or not span[0] <= head <= span[1]:
            span = _hangs_together(words, first, last, head, kind, others)
    elif span is None or not all(w.upos == 'PROPN' for w in (words[span[0]], words[span[1]])):
        return None
    while span[0] < span[1] and words[span[0]].upos == 'DET':
        span = span[0] + 1, span[1]  # "The Onion": sometimes part of the Wikipedia title, never of the name here
    if kind == 'PER':
        if words[head].xpos == 'NNPS' or (span[0] == span[1] and lower(words[span[0]].form) in usage.adjectives):
            return *span, 'MISC'  # "Americans", "an American"
        span = _without_titles(words, *span, identity)
    return None if span is None or _is_common(words, *span, identity, usage) else (*span, kind)


def name_classes(words, usage=NO_USAGE):
    """One of NAME_CLASSES a word; of names that overlap the longest counts. Sentences of the grammar say it outright (`Name=B-PER`)."""
    if any(w.misc.startswith('Name=') for w in words):
        return [w.misc[5:] if w.misc.startswith('Name=') else 'O' for w in words]
    mentions = _mentions(words)
    others = [(a, b, NAME_KINDS.get(e)) for a, b, e, _ in mentions if words[_head_of(words, a, b)].upos == 'PROPN']
    spans = []
    for mention in mentions:
        name = _name_of(words, mention, others, usage)
        if name:
            a, b, kind = name
            spans.append((a - b, mention[1] - mention[0], a, b, kind))
    classes = ['O'] * len(words)
    for _, _, a, b, kind in sorted(spans):
        if all(c == 'O' for c in classes[a:b + 1]):
            classes[a:b + 1] = ['B-' + kind] + ['I-' + kind] * (b - a)
    return classes
