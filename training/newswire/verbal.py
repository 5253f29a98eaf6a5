"""Verb phrases and clauses: what is done, in which form, and what hangs on it. Part of the grammar (`Grammar` in sentences.py).

A predicate is chosen first (predicates.py: lemma and what follows the verb), then put into a form (`finite`, `infinitive`, `ing_clause`, `passive_participle`).
Doors: `clause` (a finite clause with subject), `infinitive`, `ing_clause`, `reduced_relative`, `with_relative`.
"""
from . import inflect
from .predicates import Predicate
from .tree import W, punct

BE = {('Pres', 'Sing', 3): 'is', ('Pres', 'Sing', 1): 'am', ('Pres', 'Plur', 3): 'are', ('Pres', 'Plur', 1): 'are', ('Past', 'Sing', 3): 'was', ('Past', 'Sing', 1): 'was', ('Past', 'Plur', 3): 'were', ('Past', 'Plur', 1): 'were'}
HAVE = {'Pres': ('has', 'have'), 'Past': ('had', 'had')}
DO = {'Pres': ('does', 'do'), 'Past': ('did', 'did')}
MODALS = 'will would could may might must should can will would'.split()
CAUSES = 'over amid despite after because_of due_to following in_response_to before during since'.split()


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
            return self.obl('in', W('response', 'NOUN', 'Number=Sing').post(self.phrase(w, 'to')))
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
