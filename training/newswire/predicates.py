"""What can be said of a subject: verbs and what they govern. Part of the grammar (`Grammar` in sentences.py).

Doors: `predicate` (active voice), `passive_predicate`; both give a `Predicate`, which verbal.py puts into a form.
"""
from . import inflect
from .proper import PLUR, POS, SING
from .tree import W, punct
from .vocabulary import ADVERB_PARTICLES


class Predicate:
    """A verb with what follows it, before it has a form."""

    def __init__(self, lemma, *right, passive=False, subject=None, upos='VERB', head=None, cop=False):
        self.lemma, self.right, self.passive, self.subject, self.cop = lemma, list(right), passive, subject, cop
        self.head = head  # of a copula: the nominal or adjective that is the predicate


class Predicates:
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
        return W(form, 'ADV', rel='advmod') if form in ADVERB_PARTICLES else W(form, 'ADP', rel='compound:prt')

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
