"""Noun phrases: who and what the sentences are about. Part of the grammar (`Grammar` in sentences.py).

Doors: `actor`, `thing`, `event`, `place`, `time`, `patient` (whatever a verb may act on). Each returns the head with all its dependents;
its `number` is what a verb agrees with.
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
MASS_PEOPLE = {'police'}
ALWAYS_PLURAL = set('''troops forces authorities officials talks people police media_ soldiers militants rebels gunmen protesters demonstrators fighters insurgents'''.split())
MONTHS = 'January February March April May June July August September October November December'.split()
DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split()
ORDINALS = 'first second third fourth fifth sixth seventh latest next last final'.split()
SHORT_MONTHS = 'Jan. Feb. Aug. Sept. Oct. Nov. Dec.'.split()


class Nominal:
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

    # ---- who ----

    def actor(self, depth=1, pronouns=True, coordinate=True):
        """Whoever acts or is acted on in the news."""
        if coordinate and self.chance(0.07):
            make = self.pick_call([(3, lambda: self.country), (1, lambda: self.bare_person), (1, lambda: self.city), (1, lambda: lambda: self.people(0)), (1, lambda: self.organisation), (1, lambda: self.titled_person)])
            return self.coordinate(make)
        options = [(5, self.country), (2, self.city_as_actor), (3.5, self.titled_person), (3.2, self.bare_person), (2.6, self.organisation), (3.2, lambda: self.common_body()), (4.2, lambda: self.people(depth)),
                   (2.2, lambda: self.person_noun(None, depth)), (0.7, self.demonym)]
        if pronouns:
            options.append((2.2, lambda: self.pronoun(self.pick(['he', 'he', 'she', 'it', 'they', 'they']))))
        if depth > 0:
            options.append((1.4, self.person_with_apposition))
            options.append((1.6, lambda: self.with_relative(self.people(0) if self.chance(0.5) else self.person_noun(None, 0))))
            options.append((0.35, self.one_of))
            options.append((0.5, self.sides))
        w = self.pick_call(options)
        if depth > 0 and w.kind == 'actor' and w.left and w.name != 'O' and w.name.endswith('ORG') and not w.right and w.left[0].form == 'the' and self.chance(0.12):
            short = ''.join(x.form[0] for x in flatten(w)[0] if x.form[0].isupper())
            if len(short) > 1:
                short = W(short, 'PROPN', SING, short, 'appos', name='B-ORG')
                short.fixed_case = True
                w.post(short.pre(punct('(')).post(punct(')')))
        w.kind = w.kind or 'actor'
        return w

    def city_as_actor(self):
        e = self.pick(self.weighted_countries)
        w = self.name(self.pick(e['capital'] or ['Geneva']), 'LOC')
        w.kind = 'actor'
        return w

    def common_body(self):
        """`the German government`, `Germany's foreign ministry`, `the country's parliament`, `a court in Paris`."""
        d = self.rng.random()
        if d < 0.5:
            text = self.pick(self.body_texts)
            w = self.noun(text) or self.noun('government')
        else:
            w = self.noun(self.pick(self.v.own['nouns group']))
        d = self.rng.random()
        if d < 0.3:
            w.outer(self.country_adjective())
            w = self.put_article(w, True)
        elif d < 0.5:
            w.outer(self.possessor(self.country()))
        elif d < 0.58:
            w.outer(self.short_country().as_('compound'))
            w = self.put_article(w, True)
        elif d < 0.64:
            w.outer(self.possessor(self.put_article(self.noun(self.pick(['country', 'region', 'city', 'kingdom', 'island', 'company', 'party', 'bloc', 'world'])), True)))
        elif d < 0.85:
            w = self.put_article(w, True)
        else:
            if self.chance(0.5):
                w.outer(self.adjective())
            w = self.put_article(w, False)
        w.kind = 'actor'
        if self.chance(0.08):
            w.post(self.phrase(self.place_name(), self.pick(['in', 'in', 'of'])))
        return w

    def people(self, depth=1):
        """Several persons: `German troops`, `12 rebels`, `thousands of protesters`, `police`."""
        text = self.pick(self.group_texts) if self.chance(0.5) else self.pick(self.person_texts)
        w = self.noun(text, 'Plur') or self.noun('soldier', 'Plur')
        w.number, w.kind = 'Plur', 'actor'
        d = self.rng.random()
        if d < 0.22:
            w.outer(self.country_adjective())
        elif d < 0.3:
            w.outer(self.short_country().as_('compound'))
        elif d < 0.36:
            w.outer(self.organisation(bare=True).as_('compound'))
        elif d < 0.45:
            w.outer(self.adjective())
        elif d < 0.48:
            w.outer(self.hyphenated())
        d = self.rng.random()
        if d < 0.25 and w.form not in ('police', 'personnel'):
            w.outer(self.count(big=self.chance(0.1)))
        elif d < 0.42:
            w = self.put_article(w, True)
        elif d < 0.48:
            w.outer(W(self.pick(['many', 'several', 'many', 'few']), 'ADJ', POS, rel='amod'))
        elif d < 0.53:
            w.outer(self.det(self.pick(['some', 'these', 'those', 'no'])))
        elif d < 0.58:
            w.outer(self.own())
        elif d < 0.64:
            many = self.pick(['thousand', 'hundred', 'dozen', 'score', 'ten'][:3])
            head = W(many + 's', 'NOUN', PLUR, many, number='Plur', kind='actor')
            head.post(self.phrase(w, 'of'))
            w = head
        elif d < 0.68:
            group = W(self.pick(['group', 'number', 'crowd', 'coalition', 'majority', 'team', 'handful', 'convoy']), 'NOUN', SING, kind='actor')
            group = self.put_article(group, False)
            group.post(self.phrase(w, 'of'))
            w = group
        if w.number == 'Plur' and self.chance(0.2 if depth > 0 else 0.05):
            self.extend(w, depth)
        return w

    def person_noun(self, number=None, depth=0):
        """`a senior government official`, `the president`, `the country's prime minister`."""
        text = self.pick(self.person_texts) if self.chance(0.75) else self.pick(self.v.own['nouns title plain'])
        w = self.noun(text, number or 'Sing') or self.noun('official')
        w.kind = 'actor'
        d = self.rng.random()
        if d < 0.25:
            w.outer(self.country_adjective())
        elif d < 0.32:
            w.outer(self.body_compound())
        elif d < 0.4:
            w.outer(W(self.pick(['senior', 'former', 'top', 'local', 'western', 'chief', 'former']), 'ADJ', POS, rel='amod'))
        elif d < 0.45:
            w.outer(self.short_country().as_('compound'))
        elif d < 0.49:
            w.outer(self.hyphenated())
        d = self.rng.random()
        if d < 0.12:
            w.outer(self.possessor(self.pick_call([(3, self.country), (1, self.organisation), (1, lambda: self.put_article(self.noun(self.pick(['country', 'group', 'company', 'party', 'ministry'])), True))])))
        elif d < 0.2:
            w.outer(self.own())
        elif d < 0.62:
            w = self.put_article(w, False)
        elif d < 0.66:
            w.outer(W('one', 'NUM', 'NumForm=Word|NumType=Card', 'one', 'nummod'))
        else:
            w = self.put_article(w, True)
        if self.chance(0.14 if depth > 0 else 0.04):
            self.extend(w, depth)
        return w

    def one_of(self):
        w = W('one', 'NUM', 'NumForm=Word|NumType=Card', 'one', kind='actor')
        inner = self.noun(self.pick(self.person_texts), 'Plur') or self.noun('leader', 'Plur')
        inner.outer(self.country_adjective() if self.chance(0.3) else self.adjective())
        inner.outer(self.det('the') if self.chance(0.6) else self.own())
        return w.post(self.phrase(inner, 'of'))

    def person_with_apposition(self):
        """`X, the French foreign minister,` and `the French foreign minister, X,`."""
        if self.chance(0.6):
            w = self.bare_person(surname=False)
            if self.chance(0.12):
                age = str(self.rng.randint(17, 88))
                return w.post(W(age, 'NUM', 'NumForm=Digit|NumType=Card', age, 'appos').outer(punct(',')), punct(','))
            role = self.noun(self.pick(self.person_texts + self.v.own['nouns title plain'])) or self.noun('minister')
            d = self.rng.random()
            if d < 0.35:
                role.outer(self.country_adjective())
            elif d < 0.5:
                role.outer(self.adjective() if self.chance(0.4) else self.body_compound())
            if self.chance(0.3):
                role.post(self.phrase(self.pick_call([(2, self.country), (1, self.organisation), (1, self.common_body)]), self.pick(['of', 'of', 'for', 'in', 'with', 'at'])))
            d = self.rng.random()
            if d < 0.5:
                role = self.put_article(role, True)
            elif d < 0.8:
                role = self.put_article(role, False)
            elif d < 0.9:
                role.outer(self.possessor(self.country()))
        else:
            role = self.bare_person(surname=False)
            w = self.noun(self.pick(self.person_texts + self.v.own['nouns title plain'])) or self.noun('minister')
            if self.chance(0.4):
                w.outer(self.country_adjective())
            w = self.put_article(w, True) if self.chance(0.7) else w.outer(self.own())
        w.kind = 'actor'
        return w.post(role.as_('appos').outer(punct(',')), punct(','))

    # ---- what ----

    def thing(self, depth=1):
        """A thing or idea."""
        key, number = self.pick([('nouns thing', 'Sing'), ('nouns thing', 'Plur'), ('nouns abstract', 'Sing'), ('nouns abstract', 'Plur'), ('nouns mass', 'Mass'), ('nouns thing', 'Sing')])
        text = self.pick(self.v.own[key])
        if self.chance(0.14):
            text, number = self.pick(self.class_nouns), self.pick(['Sing', 'Plur'])
        w = self.noun(text, 'Plur' if number == 'Plur' else 'Sing') or self.noun('plan', 'Plur' if number == 'Plur' else 'Sing')
        if self.chance(0.17):
            first = self.pick(self.v.own['nouns compound first'])
            m = self.modifier(first.split()[-1]) if ' ' not in first else None
            if m is not None and m.lemma != w.lemma:
                w.outer(m)
        return self.dress(w, number, depth)

    def dress(self, w, number, depth):
        """Modifiers, determiner and what follows the noun."""
        if self.chance(0.2):
            a = self.adjective()
            if self.chance(0.05):
                a.post(self.adjective().as_('conj').outer(W('and', 'CCONJ', rel='cc')))
            w.outer(a)
        if self.chance(0.04):
            w.outer(self.hyphenated())
        d = self.rng.random()
        if d < 0.08:
            w.outer(self.country_adjective())
        elif d < 0.11:
            w.outer(self.short_country().as_('compound'))
        d = self.rng.random()
        if d < 0.13:
            w.outer(self.own())
        elif number == 'Mass':
            if d < 0.35:
                w = self.put_article(w, True)
            elif d < 0.4:
                w.outer(self.det(self.pick(['some', 'any', 'no', 'this'])))
        elif number == 'Plur':
            if d < 0.38:
                w = self.put_article(w, True)
            elif d < 0.5:
                w.outer(self.count())
            elif d < 0.55:
                w.outer(self.det(self.pick(['some', 'any', 'no', 'these', 'those'])))
            elif d < 0.6:
                w.outer(W(self.pick(['many', 'several', 'other', 'new', 'more']), 'ADJ', POS, rel='amod'))
                if w.left[0].form == 'more':
                    w.left[0].feats = 'Degree=Cmp'
        elif d < 0.55:
            w = self.put_article(w, False)
        elif d < 0.6:
            w.outer(self.det(self.pick(['this', 'that', 'another', 'no', 'any', 'every', 'each'])))
        elif d < 0.64:
            o = self.pick(ORDINALS)
            w.outer(W(o, 'ADJ', 'Degree=Sup' if o == 'latest' else POS if o in ('next', 'last', 'final') else 'Degree=Pos|NumForm=Word|NumType=Ord', 'late' if o == 'latest' else o, 'amod'))
            w = self.put_article(w, True)
        else:
            w = self.put_article(w, True)
        if self.chance(0.4 if depth > 0 else 0.07):
            self.extend(w, depth)
        return w

    def extend(self, w, depth):
        """Something after a noun: a prepositional phrase, a participle, a relative clause, examples."""
        if self.chance(0.07):
            return self.with_examples(w)
        d = self.rng.random()
        if d < 0.45:
            prep = self.pick(['of', 'of', 'of', 'in', 'in', 'from', 'for', 'on', 'between', 'with', 'against', 'about'])
            if prep == 'between':
                inner = self.coordinate(self.pick([self.country, self.city, self.organisation, self.bare_person]), 2)
            elif prep == 'in':
                inner = self.place_name() if self.chance(0.7) else self.place(0)
            elif prep == 'from':
                inner = self.place_name()
            elif depth <= 0:
                inner = self.actor(0, pronouns=False, coordinate=False)
            else:
                inner = self.pick_call([(2, lambda: self.thing(depth - 1)), (2, lambda: self.actor(0, pronouns=False, coordinate=False)), (1, lambda: self.event(0))])
            w.post(self.phrase(inner, prep))
        elif d < 0.66:
            w.post(self.reduced_relative(depth - 1))
        elif d < 0.94:
            self.with_relative(w, depth - 1)
        else:
            w.post(self.phrase(self.place_name(), self.pick(['near', 'outside', 'across', 'inside', 'at', 'along'])))
        return w

    def with_examples(self, w):
        """`…, including two children`, `… such as Kenya and Mali`."""
        inner = self.coordinate(self.pick([self.country, self.city, self.organisation, self.bare_person, lambda: self.people(0)]), 2) if self.chance(0.5) else self.people(0) if self.chance(0.7) else self.thing(0)
        if self.chance(0.6):
            inner.outer(W('including', 'VERB', 'Tense=Pres|VerbForm=Part', 'include', 'case'))
        else:
            inner.outer(W('such', 'ADJ', 'ExtPos=ADP', 'such', 'case').post(W('as', 'ADP', rel='fixed')))
        inner.as_('nmod')
        if self.chance(0.6):
            inner.outer(punct(','))
        return w.post(inner)

    def sides(self):
        """`both sides`, `the two countries`, `the leaders of A and B`."""
        noun = self.pick(['side', 'country', 'government', 'leader', 'minister', 'nation', 'man', 'party', 'group', 'state', 'president', 'army', 'neighbour', 'rival', 'foreign minister'])
        w = self.noun(noun, 'Plur')
        w.kind = 'actor'
        d = self.rng.random()
        if d < 0.3:
            return w.outer(self.det('both'))
        if d < 0.6:
            return self.put_article(w.outer(W(self.pick(['two', 'two', 'three']), 'NUM', 'NumForm=Word|NumType=Card', rel='nummod')), True)
        if d < 0.7:
            return self.put_article(w.outer(W('other', 'ADJ', POS, rel='amod')), True)
        return self.put_article(w, True).post(self.phrase(self.coordinate(self.country, 2), 'of'))

    def event(self, depth=1, noun=None):
        """A nominalised event with its parties: `Russia's attack on Ukraine`, `talks between A and B`."""
        if noun is None:
            noun = self.pick(self.event_list)
        number = 'Plur' if self.chance(0.3) else 'Sing'
        w = self.noun(' '.join(noun), number)
        preps = self.v.event_nouns.get(noun, [])
        w.kind = 'event'
        if self.chance(0.15):
            w.outer(self.adjective())
        d = self.rng.random()
        bare = False
        if d < 0.2:
            w.outer(self.possessor(self.pick_call([(3, self.country), (1, self.bare_person), (1, self.city), (1, self.organisation), (1, self.common_body)])))
            bare = True
        elif d < 0.38:
            w.outer(self.country_adjective())
        elif d < 0.45:
            w.outer(self.short_country().as_('compound'))
        elif d < 0.5:
            w.outer(self.pronoun(self.pick(['he', 'they', 'it', 'she']), 'Gen'))
            bare = True
        if not bare:
            if number == 'Sing' and self.chance(0.85):
                w = self.put_article(w, self.chance(0.5))
            elif number == 'Plur' and self.chance(0.3):
                w = self.put_article(w, True)
            elif number == 'Plur' and self.chance(0.2):
                w.outer(self.count())
        if depth >= 0 and self.chance(0.65):
            d = self.rng.random()
            if d < 0.3:
                w.post(self.phrase(self.patient(0), 'of'))
                if self.chance(0.25):
                    w.post(self.phrase(self.actor(0, pronouns=False), 'by'))
            elif d < 0.7 and preps:
                p = self.pick(preps)
                inner = self.coordinate(self.country, 2) if p in ('between', 'among') else self.actor(0, pronouns=False) if self.chance(0.75) else self.thing(0)
                w.post(self.phrase(inner, p))
            elif d < 0.78:
                w.post(self.phrase(self.coordinate(self.pick([self.country, self.city_as_actor, self.organisation, lambda: self.people(0)]), 2), 'between'))
            elif d < 0.86:
                w.post(self.phrase(self.actor(0, pronouns=False), self.pick(['with', 'by', 'against', 'from'])))
            elif d < 0.93:
                w.post(self.phrase(self.thing(0), self.pick(['over', 'about', 'on', 'for'])))
            if self.chance(0.14):
                w.post(self.phrase(self.place_name(), 'in'))
        return w

    def patient(self, depth=1):
        """Whatever a verb may act on."""
        return self.pick_call([(4, lambda: self.actor(depth, pronouns=False)), (4.5, lambda: self.thing(depth)), (3, lambda: self.event(depth)), (0.8, lambda: self.place(0)), (0.5, lambda: self.coordinate(lambda: self.thing(0))),
                               (0.4, lambda: self.accusative())])

    def accusative(self):
        return self.pronoun(self.pick(['he', 'they', 'it', 'she', 'they']), 'Acc')

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
