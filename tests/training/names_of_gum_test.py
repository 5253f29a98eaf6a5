#!/usr/bin/env python3
"""Which words of GUM's mentions are names: sentences in its manner, written for this test.

    names_of_gum_test.py ROOT
"""
import sys
import unittest
from pathlib import Path

ROOT = Path(sys.argv.pop(1)) if len(sys.argv) > 1 else Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "training"))

import names_of_gum as gum  # noqa: E402
from treebank import Token  # noqa: E402


def sentence(text):
    """Words `form/UPOS/head/deprel/Entity`; XPOS follows from UPOS."""
    out = []
    for part in text.split():
        form, upos, head, deprel, entity = (part.split("/", 4) + [""])[:5]
        xpos = {"PROPN": "NNP", "PROPNS": "NNPS", "NOUN": "NN", "DET": "DT", "ADJ": "JJ"}.get(upos, upos)
        out.append(Token(form, form, upos.replace("PROPNS", "PROPN"), xpos, "_", int(head), deprel, "Entity=" + entity if entity else "_"))
    return out


def names(text, usage=gum.NO_USAGE):
    words = sentence(text)
    spans, classes = [], gum.name_classes(words, usage)
    for w, c in zip(words, classes):
        if c[0] == "B":
            spans.append(c[2:] + " " + w.form)
        elif c[0] == "I":
            spans[-1] += " " + w.form
    return spans


M = "%s-new-nnnnn-cf1-1-coref"
PERSON, PLACE, BODY = M % "person", M % "place", M % "organization"


class NamesOfGum(unittest.TestCase):
    def test_titles_are_no_part_of_a_name(self):
        self.assertEqual(names("Professor/PROPN/4/nsubj/(1-%s Vera/PROPN/1/flat Lund/PROPN/1/flat/1) left/VERB/0/root" % PERSON), ["PER Vera Lund"])
        self.assertEqual(names("Mr./PROPN/3/vocative/(1-%s President/PROPN/1/flat/1) left/VERB/0/root" % PERSON), [])

    def test_a_title_of_wikipedia_ends_at_its_comma(self):
        self.assertEqual(names("Salem/PROPN/0/root/(1-%s-Salem,_Oregon ,/PUNCT/3/punct Oregon/PROPN/1/appos/(2-%s-Oregon)1)" % (PLACE, PLACE)), ["LOC Salem", "LOC Oregon"])

    def test_names_with_of_are_whole(self):
        self.assertEqual(names("the/DET/2/det/(1-%s Gulf/PROPN/0/root of/ADP/4/case Aden/PROPN/2/nmod/(2-%s)1)" % (PLACE, PLACE)), ["LOC Gulf of Aden"])

    def test_the_article_stays_outside(self):
        self.assertEqual(names("The/DET/2/det/(1-%s-The_Gazette Gazette/PROPN/0/root/1)" % BODY), ["ORG Gazette"])

    def test_peoples_are_no_persons(self):
        self.assertEqual(names("Swedes/PROPNS/2/nsubj/(1-%s) left/VERB/0/root" % PERSON), ["MISC Swedes"])

    def test_a_common_noun_with_a_capital_is_no_name(self):
        usage = gum.Usage([sentence("the/DET/2/det office/NOUN/0/root") for _ in range(3)])
        self.assertEqual(names("the/DET/2/det/(1-%s Office/PROPN/0/root/1)" % BODY, usage), [])
        self.assertEqual(names("the/DET/2/det/(1-%s Office/PROPN/0/root/1)" % BODY), ["ORG Office"])

    def test_a_common_head_with_an_identity_gives_its_name(self):
        self.assertEqual(names("the/DET/2/det/(1-%s-Sonora state/NOUN/0/root of/ADP/4/case Sonora/PROPN/2/nmod/1)" % PLACE), ["LOC Sonora"])


if __name__ == "__main__":
    unittest.main()
