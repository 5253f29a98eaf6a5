"""Words that know their dependents: a tree is built from the inside out and laid down as CoNLL-U.

A `W` holds its dependents to the left and to the right in the order of the sentence, so every tree is projective and has one root.
Doors: `W`, `flatten`, `conllu`.
"""


class W:
    """One word: form, lemma, UPOS, FEATS, its relation to its head, its dependents, and the name class (`B-PER` …) if it is part of a name.

    `number` and `person` are what a subject's verb agrees with; `kind` is what the grammar knows of a noun phrase (actor, thing, event …).
    """
    __slots__ = ('form', 'lemma', 'upos', 'feats', 'rel', 'left', 'right', 'name', 'number', 'person', 'kind', 'fixed_case')

    def __init__(self, form, upos, feats='_', lemma=None, rel='dep', name='O', number='Sing', kind=''):
        self.form, self.upos, self.feats, self.rel, self.name = form, upos, feats, rel, name
        self.lemma = lemma if lemma is not None else form if upos == 'PROPN' else form.lower()
        self.left, self.right = [], []
        self.number, self.person, self.kind, self.fixed_case = number, 3, kind, False

    def pre(self, *words):
        """Adds dependents before the word, nearest last; returns the word."""
        self.left.extend(words)
        return self

    def outer(self, *words):
        """Adds dependents before all that already stand to the left."""
        self.left[:0] = words
        return self

    def post(self, *words):
        self.right.extend(words)
        return self

    def as_(self, rel):
        self.rel = rel
        return self


def punct(form):
    return W(form, 'PUNCT', '_', form, 'punct')


def flatten(root):
    """The words of the tree in sentence order, and for each the index of its head (-1 for the root)."""
    words, heads = [], {}

    def walk(w):
        for d in w.left:
            walk(d)
            heads[id(d)] = w
        words.append(w)
        for d in w.right:
            walk(d)
            heads[id(d)] = w

    walk(root)
    at = {id(w): i for i, w in enumerate(words)}
    if len(at) != len(words):
        raise ValueError('a word stands twice in: ' + ' '.join(w.form for w in words))
    return words, [at[id(heads[id(w)])] if id(w) in heads else -1 for w in words]


def closing_commas(root):
    """Takes out commas that close an apposition or clause where another mark follows at once, or nothing."""
    words, heads = flatten(root)
    for i, w in enumerate(words):
        follows = words[i + 1] if i + 1 < len(words) else None
        if w.form == ',' and w.upos == 'PUNCT' and (follows is None or follows.form in (',', '.', ';', '?')):
            above = words[heads[i]]
            above.left = [x for x in above.left if x is not w]
            above.right = [x for x in above.right if x is not w]


def sentence_start(words):
    """The first word gets its capital; its lemma stays."""
    for w in words:
        if w.upos == 'PUNCT':
            continue
        if not w.fixed_case:
            w.form = w.form[:1].upper() + w.form[1:]
        return


def conllu(root):
    """The lines of one sentence. Names stand in MISC as `Name=B-PER`, which treebank.py reads."""
    root.rel = 'root'
    closing_commas(root)
    words, heads = flatten(root)
    sentence_start(words)
    return [(w.form, w.lemma, w.upos, '_', w.feats, h + 1, w.rel, '_' if w.name == 'O' else 'Name=' + w.name) for w, h in zip(words, heads)]
