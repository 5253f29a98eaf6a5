"""Verb phrases and clauses: what is done, in which form, and what hangs on it. Part of the grammar (`Grammar` in sentences.py).

A predicate is chosen first (`predicate`: lemma and what follows the verb), then put into a form (`finite`, `infinitive`, `ing`, `passive_participle`).
Doors: `clause` (a finite clause with subject), `infinitive`, `ing_clause`, `reduced_relative`, `with_relative`, `speech`.
"""
from . import inflect
from .nominal import PLUR, POS, SING
from .tree import W, flatten, punct

BE = {('Pres', 'Sing', 3): 'is', ('Pres', 'Sing', 1): 'am', ('Pres', 'Plur', 3): 'are', ('Pres', 'Plur', 1): 'are', ('Past', 'Sing', 3): 'was', ('Past', 'Sing', 1): 'was', ('Past', 'Plur', 3): 'were', ('Past', 'Plur', 1): 'were'}
HAVE = {'Pres': ('has', 'have'), 'Past': ('had', 'had')}
DO = {'Pres': ('does', 'do'), 'Past': ('did', 'did')}
MODALS = 'will would could may might must should can will would'.split()
CAUSES = 'over amid despite after because_of due_to following in_response_to before during since'.split()


class Predicate:
    """A verb with what follows it, before it has a form."""

    def __init__(self, lemma, *right, passive=False, subject=None, upos='VERB', head=None, cop=False):
        self.lemma, self.right, self.passive, self.subject, self.cop = lemma, list(right), passive, subject, cop
        self.head = head  # of a copula: the nominal or adjective that is the predicate


class Verbal:
    # ---- forms ----

    def agreement(self, tense, subject):
        number, person = (subject.number, subject.person) if subject is not None else ('Sing', 3)
        return 'Mood=Ind|Number=%s|Person=%d|Tense=%s|VerbForm=Fin' % (number, person, tense), number, person

    def aux(self, lemma, tense, subject, rel='aux'):
        feats, number, person = self.agreement(tense, subject)
        if lemma == 'be':
            form = BE[tense, number, person]
        else:
            form = (HAVE if lemma == 'have' else DO)[tense][0 if number == 'Sing' and person == 3 else 1]
        return W(form, 'AUX', feats, lemma, rel)

    def negation(self, clitic=False):
        return W("n't" if clitic and self.chance(0.6) else 'not', 'PART', 'Polarity=Neg', 'not', 'advmod')

    def finish(self, v, p, subject, subject_rel, auxes, adverbs=True):
        """Puts subject, auxiliaries and an adverb before the verb, the rest behind it."""
        before = [] if subject is None else [subject.as_(subject_rel)]
        adverb = []
        if adverbs and self.chance(0.1):
            adverb = [self.adverb(self.pick(self.v.own['adverbs manner']) if self.chance(0.7) else self.pick(['also', 'still', 'already', 'now', 'again', 'never', 'then', 'even', 'just', 'only', 'once', 'often']))]
        v.pre(*before, *auxes, *adverb)
        v.post(*p.right)
        return v

    def finite(self, p, subject, tense=None, plain=False):
        """The predicate with its subject in one of the tenses of news: verb, auxiliaries, agreement."""
        british = self.chance(0.6)
        d = self.rng.random()
        if tense is None:
            tense = 'Past' if self.rng.random() < 0.76 else 'Pres'
        neg = self.chance(0.06) and not plain
        if p.cop:
            return self.finite_copula(p, subject, tense, neg)
        rel = 'nsubj:pass' if p.passive else 'nsubj'
        part, be = self.participle_form(p.lemma, british), 'aux:pass' if p.passive else 'aux'
        auxes = []
        if plain or d < 0.66:
            if p.passive:
                auxes = [self.aux('be', tense, subject, be)] + ([self.negation()] if neg else [])
                v = W(part, 'VERB', 'Tense=Past|VerbForm=Part|Voice=Pass', p.lemma)
            elif neg:
                auxes = [self.aux('do', tense, subject), self.negation(clitic=True)]
                v = W(p.lemma, 'VERB', 'VerbForm=Inf', p.lemma)
            else:
                v = self.finite_verb(p.lemma, tense, subject, british)
        elif d < 0.78:  # modal
            auxes = [W(self.pick(MODALS), 'AUX', 'VerbForm=Fin', rel='aux')] + ([self.negation()] if neg else [])
            if p.passive:
                auxes.append(W('be', 'AUX', 'VerbForm=Inf', 'be', 'aux:pass'))
                v = W(part, 'VERB', 'Tense=Past|VerbForm=Part|Voice=Pass', p.lemma)
            elif self.chance(0.12):
                auxes.append(W('have', 'AUX', 'VerbForm=Inf', 'have', 'aux'))
                v = W(part, 'VERB', 'Tense=Past|VerbForm=Part', p.lemma)
            else:
                v = W(p.lemma, 'VERB', 'VerbForm=Inf', p.lemma)
        elif d < 0.92:  # perfect
            auxes = [self.aux('have', 'Pres' if self.chance(0.65) else 'Past', subject)] + ([self.negation(clitic=True)] if neg else [])
            if p.passive:
                auxes.append(W('been', 'AUX', 'Tense=Past|VerbForm=Part', 'be', 'aux:pass'))
                v = W(part, 'VERB', 'Tense=Past|VerbForm=Part|Voice=Pass', p.lemma)
            elif self.chance(0.1):
                auxes.append(W('been', 'AUX', 'Tense=Past|VerbForm=Part', 'be', 'aux'))
                v = W(inflect.ing(p.lemma, british), 'VERB', 'Tense=Pres|VerbForm=Part', p.lemma)
            else:
                v = W(part, 'VERB', 'Tense=Past|VerbForm=Part', p.lemma)
        else:  # progressive
            auxes = [self.aux('be', tense, subject)] + ([self.negation()] if neg else [])
            if p.passive:
                auxes.append(W('being', 'AUX', 'Tense=Pres|VerbForm=Part', 'be', 'aux:pass'))
                v = W(part, 'VERB', 'Tense=Past|VerbForm=Part|Voice=Pass', p.lemma)
            else:
                v = W(inflect.ing(p.lemma, british), 'VERB', 'Tense=Pres|VerbForm=Part', p.lemma)
        if neg and auxes and auxes[-1].form == "n't" and auxes[-2].form == 'can':
            auxes[-1].form = 'not'
        return self.finish(v, p, subject, rel, auxes)

    def participle_form(self, lemma, british):
        return inflect.participle(lemma, british)

    def finite_verb(self, lemma, tense, subject, british=True):
        feats, number, person = self.agreement(tense, subject)
        if tense == 'Past':
            form = inflect.past(lemma, british)
        else:
            form = inflect.third(lemma) if number == 'Sing' and person == 3 else lemma
        return W(form, 'VERB', feats, lemma)

    def finite_copula(self, p, subject, tense, neg):
        d = self.rng.random()
        if d < 0.72:
            auxes = [self.aux('be', tense, subject, 'cop')]
        elif d < 0.88:
            auxes = [W(self.pick(MODALS), 'AUX', 'VerbForm=Fin', rel='aux'), W('be', 'AUX', 'VerbForm=Inf', 'be', 'cop')]
        else:
            auxes = [self.aux('have', 'Pres', subject), W('been', 'AUX', 'Tense=Past|VerbForm=Part', 'be', 'cop')]
        if neg:
            auxes.insert(1, self.negation())
        head = p.head
        head.outer(subject.as_('nsubj'), *auxes)
        return head.post(*p.right)

    def infinitive(self, p, rel='xcomp', to=True, negative=0.04):
        british = self.chance(0.6)
        auxes = ([self.negation()] if self.chance(negative) else []) + ([W('to', 'PART', rel='mark')] if to else [])
        if p.cop:
            head = p.head.outer(*auxes, W('be', 'AUX', 'VerbForm=Inf', 'be', 'cop'))
            return head.post(*p.right).as_(rel)
        if p.passive:
            auxes.append(W('be', 'AUX', 'VerbForm=Inf', 'be', 'aux:pass'))
            v = W(self.participle_form(p.lemma, british), 'VERB', 'Tense=Past|VerbForm=Part|Voice=Pass', p.lemma)
        else:
            v = W(p.lemma, 'VERB', 'VerbForm=Inf', p.lemma)
        return self.finish(v, p, None, '', auxes, adverbs=False).as_(rel)

    def ing_clause(self, p, rel, mark=None):
        """A clause around an -ing form; the treebanks call it a gerund as noun's clause and complement, a participle elsewhere."""
        british = self.chance(0.6)
        gerund = rel in ('acl', 'xcomp', 'csubj', 'amod')
        marks = [W(mark, 'SCONJ', rel='mark')] if mark else []
        if p.passive or p.cop:
            v = W(self.participle_form(p.lemma, british), 'VERB', 'Tense=Past|VerbForm=Part|Voice=Pass', p.lemma) if p.passive else p.head
            marks.append(W('being', 'AUX', 'VerbForm=Ger', 'be', 'aux:pass' if p.passive else 'cop'))
            if p.cop:
                return v.outer(*marks).post(*p.right).as_(rel)
            return self.finish(v, p, None, '', marks, adverbs=False).as_(rel)
        v = W(inflect.ing(p.lemma, british), 'VERB', 'VerbForm=Ger' if gerund else 'Tense=Pres|VerbForm=Part', p.lemma)
        return self.finish(v, p, None, '', marks, adverbs=False).as_(rel)

    def passive_participle(self, p, rel='acl'):
        v = W(self.participle_form(p.lemma, self.chance(0.6)), 'VERB', 'Tense=Past|VerbForm=Part|Voice=Pass', p.lemma)
        return self.finish(v, p, None, '', [], adverbs=False).as_(rel)

    # ---- predicates ----

    def obl(self, prep, head):
        return self.phrase(head, prep, 'obl')

    def object_verb(self):
        return self.pick(self.object_verbs)

    def predicate(self, depth=1, subjectless=False):
        """Any predicate in the active voice. `subjectless`: one that sits well in an infinitive."""
        return self.pick_call([
            (28, lambda: Predicate(self.object_verb(), self.patient(depth).as_('obj'))),
            (7, lambda: self.prep_predicate(depth)),
            (5, lambda: self.particle_predicate(depth)),
            (10, lambda: self.fixed_predicate(depth)),
            (5, lambda: self.light_predicate(depth)),
            (4, lambda: self.intransitive_predicate(depth)),
            (3.2, lambda: self.ditransitive(depth)),
            (3, lambda: self.object_and_phrase(depth)),
            (13 if depth > 0 else 3.5 if depth == 0 else 0, lambda: self.control(depth)),
            (4.5 if depth > 0 else 1.5 if depth == 0 else 0.4, lambda: self.blame(depth)),
            (2.2, lambda: self.named_as(depth)),
            (1 if subjectless else 6, lambda: self.copula(depth)),
            (1.2, lambda: self.with_party(depth)),
            (0.9 if depth >= 0 else 0, lambda: Predicate(self.pick(self.v.own['verbs ing']), self.ing_clause(self.predicate(-1, True), 'xcomp'))),
        ])

    def prep_predicate(self, depth):
        v, prep = self.pick(self.prep_verbs)
        return Predicate(v, self.obl(prep, self.patient(depth) if prep not in ('in', 'near', 'at') else self.place(0) if self.chance(0.6) else self.thing(0)))

    def particle(self, form):
        from .vocabulary import ADVERB_PARTICLES
        return W(form, 'ADV', rel='advmod') if form in ADVERB_PARTICLES or form in ('back', 'away') else W(form, 'ADP', rel='compound:prt')

    def particle_predicate(self, depth):
        d = self.rng.random()
        if d < 0.6:
            v, prt = self.pick(self.particle_verbs)
            obj = self.patient(depth).as_('obj')
            prt = self.particle(prt)
            if obj.kind == 'pronoun' or (self.chance(0.12) and not obj.right):
                return Predicate(v, obj, prt)
            return Predicate(v, prt, obj)
        if d < 0.8:
            v, prt, prep = self.pick(self.particle_prep_verbs)
            head = self.patient(depth).as_('obl')
            if prt == 'out' and prep == 'of':
                return Predicate(v, head.outer(W('out', 'ADP', rel='case'), self.case('of')))
            if prt in ('away', 'back', 'out', 'together', 'forward') and prep in ('from', 'to', 'of', 'with'):
                return Predicate(v, self.particle(prt), head.outer(self.case(prep)))
            return Predicate(v, self.particle(prt), head.outer(self.case(prep)))
        v, prt = self.pick(self.particle_intransitives)
        right = [self.particle(prt)]
        if self.chance(0.4):
            right.append(self.obl(self.pick(['in', 'after', 'between', 'during']), self.place(0)) if self.chance(0.5) else self.obl('after', self.event(0)))
        if right[-1].rel == 'obl' and right[-1].left and right[-1].left[0].form == 'between':
            right[-1] = self.obl('between', self.coordinate(self.country, 2))
        return Predicate(v, *right)

    def bare_noun_phrase(self, words):
        """The object of a fixed expression: with or without article, singular or plural as the noun allows."""
        w = self.noun(' '.join(words), 'Plur' if self.chance(0.4) else 'Sing')
        if w is None:
            return None
        d = self.rng.random()
        if self.chance(0.15):
            w.outer(self.adjective())
        if self.chance(0.08):
            w.outer(self.country_adjective())
        if w.number == 'Sing':
            if d < 0.5:
                w = self.put_article(w, False)
            elif d < 0.7:
                w = self.put_article(w, True)
            elif d < 0.8:
                w.outer(self.own())
        elif d < 0.2:
            w = self.put_article(w, True)
        elif d < 0.3:
            w.outer(self.own())
        elif d < 0.38:
            w.outer(self.count())
        return w

    def fixed_predicate(self, depth):
        """What the lexicon's triggers of several words say: `close embassy`, `impose sanction on`, `bring to justice`."""
        d = self.rng.random()
        if d < 0.55:
            v, *words = self.pick(self.v.verbs['fixed object'])
            obj = self.bare_noun_phrase(words)
            if obj is None:
                return self.fixed_predicate(depth)
            if self.chance(0.25):
                obj.post(self.phrase(self.patient(0), self.pick(['of', 'in', 'on', 'against', 'with', 'for'])))
            return Predicate(v, obj.as_('obj'))
        if d < 0.8:
            v, *words, prep = self.pick(self.v.verbs['fixed object prep'])
            obj = self.bare_noun_phrase(words)
            if obj is None:
                return self.fixed_predicate(depth)
            return self.object_with_prep(v, obj, prep, depth)
        v, prep, *words = self.pick(self.v.verbs['object fixed prep'])
        inner = self.noun(' '.join(words))
        if inner is None:
            return self.fixed_predicate(depth)
        if self.chance(0.3):
            inner = self.put_article(inner, self.chance(0.5))
        return Predicate(v, self.patient(0).as_('obj'), self.obl(prep, inner))

    def object_with_prep(self, v, obj, prep, depth):
        """`sanctions on Iran` after a verb: of the noun where the noun is an event or takes the preposition, else of the verb."""
        other = self.patient(depth)
        to_noun = prep in ('of', 'between') or (tuple([obj.lemma]) in self.v.event_nouns and v in ('launch', 'hold', 'stage', 'make', 'sign', 'reach', 'mount', 'conduct', 'start', 'begin', 'end', 'have', 'open', 'resume', 'wage', 'express', 'plan'))
        if to_noun:
            obj.post(self.phrase(other, prep))
            return Predicate(v, obj.as_('obj'))
        return Predicate(v, obj.as_('obj'), self.obl(prep, other))

    def light_predicate(self, depth):
        v, noun, prep = self.pick(self.v.own['nouns light']).split(':')
        v = v.split()
        plural = noun in ('talks', 'relations') or noun in ('sanction', 'tie', 'relation', 'question', 'doubt', 'demand', 'charge', 'concern')
        obj = W(inflect.plural(noun) if plural and noun != 'talks' else noun, 'NOUN', PLUR if plural else SING, noun[:-1] if noun == 'talks' else noun)
        obj.number = 'Plur' if plural else 'Sing'
        if self.chance(0.25):
            obj.outer(self.adjective())
        if noun in ('agreement', 'deal', 'meeting', 'treaty', 'attack', 'offensive', 'assault', 'ban', 'tariff', 'appeal', 'visit', 'rally', 'protest', 'demonstration', 'warning', 'statement', 'speech', 'investigation', 'inquiry', 'raid', 'strike', 'campaign', 'threat', 'accord', 'letter', 'message',
                    'delegation', 'plan', 'referendum', 'vote', 'role', 'complaint', 'invitation', 'outcry', 'accusation', 'apology') and not plural:
            obj = self.put_article(obj, self.chance(0.12))
        right = [W(v[1], 'ADP', rel='compound:prt')] if len(v) > 1 else []
        p = self.object_with_prep(v[0], obj, prep, depth)
        p.right[:0] = right
        return p

    def intransitive_predicate(self, depth):
        d = self.rng.random()
        if d < 0.45:
            v = self.pick(self.v.own['verbs motion'])
            return Predicate(v, self.obl(self.pick(['to', 'to', 'from', 'into', 'through', 'toward', 'across', 'towards']), self.place_name() if self.chance(0.7) else self.place(0)))
        v = self.pick(self.intransitives)
        right = []
        d = self.rng.random()
        if d < 0.35:
            right = [self.obl(self.pick(['in', 'in', 'at', 'near', 'outside', 'across', 'along']), self.place_name() if self.chance(0.6) else self.place(0))]
        elif d < 0.55:
            right = [self.adverb(self.pick(self.v.own['adverbs manner']))]
        elif d < 0.75:
            right = [self.obl(self.pick(['after', 'over', 'during', 'with', 'against', 'for', 'on', 'amid', 'before']), self.event(0) if self.chance(0.6) else self.thing(0))]
        return Predicate(v, *right)

    def ditransitive(self, depth):
        v = self.pick(self.v.own['verbs ditransitive'])
        obj = self.thing(depth) if self.chance(0.75) else self.money()
        who = self.actor(0, pronouns=False, coordinate=False)
        if self.chance(0.55):
            return Predicate(v, who.as_('iobj'), obj.as_('obj'))
        return Predicate(v, obj.as_('obj'), self.obl('to', who))

    def object_and_phrase(self, depth):
        v = self.pick(['send', 'move', 'bring', 'take', 'drive', 'put', 'place', 'transfer', 'deploy', 'withdraw', 'remove', 'expel', 'recall', 'ban', 'bar', 'pull', 'push', 'return', 'deliver', 'supply', 'export', 'import', 'fire', 'drop', 'throw', 'hurl', 'launch', 'aim', 'direct', 'share', 'sign',
                       'hide', 'hold', 'find', 'arrest', 'kill', 'protect', 'free', 'save', 'provide', 'replace', 'arm', 'supply', 'compare', 'link', 'separate', 'spend', 'blame', 'pin'])
        prep = self.pick(['to', 'from', 'into', 'in', 'at', 'on', 'with', 'for', 'against', 'across', 'through'])
        other = self.place_name() if prep in ('from', 'to', 'into', 'in', 'across', 'through') and self.chance(0.65) else self.patient(0)
        return Predicate(v, self.patient(0).as_('obj'), self.obl(prep, other))

    def with_party(self, depth):
        return Predicate(self.pick(self.v.own['verbs with']), self.obl('with', self.actor(depth, pronouns=False)))

    def control(self, depth):
        inner = lambda: self.predicate(depth - 1, True) if self.chance(0.87) else self.passive_predicate(0)
        d = self.rng.random()
        if d < 0.42:
            return Predicate(self.pick(self.v.own['verbs control']), self.infinitive(inner()))
        if d < 0.72:
            kind = self.pick(['iobj', 'obj', 'obj'])
            who = self.accusative() if self.chance(0.12) else self.actor(0, pronouns=False)
            return Predicate(self.pick(self.v.own['verbs objcontrol ' + kind]), who.as_(kind), self.infinitive(inner()))
        if d < 0.92:
            v, prep = self.pick(self.v.own['verbs oblcontrol'][:2] * 3 + self.v.own['verbs oblcontrol'][2:]).split(':')
            return Predicate(v, self.obl(prep, self.actor(0, pronouns=False)), self.infinitive(inner()))
        return Predicate('call', self.obl('for', self.thing(0) if self.chance(0.5) else self.event(0)))

    def blame(self, depth):
        """`accused X of V-ing`, `banned X from V-ing`, `blamed X for the N`."""
        v, prep = self.pick(self.v.own['verbs objprep']).split(':')
        who = self.actor(0, pronouns=False) if self.chance(0.9) else self.accusative()
        if self.chance(0.55) and depth >= 0:
            return Predicate(v, who.as_('obj'), self.ing_clause(self.predicate(-1, True), 'advcl', prep))
        return Predicate(v, who.as_('obj'), self.obl(prep, self.thing(0) if self.chance(0.6) else self.event(0)))

    def quoted_word(self, a):
        """A word or phrase in quotation marks, now and then: `called the raid "barbaric"`."""
        return a.outer(punct('"')).post(punct('"')) if self.chance(0.2) else a

    def named_as(self, depth):
        d = self.rng.random()
        if d < 0.55:
            v = self.pick(self.v.own['verbs namedas'])
            if self.chance(0.3):
                a = self.pick(self.v.own['adjectives predicate'])
                return Predicate(v, self.patient(0).as_('obj'), self.quoted_word(W(a, 'ADJ', POS, a, 'obl')).outer(self.case('as')))
            return Predicate(v, self.patient(0).as_('obj'), self.obl('as', self.put_article(self.noun(self.pick(self.person_texts + self.v.own['nouns abstract'])) or self.noun('threat'), False)))
        v = self.pick(self.v.own['verbs complex'])
        if self.chance(0.35):
            a = self.pick(self.v.own['adjectives predicate'])
            return Predicate(v, self.patient(0).as_('obj'), self.quoted_word(W(a, 'ADJ', POS, a, 'xcomp')))
        noun = self.noun(self.pick(self.v.own['nouns title plain'] + self.v.own['nouns abstract'])) or self.noun('leader')
        if v not in ('elect', 'appoint', 'name', 'crown') or self.chance(0.3):
            if self.chance(0.4):
                noun.outer(self.adjective())
            noun = self.put_article(noun, False)
        return Predicate(v, self.actor(0, pronouns=False).as_('obj'), self.quoted_word(noun.as_('xcomp')))

    def copula(self, depth):
        d = self.rng.random()
        if d < 0.4:
            a = self.pick(self.v.own['adjectives predicate'])
            head = W(a, 'ADJ', POS, a)
            if self.chance(0.15):
                head.pre(self.adverb(self.pick(['very', 'still', 'now', 'also', 'too', 'increasingly', 'deeply'])))
            right = []
            if a in ('ready', 'willing', 'unlikely', 'likely', 'eager', 'free', 'determined', 'unsure', 'happy') and self.chance(0.6):
                right = [self.infinitive(self.predicate(0, True), 'xcomp')]
            elif a in ('concerned', 'worried', 'confident', 'optimistic', 'sceptical', 'unhappy', 'clear', 'sorry', 'hopeful') and self.chance(0.5):
                right = [self.obl('about', self.thing(0))]
            elif a in ('responsible', 'guilty') and self.chance(0.6):
                right = [self.obl('for' if a == 'responsible' else 'of', self.event(0))]
            return Predicate('be', *right, head=head, cop=True)
        if d < 0.75:
            head = self.noun(self.pick(self.v.own['nouns abstract'] + self.v.own['nouns person'])) or self.noun('threat')
            if self.chance(0.4):
                head.outer(self.adjective())
            head = self.put_article(head, self.chance(0.35))
            if self.chance(0.4):
                head.post(self.phrase(self.patient(0), self.pick(['of', 'for', 'to', 'in'])))
            return Predicate('be', head=head, cop=True)
        prep = self.pick(['behind', 'under', 'in', 'against', 'at', 'near', 'without', 'on'])
        head = self.thing(0) if prep in ('behind', 'under', 'against', 'without', 'on') else self.place(0) if self.chance(0.5) else self.place_name()
        head.outer(self.case(prep))
        return Predicate('be', head=head, cop=True)

    def passive_predicate(self, depth=1, agent=None):
        """A predicate in the passive voice; its subject is what the verb acts on."""
        d = self.rng.random()
        right = []
        if d < 0.62:
            v = self.object_verb()
        elif d < 0.72:
            v, prt = self.pick(self.particle_verbs)
            right = [self.particle(prt)]
        elif d < 0.82:
            v, prep = self.pick(self.v.own['verbs objprep']).split(':')
            right = [self.ing_clause(self.predicate(0, True), 'advcl', prep) if self.chance(0.5) and depth > 0 else self.obl(prep, self.event(0) if self.chance(0.5) else self.thing(0))]
        elif d < 0.9:
            v = self.pick(self.v.own['verbs objcontrol obj'] + self.v.own['verbs objcontrol iobj'] + ['say', 'believe', 'report', 'allege', 'think', 'suppose', 'schedule', 'expect'])
            right = [self.infinitive(self.predicate(0, True))]
        elif d < 0.95:
            v = self.pick(self.v.own['verbs namedas'])
            right = [self.obl('as', self.put_article(self.noun(self.pick(self.v.own['nouns person'] + self.v.own['nouns abstract'])) or self.noun('threat'), False))]
        else:
            v = self.pick(self.v.own['verbs ditransitive'])
            right = [self.obl('to', self.actor(0, pronouns=False))] if self.chance(0.5) else [self.thing(0).as_('obj')]
        if agent is None:
            agent = self.chance(0.42)
        if agent:
            by = self.phrase(self.actor(0, pronouns=False) if self.chance(0.85) else self.thing(0), 'by', 'obl:agent')
            right.insert(0 if not right or right[0].rel not in ('compound:prt', 'advmod') else 1, by) if self.chance(0.6) else right.append(by)
        return Predicate(v, *right, passive=True)

    # ---- what hangs on a clause ----

    def adjuncts(self, v, depth, most=2):
        """Time, place, manner, cause, purpose, participles behind the verb."""
        n = self.pick([0, 0, 0, 1, 1, 1, 2][:5 + most])
        kinds = []
        for _ in range(n):
            k = self.pick_weighted([(5, 'time'), (2.6, 'place'), (1.2, 'manner'), (2.2, 'cause'), (1.2 if depth else 0, 'purpose'), (1.6 if depth else 0, 'participle'), (1.6 if depth else 0, 'clause'), (0.5, 'source'), (0.7, 'prep')])
            if k not in kinds:
                kinds.append(k)
        order = ['manner', 'place', 'prep', 'time', 'cause', 'purpose', 'source', 'clause', 'participle']
        for k in sorted(kinds, key=order.index):
            v.post(self.adjunct(k, depth))
        return v

    def adjunct(self, k, depth):
        if k == 'time':
            return self.time()
        if k == 'place':
            return self.obl(self.pick(['in', 'in', 'in', 'near', 'at', 'outside', 'across', 'inside', 'along', 'on']), self.place_name() if self.chance(0.6) else self.place(0))
        if k == 'manner':
            return self.adverb(self.pick(self.v.own['adverbs manner']))
        if k == 'cause':
            return self.cause(depth)
        if k == 'purpose':
            return self.infinitive(self.predicate(0, True), 'advcl')
        if k == 'participle':
            return self.ing_clause(self.predicate(0, True), 'advcl').outer(punct(','))
        if k == 'clause':
            return self.subordinate(depth)
        if k == 'source':
            w = self.pick_call([(2, self.common_body), (1, self.titled_person), (1, lambda: self.people(0))])
            return self.according(w).outer(punct(','))
        return self.obl(self.pick(['with', 'without', 'through', 'under', 'by', 'as', 'like', 'as']), self.thing(0))

    def according(self, w):
        return w.as_('obl').outer(W('according', 'VERB', 'ExtPos=ADP|Tense=Pres|VerbForm=Part', 'accord', 'case').post(W('to', 'ADP', rel='fixed')))

    def cause(self, depth):
        c = self.pick(CAUSES)
        w = self.event(0) if self.chance(0.6) else self.thing(0)
        if c == 'because_of':
            return w.as_('obl').outer(W('because', 'ADP', 'ExtPos=ADP', rel='case').post(W('of', 'ADP', rel='fixed')))
        if c == 'due_to':
            return w.as_('obl').outer(W('due', 'ADJ', 'Degree=Pos|ExtPos=ADP', rel='case').post(W('to', 'ADP', rel='fixed')))
        if c == 'following':
            return w.as_('obl').outer(W('following', 'VERB', 'Tense=Pres|VerbForm=Part', 'follow', 'case'))
        if c == 'in_response_to':
            return self.obl('in', W('response', 'NOUN', SING).post(self.phrase(w, 'to')))
        return self.obl(c, w)

    def subordinate(self, depth):
        """An adverbial clause with its conjunction."""
        d = self.rng.random()
        if d < 0.3:
            return self.ing_clause(self.predicate(0, True) if self.chance(0.8) else self.passive_predicate(0), 'advcl', self.pick(['after', 'before', 'while', 'by', 'without', 'since', 'after', 'despite', 'for']))
        mark = self.pick(['after', 'as', 'because', 'while', 'if', 'before', 'until', 'since', 'although', 'after', 'as', 'when', 'unless', 'so', 'once', 'though', 'where'])
        c = self.clause(0)
        if mark in ('when', 'where'):
            return c.as_('advcl').outer(W(mark, 'ADV', 'PronType=Int', rel='advmod'))
        return c.as_('advcl').outer(W(mark, 'SCONJ', rel='mark'))

    # ---- clauses ----

    def clause(self, depth=1, subject=None, tense=None, adjuncts=True):
        """A finite clause: subject, verb, and what follows."""
        if self.chance(0.22):
            p = self.passive_predicate(depth)
            subject = subject or (self.patient(depth) if self.chance(0.9) else self.pronoun(self.pick(['he', 'they', 'it'])))
        else:
            p = self.predicate(depth)
            if subject is None:
                d = self.rng.random()
                subject = self.actor(depth) if d < 0.76 else self.event(depth) if d < 0.9 else self.thing(depth)
        v = self.finite(p, subject, tense)
        if adjuncts:
            self.adjuncts(v, depth if depth > 0 else 0, most=2 if depth > 0 else 1)
        if depth > 0 and self.chance(0.1) and not p.cop:
            self.join_verb(v, p, subject, depth)
        return v

    def join_verb(self, v, p, subject, depth):
        """A second verb with the same subject: `… and expelled its ambassador`."""
        q = self.predicate(0, True)
        w = self.finite_verb(q.lemma, 'Past' if 'Tense=Past' in v.feats else 'Pres', subject)
        w.post(*q.right)
        w.outer(W(self.pick(['and', 'and', 'and', 'but']), 'CCONJ', rel='cc'))
        if 'Mood=Ind' not in v.feats:
            w.form, w.feats = inflect.past(q.lemma), w.feats.replace('Tense=Pres', 'Tense=Past')
        v.post(w.as_('conj'))

    def reduced_relative(self, depth=0):
        """`accused of spying`, `held by rebels`, `carrying weapons` after a noun."""
        if self.chance(0.62):
            p = self.passive_predicate(0)
            v = self.passive_participle(p)
        else:
            v = self.ing_clause(self.predicate(0, True), 'acl')
        if self.chance(0.25):
            v.post(self.pick_call([(1, self.time), (1, lambda: self.obl('in', self.place_name()))]))
        return v

    def with_relative(self, w, depth=0):
        """A relative clause on a noun: `who …`, `which …`, `that X …`, `whose N …`."""
        person = w.kind == 'actor'
        d = self.rng.random()
        comma = self.chance(0.3)
        if d < 0.68:
            r = W('who' if person and self.chance(0.85) else self.pick(['which', 'that']), 'PRON', 'PronType=Rel', number=w.number)
            if r.form == 'that':
                comma = False
            p = self.passive_predicate(0) if self.chance(0.2) else self.predicate(0)
            c = self.finite(p, r)
        elif d < 0.88:
            subject = self.actor(0, coordinate=False)
            v = self.object_verb()
            c = self.finite(Predicate(v), subject)
            if self.chance(0.6):
                c.outer(W(self.pick(['that', 'which'] if not person else ['who', 'that']), 'PRON', 'PronType=Rel', rel='obj'))
            comma = False
        else:
            subject = (self.noun(self.pick(self.v.own['nouns abstract'])) or self.noun('party')).outer(W('whose', 'PRON', 'Poss=Yes|PronType=Rel', rel='nmod:poss'))
            c = self.finite(self.predicate(0), subject)
        if self.chance(0.3):
            c.post(self.time())
        c.as_('acl:relcl')
        if comma:
            c.outer(punct(','))
        w.post(c)
        if comma:
            w.post(punct(','))
        return w
