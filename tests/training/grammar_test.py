#!/usr/bin/env python3
"""What the grammar of training/newswire says of words whose trees and forms are known.

    grammar_test.py ROOT
"""
import sys
import unittest
from pathlib import Path

ROOT = Path(sys.argv.pop(1)) if len(sys.argv) > 1 else Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "training"))

import names_of_gum  # noqa: E402
import treebank  # noqa: E402
from newswire import inflect  # noqa: E402
from newswire.sentences import Grammar  # noqa: E402
from newswire.tree import W, conllu, flatten, punct  # noqa: E402


def shown(root):
    """`word>head:relation` for each word, heads by form."""
    words, heads = flatten(root)
    return " ".join("%s>%s:%s" % (w.form, words[h].form if h >= 0 else "", w.rel) for w, h in zip(words, heads))


class Inflection(unittest.TestCase):
    def test_past_forms(self):
        for verb, past in dict(pin="pinned", rally="rallied", blame="blamed", strike="struck", veto="vetoed", visit="visited", quit="quit", admit="admitted", panic="panicked",
                               free="freed", obey="obeyed", arm="armed", overthrow="overthrew", equip="equipped").items():
            self.assertEqual(inflect.past(verb), past)

    def test_two_spellings(self):
        self.assertEqual((inflect.past("cancel", british=True), inflect.past("cancel", british=False)), ("cancelled", "canceled"))

    def test_other_forms(self):
        self.assertEqual([inflect.ing(v) for v in ("lie", "flee", "deplore", "slam", "dye")], ["lying", "fleeing", "deploring", "slamming", "dyeing"])
        self.assertEqual([inflect.third(v) for v in ("deny", "slash", "pass", "veto", "pay")], ["denies", "slashes", "passes", "vetoes", "pays"])
        self.assertEqual([inflect.plural(n) for n in ("gunman", "crisis", "country", "boy", "church", "aircraft")], ["gunmen", "crises", "countries", "boys", "churches", "aircraft"])
        self.assertEqual([inflect.article(w) for w in ("hour", "union", "UN", "NATO", "MP", "11", "unarmed", "European")], ["an", "a", "a", "a", "an", "an", "an", "a"])


class Names(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.grammar = Grammar(str(ROOT / "data"), 1)

    def test_trees(self):
        for text, kind, tree in [
            ("United Nations", "ORG", "United>Nations:amod Nations>:dep"),
            ("South Korea", "LOC", "South>Korea:compound Korea>:dep"),
            ("Sri Lanka", "LOC", "Sri>:dep Lanka>Sri:flat"),
            ("Bosnia and Herzegovina", "LOC", "Bosnia>:dep and>Herzegovina:cc Herzegovina>Bosnia:conj"),
            ("Bashar al-Assad", "PER", "Bashar>:dep al>Bashar:flat ->Assad:punct Assad>Bashar:flat"),
            ("Democratic Republic of Congo", "LOC", "Democratic>Republic:amod Republic>:dep of>Congo:case Congo>Republic:nmod"),
            ("People's Liberation Army", "ORG", "People>Army:nmod:poss 's>People:case Liberation>Army:compound Army>:dep"),
        ]:
            with self.subTest(text):
                self.assertEqual(shown(self.grammar.name(text, kind)), tree)

    def test_classes_cover_the_name(self):
        words, _ = flatten(self.grammar.name("Bashar al-Assad", "PER"))
        self.assertEqual([w.name for w in words], ["B-PER", "I-PER", "I-PER", "I-PER"])

    def test_the_trainer_reads_the_classes(self):
        rows = [treebank.Token(*r) for r in conllu(self.grammar.name("Sri Lanka", "LOC").outer(W("in", "ADP", rel="case")))]
        self.assertEqual(names_of_gum.name_classes(rows), ["O", "B-LOC", "I-LOC"])


class Trees(unittest.TestCase):
    def test_a_comma_that_closes_nothing_goes(self):
        root = W("left", "VERB").pre(W("Smith", "PROPN", rel="nsubj")).post(W("home", "ADV", rel="advmod"), punct(","), punct("."))
        self.assertEqual([r[0] for r in conllu(root)], ["Smith", "left", "home", "."])

    def test_same_seed_same_sentences(self):
        one, other = (Grammar(str(ROOT / "data"), 7) for _ in range(2))
        self.assertEqual([conllu(one.sentence()) for _ in range(50)], [conllu(other.sentence()) for _ in range(50)])

    def test_subjects_and_verbs_agree(self):
        grammar = Grammar(str(ROOT / "data"), 3)
        for _ in range(2000):
            words = [treebank.Token(*r) for r in conllu(grammar.sentence())]
            for w in words:
                above = words[w.head - 1]
                if w.deprel == "nsubj" and above.upos == "VERB" and "Tense=Pres" in above.feats and "Person=3" in above.feats and w.upos == "NOUN":
                    joined = any(x.head == words.index(w) + 1 and x.deprel == "conj" for x in words)
                    plural = joined or "Number=Sing" not in w.feats
                    self.assertIn("Number=%s" % ("Plur" if plural else "Sing"), above.feats, " ".join(x.form for x in words))


if __name__ == "__main__":
    unittest.main()
