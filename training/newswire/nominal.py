"""Noun phrases: who and what the sentences are about. Part of the grammar (`Grammar` in sentences.py).

Doors: `actor`, `thing`, `event`, `patient` (whatever a verb may act on). Each returns the head with all its dependents;
its `number` is what a verb agrees with.
"""
from .proper import PLUR, POS, SING
from .tree import W, flatten, punct

ORDINALS = 'first second third fourth fifth sixth seventh latest next last final'.split()


class Nominal:
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
