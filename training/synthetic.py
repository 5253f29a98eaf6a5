#!/usr/bin/env python3
"""Writes sentences of news English with their exact trees, by a grammar, as CoNLL-U.

    python3 training/synthetic.py --count 20 --seed 1            # to standard output
    python3 training/synthetic.py --check models/english.weights --count 20000

The words come from the lexicon's sources under data/ and from lists in training/newswire/; no sentence stands anywhere.
The same seed gives the same sentences. Needs nothing but Python. train.py takes sentences from here at each epoch (`--synthetic`).
Doors: `Grammar` and `tokens(grammar, words)` for the trainer; the command line for people. What the grammar knows: newswire/sentences.py and what it includes.
"""
import argparse
import os
import sys
from collections import Counter

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import names_of_gum as gum
import treebank as tb
from newswire.sentences import Grammar
from newswire.tree import conllu

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data')


def tokens(grammar, words):
    """Sentences as treebank.Token, until `words` words are there."""
    out, n = [], 0
    while n < words:
        s = [tb.Token(*row) for row in conllu(grammar.sentence())]
        out.append(s)
        n += len(s)
    return out


def check(sentences, path):
    """What the model that is to learn from these sentences has no class for, and what is no tree; whether all is well."""
    classes = tb.classes_of(path)
    tags, labels, scripts = {tuple(t.split('\t')) for t in classes['tags']}, set(classes['labels']), set(classes['scripts'])
    bad, unscripted = Counter(), Counter()
    for s in sentences:
        if sum(w.head == 0 for w in s) != 1:
            bad['not one root: ' + ' '.join(w.form for w in s)] += 1
        if not reaches_root(s):
            bad['no tree: ' + ' '.join(w.form for w in s)] += 1
        inside = ''
        for w in s:
            if (w.upos, w.feats) not in tags:
                bad['tag %s %s' % (w.upos, w.feats)] += 1
            if w.deprel not in labels:
                bad['label ' + w.deprel] += 1
            name = w.misc[5:] if w.misc.startswith('Name=') else 'O'
            if name not in gum.NAME_CLASSES or (name[0] == 'I' and inside != name[1:]):
                bad['name %s in: %s' % (name, ' '.join(x.form for x in s))] += 1
            inside = name[1:]
            if w.upos not in ('PROPN', 'NUM') and tb.script_of(w.form, w.lemma) not in scripts:
                unscripted[w.form + ' ' + w.lemma] += 1
    n = sum(map(len, sentences))
    print('%d sentences, %d words, %.1f a sentence' % (len(sentences), n, n / len(sentences)))
    print('wrong, or without a class in the model:', '; '.join('%s (%d)' % b for b in bad.most_common(20)) or 'nothing')
    print('without a lemma script (irregular forms, which the lemma page holds): %d words of %d: %s' % (
        sum(unscripted.values()), n, ', '.join(k for k, _ in unscripted.most_common(40))))
    print('labels:', ', '.join('%s %.2f%%' % (l, 100 * k / n) for l, k in Counter(w.deprel for s in sentences for w in s).most_common()))
    return not bad


def reaches_root(s):
    """Whether every word leads to the root."""
    for i in range(len(s)):
        steps, j = 0, i + 1
        while j and steps <= len(s):
            j, steps = s[j - 1].head, steps + 1
        if j:
            return False
    return True


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--count', type=int, default=10, help='sentences')
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--data', default=DATA, help="folder of the lexicon's sources")
    p.add_argument('--check', metavar='WEIGHTS', help='write no sentences, but say what of them a model has no class for')
    p.add_argument('--text', action='store_true', help='write the sentences alone, a line each')
    o = p.parse_args()
    grammar = Grammar(o.data, o.seed)
    if o.check:
        ok = check([[tb.Token(*row) for row in conllu(grammar.sentence())] for _ in range(o.count)], o.check)
        sys.exit(0 if ok else 1)
    for k in range(o.count):
        rows = conllu(grammar.sentence())
        text = ' '.join(r[0] for r in rows)
        if o.text:
            print(text)
            continue
        print('# sent_id = newswire-%d-%d\n# text = %s' % (o.seed, k + 1, text))
        for i, (form, lemma, upos, xpos, feats, head, deprel, misc) in enumerate(rows):
            print('\t'.join([str(i + 1), form, lemma, upos, xpos, feats, str(head), deprel, '_', misc]))
        print()


if __name__ == '__main__':
    main()
