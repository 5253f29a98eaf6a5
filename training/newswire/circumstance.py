"""Where and when: places and times. Part of the grammar (`Grammar` in sentences.py).

Doors: `place_name`, `place` (noun phrases), `time` (a dependent of a verb, its relation set).
"""
from . import inflect
from .proper import PLUR, POS, SING
from .tree import W, punct

MONTHS = 'January February March April May June July August September October November December'.split()
SHORT_MONTHS = 'Jan. Feb. Aug. Sept. Oct. Nov. Dec.'.split()
DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split()


class Circumstance:
    # ---- where and when ----

    def place_name(self):
        w = self.pick_call([(4, self.city), (3, self.country), (2, self.region)])
        if w.kind != 'region' and self.chance(0.06):
            outer = self.country().as_('nmod:unmarked').outer(punct(','))
            if not w.right:
                w.post(outer, punct(','))
        w.kind = 'place'
        return w

    def place(self, depth=0):
        """`a hospital in Gaza`, `the southern city of Basra`, `the capital, Kabul`."""
        d = self.rng.random()
        if d < 0.25:
            w = W(self.pick(['city', 'town', 'village', 'province', 'region', 'port', 'district', 'island', 'state', 'suburb', 'stronghold']), 'NOUN', SING)
            if self.chance(0.5):
                w.outer(W(self.pick(['southern', 'northern', 'eastern', 'western', 'central', 'coastal', 'besieged', 'rebel', 'remote', 'strategic', 'nearby']), 'ADJ', POS, rel='amod'))
                if w.left[0].form == 'besieged':
                    w.left[0].upos, w.left[0].feats, w.left[0].lemma = 'VERB', 'Tense=Past|VerbForm=Part|Voice=Pass', 'besiege'
                elif w.left[0].form == 'rebel':
                    w.left[0].upos, w.left[0].feats, w.left[0].rel = 'NOUN', SING, 'compound'
            if self.chance(0.3):
                w.outer(self.country_adjective())
            return self.put_article(w, True).post(self.phrase(self.city(), 'of'))
        if d < 0.33:
            w = self.put_article(W('capital', 'NOUN', SING), True)
            if self.chance(0.4):
                w.left[-1:] = [self.det('the'), self.country_adjective()] if len(w.left) == 1 else w.left[-1:]
            return w.post(self.city().as_('appos').outer(punct(',')), punct(',')) if self.chance(0.5) else w.post(self.city().as_('appos'))
        w = self.noun(self.pick(self.v.own['nouns place'])) or self.noun('village')
        if self.chance(0.25):
            w.outer(self.adjective())
        elif self.chance(0.15):
            w.outer(self.country_adjective())
        elif self.chance(0.1):
            w.outer(self.city().as_('compound'))
        w = self.put_article(w, self.chance(0.6))
        if self.chance(0.35):
            w.post(self.phrase(self.place_name(), self.pick(['in', 'in', 'near', 'outside', 'with', 'of'])))
        w.kind = 'place'
        return w

    def day(self):
        w = W(self.pick(DAYS), 'PROPN', SING)
        w.fixed_case = True
        return w

    def date(self):
        month = W(self.pick(MONTHS + SHORT_MONTHS), 'PROPN', SING, rel='nmod:unmarked')
        if month.form.endswith('.'):
            month.lemma = month.form
        n = str(self.rng.randint(1, 31))
        head = W(n, 'NUM', 'NumForm=Digit|NumType=Card', n)
        if self.chance(0.7):
            head.pre(month)
        else:
            head.post(month)
        if self.chance(0.25):
            y = str(self.rng.randint(1950, 2030))
            year = W(y, 'NUM', 'NumForm=Digit|NumType=Card', y, 'nmod:unmarked')
            head.post(*([punct(','), year] if head.left else [year]))
        return head

    def time(self):
        """When: a dependent of the verb with its relation set."""
        d = self.rng.random()
        if d < 0.36:
            w = self.phrase(self.day(), 'on', 'obl')
            return w
        if d < 0.42:
            return self.day().as_('obl:unmarked')
        if d < 0.52:
            w = W(self.pick(['week', 'month', 'year', 'night', 'summer', 'spring', 'weekend']), 'NOUN', SING, rel='obl:unmarked')
            w.pre(W(self.pick(['last', 'next', 'last']), 'ADJ', POS, rel='amod')) if self.chance(0.7) else w.pre(self.det('this'))
            if self.chance(0.15) and w.left[0].form == 'this':
                w.outer(self.adverb(self.pick(['earlier', 'later'])))
            return w
        if d < 0.58:
            w = W(self.pick(['Monday', 'Tuesday', 'Friday', 'Sunday', 'May', 'June', 'August']), 'PROPN', SING, rel='obl:unmarked')
            w.fixed_case = True
            return w.pre(W(self.pick(['last', 'next']), 'ADJ', POS, rel='amod'))
        if d < 0.66:
            m = W(self.pick(MONTHS), 'PROPN', SING)
            if self.chance(0.35):
                y = str(self.rng.randint(1960, 2030))
                m.post(W(y, 'NUM', 'NumForm=Digit|NumType=Card', y, 'nmod:unmarked'))
            return self.phrase(m, 'in', 'obl')
        if d < 0.7:
            y = str(self.rng.randint(1950, 2030))
            return self.phrase(W(y, 'NUM', 'NumForm=Digit|NumType=Card', y), self.pick(['in', 'since', 'in']), 'obl')
        if d < 0.78:
            return self.phrase(self.date(), self.pick(['on', 'on', 'since', 'by', 'before']), 'obl')
        if d < 0.84:
            unit = self.pick(self.v.own['nouns unit'])
            span = W(inflect.plural(unit), 'NOUN', PLUR, unit, 'obl:unmarked').pre(self.cardinal(small=True).as_('nummod'))
            return W('ago', 'ADV', '_', rel='advmod').pre(span)
        if d < 0.9:
            unit = self.pick(self.v.own['nouns unit'])
            span = W(inflect.plural(unit), 'NOUN', PLUR, unit).pre(self.cardinal(small=True).as_('nummod') if self.chance(0.6) else W('recent', 'ADJ', POS, rel='amod'))
            return self.phrase(span, self.pick(['for', 'in', 'within', 'after', 'over']), 'obl')
        if d < 0.94:
            return W(self.pick(['today', 'yesterday', 'tomorrow']), 'NOUN', SING, rel='obl:unmarked')
        w = self.put_article(W(self.pick(['morning', 'weekend', 'night', 'evening', 'summer', 'end', 'start']), 'NOUN', SING), True)
        return self.phrase(w, self.pick(['during', 'over', 'in', 'at']), 'obl')
