"""The small pieces of noun phrases: determiners, pronouns, common nouns with their modifiers, adjectives, numbers, owners, coordination.

Part of the grammar (`Grammar` in sentences.py). Doors: `noun`, `adjective`, `cardinal`, `count`, `put_article`, `possessor`, `coordinate`.
"""
from . import inflect
from .proper import PLUR, POS, SING
from .tree import W, flatten, punct

PRONOUNS = {  # nominative, accusative, genitive, features
    'he': ('he', 'him', 'his', 'Gender=Masc|Number=Sing|Person=3', 'Sing'), 'she': ('she', 'her', 'her', 'Gender=Fem|Number=Sing|Person=3', 'Sing'),
    'it': ('it', 'it', 'its', 'Gender=Neut|Number=Sing|Person=3', 'Sing'), 'they': ('they', 'them', 'their', 'Number=Plur|Person=3', 'Plur'),
    'we': ('we', 'us', 'our', 'Number=Plur|Person=1', 'Plur'), 'I': ('I', 'me', 'my', 'Number=Sing|Person=1', 'Sing')}
DETS = {'the': ('the', 'Definite=Def|PronType=Art'), 'a': ('a', 'Definite=Ind|PronType=Art'), 'this': ('this', 'Number=Sing|PronType=Dem'), 'that': ('that', 'Number=Sing|PronType=Dem'),
        'these': ('this', 'Number=Plur|PronType=Dem'), 'those': ('that', 'Number=Plur|PronType=Dem'), 'some': ('some', 'PronType=Ind'), 'any': ('any', 'PronType=Ind'),
        'no': ('no', 'PronType=Neg'), 'another': ('another', 'PronType=Ind'), 'each': ('each', 'PronType=Tot'), 'every': ('every', 'PronType=Tot'), 'both': ('both', 'PronType=Tot')}
WORD_NUMBERS = 'two three four five six seven eight nine ten eleven twelve 13 15 20'.split()


class Common:
    def det(self, form, head=None):
        lemma, feats = DETS['a' if form == 'an' else form]
        return W(form, 'DET', feats, lemma, 'det')

    def case(self, prep):
        return W(prep, 'ADP', rel='case')

    def pronoun(self, key, case='Nom'):
        nom, acc, gen, feats, number = PRONOUNS[key]
        if case == 'Gen':
            return W(gen, 'PRON', self._sorted('Case=Gen|Poss=Yes|PronType=Prs|' + feats), gen, 'nmod:poss')
        w = W(nom if case == 'Nom' else acc, 'PRON', self._sorted('Case=%s|PronType=Prs|%s' % (case, feats)), nom)
        w.number, w.kind = number, 'pronoun'
        w.person = 1 if 'Person=1' in feats else 3
        return w

    @staticmethod
    def _sorted(feats):
        return '|'.join(sorted(feats.split('|')))

    def phrase(self, head, prep, rel='nmod'):
        """Makes a noun phrase a prepositional phrase."""
        return head.as_(rel).outer(self.case(prep))

    def put_article(self, head, definite):
        """`a`, `an` or `the` before everything that stands before the noun."""
        if definite:
            return head.outer(self.det('the'))
        first = flatten(head)[0][0].form
        return head.outer(self.det(inflect.article(first)))

    # ---- common nouns ----

    def noun(self, text, number='Sing'):
        """The noun of a phrase such as `peace talk`, its modifiers hung on it; None where a modifier's tag is not known."""
        parts = text.split()
        lemma = parts[-1]
        if lemma in ('troops', 'forces', 'people', 'police', 'personnel', 'headquarters', 'arms', 'goods'):
            w = W(lemma, 'NOUN', PLUR if lemma != 'headquarters' else SING, {'arms': 'arm', 'forces': 'force'}.get(lemma, lemma))
            if lemma == 'troops':
                w.feats, w.lemma = ('Number=Ptan', 'troops')
            w.number = 'Plur'
        elif number == 'Plur':
            w = W(inflect.plural(lemma), 'NOUN', PLUR, lemma, number='Plur')
        else:
            w = W(lemma, 'NOUN', SING, lemma)
        for p in parts[:-1]:
            m = self.modifier(p)
            if m is None:
                return None
            w.pre(m)
        return w

    def modifier(self, p):
        """A word before a noun as adjective, participle or noun."""
        if p in self.country_adjective_lower and p not in self.common_nouns and p not in self.adjective_set:
            return None
        if p in self.adjective_set:
            return W(p, 'ADJ', POS, p, 'amod')
        if p in self.participles and p not in self.common_nouns:
            return W(p, 'VERB', 'Tense=Past|VerbForm=Part|Voice=Pass', self.participles[p], 'amod')
        if p in self.gerunds and p not in self.common_nouns:
            return W(p, 'VERB', 'VerbForm=Ger', self.gerunds[p], 'amod')
        if p in self.common_nouns:
            return W(p, 'NOUN', SING, p, 'compound')
        if p.endswith('s') and p[:-1] in self.common_nouns:
            return W(p, 'NOUN', PLUR, p[:-1], 'compound')
        return None

    def adjective(self):
        d = self.rng.random()
        if d < 0.74:
            a = self.pick(self.v.own['adjectives'])
            while '-' in a:
                a = self.pick(self.v.own['adjectives'])
            w = W(a, 'ADJ', POS, a, 'amod')
            if self.chance(0.05):
                w.outer(self.adverb(self.pick(['highly', 'increasingly', 'deeply', 'politically', 'heavily', 'relatively', 'largely', 'extremely', 'very', 'so', 'too'][:9])))
            return w
        if d < 0.84:
            p = self.pick(self.participle_list)
            return W(p, 'VERB', 'Tense=Past|VerbForm=Part|Voice=Pass', self.participles[p], 'amod')
        if d < 0.9:
            v = self.pick(self.intransitives)
            return W(inflect.ing(v), 'VERB', 'VerbForm=Ger', v, 'amod')
        if d < 0.95:
            short = self.pick(self.short_adjectives)
            more, most = inflect.compare(short)
            return W(*((more, 'ADJ', 'Degree=Cmp') if self.chance(0.6) else (most, 'ADJ', 'Degree=Sup')), short, 'amod')
        a = self.pick(self.long_adjectives)
        degree, feats = self.pick([('more', 'Degree=Cmp'), ('most', 'Degree=Sup')])
        return W(a, 'ADJ', POS, a, 'amod').pre(W(degree, 'ADV', feats, degree, 'advmod'))

    def hyphenated(self):
        """`U.S.-led`, `two-day`, `25-year-old`, `state-run` before a noun."""
        d = self.rng.random()
        dash = punct('-')
        if d < 0.4:
            v = self.pick(['lead', 'back', 'hold', 'control', 'occupy', 'sponsor', 'run', 'own', 'impose', 'draft', 'broker', 'fund', 'build', 'make', 'train', 'dominate', 'base', 'arm'])
            who = self.country_adjective('compound') if self.chance(0.35) else self.short_country().as_('obl:unmarked') if self.chance(0.6) else W(self.pick(['state', 'government', 'army', 'rebel', 'opposition', 'union', 'family', 'court']), 'NOUN', SING, rel='compound')
            return W(inflect.participle(v), 'VERB', 'Tense=Past|VerbForm=Part|Voice=Pass', v, 'amod').pre(who.post(dash))
        unit = self.pick(self.v.own['nouns unit'] + ['member', 'nation', 'point', 'party', 'page', 'seat', 'mile', 'man'])
        n = self.cardinal(small=True).as_('nummod').post(dash)
        if d < 0.85:
            return W(unit, 'NOUN', SING, unit, 'compound').pre(n)
        year = W(self.pick(['year', 'month', 'week', 'day', 'year', 'year']), 'NOUN', SING, rel='obl:unmarked').pre(n).post(punct('-'))
        return W('old', 'ADJ', POS, rel='amod').pre(year)

    def adverb(self, form):
        lemma = {'earlier': 'early', 'later': 'late', 'further': 'far'}.get(form, form)
        feats = 'Degree=Cmp' if form in ('earlier', 'later', 'more', 'further') else 'PronType=Dem' if form in ('now', 'then', 'there', 'here') else 'Degree=Pos' if form.endswith('ly') and self.chance(0.45) or form in ('soon', 'often', 'late', 'early') else '_'
        return W(form, 'ADV', feats, lemma, 'advmod')

    # ---- numbers ----

    def cardinal(self, small=False, big=False):
        """A number as one NUM, or `2.5 million` hung together."""
        d = self.rng.random()
        if d < 0.4 and not big:
            w = self.pick(WORD_NUMBERS[:11])
            return W(w, 'NUM', 'NumForm=Word|NumType=Card', w, number='Plur')
        if big and d < 0.35:
            n = self.pick(['2', '3', '5', '10', '1.5', '2.6', '40', '100', '7.4', '300', '12'])
            return W(self.pick(['million', 'billion']), 'NUM', 'NumForm=Word|NumType=Card', rel='nummod', number='Plur').pre(W(n, 'NUM', 'NumForm=Digit|NumType=Card', n, 'compound'))
        n = self.rng.choice([self.rng.randint(11, 99), self.rng.randint(100, 999), self.rng.randint(2, 30) * 10, self.rng.randint(2, 9) * 1000, self.rng.randint(10, 400) * 1000, self.rng.randint(11, 60)])
        if small:
            n = self.rng.randint(2, 60)
        form = '{:,}'.format(n) if n >= 1000 else str(n)
        return W(form, 'NUM', 'NumForm=Digit|NumType=Card', str(n), number='Plur')

    def count(self, big=False):
        """A number as modifier, with `at least`, `more than`, `nearly` now and then."""
        n = self.cardinal(big=big).as_('nummod')
        d = self.rng.random()
        if d < 0.12:
            n.outer(W('least', 'ADJ', 'Degree=Sup', 'least', 'nmod').pre(self.case('at')))
        elif d < 0.22:
            n.outer(W('more', 'ADJ', 'Degree=Cmp|ExtPos=ADV', 'more', 'advmod').post(W('than', 'ADP', rel='fixed')))
        elif d < 0.34:
            n.outer(self.adverb(self.pick(['about', 'nearly', 'almost', 'around', 'roughly', 'only', 'some', 'approximately', 'over'][:8])))
        elif d < 0.38:
            n.outer(W('up', 'ADP', 'ExtPos=ADV', 'up', 'advmod').post(W('to', 'ADP', rel='fixed')))
        return n

    def money(self):
        if self.chance(0.4):
            unit = self.pick(['dollar', 'euro', 'pound', 'rouble', 'yen', 'franc', 'dollar', 'ton', 'tonne', 'barrel'])
            return W(inflect.plural(unit) if unit != 'yen' else unit, 'NOUN', PLUR, unit, number='Plur').pre(self.cardinal(big=True).as_('nummod'))
        sign = W(self.pick(['$', '$', '€', '£']), 'SYM', number='Plur')
        return sign.post(self.cardinal(big=True).as_('nummod'))

    # ---- possessors and coordination ----

    def possessor(self, owner):
        last = flatten(owner)[0][-1].form
        return owner.as_('nmod:poss').post(W("'" if last.endswith('s') and self.chance(0.85) else "'s", 'PART', lemma="'s", rel='case'))

    def own(self):
        """Something that owns: a possessive pronoun or a name with 's."""
        d = self.rng.random()
        if d < 0.35:
            return self.pronoun(self.pick(['his', 'their', 'its', 'her']) and self.pick(['he', 'they', 'it', 'she', 'it', 'he']), 'Gen')
        return self.possessor(self.pick_call([(4, self.country), (2, self.bare_person), (1.5, self.city), (1, self.organisation), (1, lambda: self.common_body()), (0.5, lambda: self.person_noun('Sing'))]))

    def coordinate(self, make, most=3):
        """Two or three phrases joined: `A, B and C`."""
        n = 2 if most == 2 or self.chance(0.75) else 3
        first = make()
        if first.kind == 'pronoun':
            return first
        for k in range(1, n):
            w = make().as_('conj')
            if k == n - 1:
                w.outer(W(self.pick(['and', 'and', 'and', 'and', 'or']), 'CCONJ', rel='cc'))
                if n == 3 and self.chance(0.2):
                    w.outer(punct(','))
            else:
                w.outer(punct(','))
            first.post(w)
        first.number = 'Plur'
        return first
