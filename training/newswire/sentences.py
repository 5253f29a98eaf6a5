"""Whole sentences of news English, and the grammar that all parts share.

`Grammar(data_folder, seed).sentence()` gives the root of one sentence; the kinds of sentences and how often each comes stand in `Grammar.sentence`.
"""
import random

from . import inflect
from .circumstance import Circumstance
from .common import Common
from .nominal import Nominal
from .predicates import Predicate, Predicates
from .proper import PLUR, SING, Proper
from .tree import W, flatten, punct
from .verbal import Verbal
from .vocabulary import Vocabulary, plain

# countries that the news names most, drawn more often than the rest
FREQUENT = set('''USA GBR FRA DEU RUS CHN JPN IRN IRQ ISR PSE SYR TUR EGY SAU IND PAK AFG PRK KOR UKR ITA ESP POL GRC SRB LBN LBY SDN SSD ETH SOM KEN NGA COD RWA ZWE ZAF DZA MAR TUN JOR KWT QAT YEM ARE THA IDN PHL VNM KHM MMR MYS AUS NZL CAN MEX CUB VEN
COL BRA ARG CHL PER BOL ECU HTI GEO ARM AZE BLR MDA KAZ KGZ TJK UZB TKM HUN ROU BGR ALB HRV BIH XKX MKD AUT CHE NLD BEL SWE NOR DNK FIN CZE SVK LTU LVA EST IRL PRT CYP LKA BGD NPL TWN MLI NER TCD CIV GHA SEN UGA ERI AGO MOZ'''.split())
# listed by the frames as taking a patient, though they take no plain object
NO_OBJECT = set('apologise apologize scuffle rankle volunteer ask quit rampage prowl journey converse parley sympathise tut-tut resort die exist arrive agree disagree grumble negotiate relent perish come go complain clash feud quarrel bicker squabble wrangle haggle repent vituperate demur kowtow retaliate backpedal'.split())


class Grammar(Proper, Common, Nominal, Circumstance, Predicates, Verbal):
    def __init__(self, data, seed=0):
        self.v = v = Vocabulary(data)
        self.rng = random.Random(seed)
        strip = lambda words: [w for w in words if all(plain(x) for x in w.split())]
        roles = lambda *natures: sorted({w for (s, n), ws in v.roles.items() if n in natures for w in strip(ws) if len(w.split()) <= 3})
        prepless = lambda ws: [w for w in ws if not set(w.split()) & {'of', 'for', 'in', 'to', 'at', 'by', 'on', 'de', 'and'}]
        self.adjective_set = set(v.own['adjectives'] + v.own['adjectives predicate'] + v.own['adjectives modifying']) | set('anti-government pro-democracy armed joint nuclear military political economic diplomatic'.split())
        self.adjective_set |= {'prime', 'former', 'foreign', 'chief'}
        own_nouns = {w for k in v.own if k.startswith('nouns') and k not in ('nouns light',) for t in v.own[k] for w in t.split() if ':' not in w}
        self.object_verbs = sorted((set(v.own['verbs transitive']) | {b[0] for b in v.verbs['object']}) - NO_OBJECT)
        self.object_verbs = [x for x in self.object_verbs if plain(x)]
        self.intransitives = [x for x in v.own['verbs intransitive'] if plain(x)]
        allowed = {'with', 'against', 'to', 'for', 'on', 'over', 'at', 'from', 'into', 'toward', 'about', 'in', 'of', 'between', 'off', 'through', 'upon', 'near'}
        self.prep_verbs = [t for t in v.verbs['prep'] if t[1] in allowed - {'off', 'between'}]
        base = {t[0] for t in v.verbs['object']} | set(self.object_verbs) | set(self.intransitives) | {t[0] for t in v.verbs['prep']}
        self.participles = {inflect.participle(x): x for x in sorted(base)}
        self.gerunds = {inflect.ing(x): x for x in sorted(base)}
        event_heads = {w[-1] for w in v.event_list}
        self.common_nouns = own_nouns | event_heads | set('''peace hunger protest trade oil gas missile aid arms arm ceasefire truce tariff visa embassy border prison prisoner airstrike suicide car truck roadside bomb rocket grenade mortar artillery police army navy air ground drone cyber weapon weapons human rights
        right debt food fuel court war press media election vote ballot tax customs travel flight port street mass hostage body prisoner refugee child student labour labor union worker state government security intelligence defence defense energy power water money bank company business opposition rebel militia party coalition
        parliament senate assembly council committee commission ministry department agency office sanction sanctions summit conference treaty accord pact deal agreement budget export import currency property asset passport territory land sea island river north south east west weekend morning night afternoon evening
        people police troops personnel kidnapping'''.split())
        self.common_nouns -= self.adjective_set
        self.common_nouns |= {w.split()[-1] for w in v.own['speech nouns']}
        self.particle_verbs = sorted({tuple(x.split(':')) for x in v.own['verbs particle transitive']} | {t for t in v.verbs['particle object'] if t[0] not in ('arrive', 'lurk', 'cruise', 'square', 'fall', 'climb', 'team')})
        self.particle_prep_verbs = sorted({tuple(x.split(':')) for x in v.own['verbs particle prep']} | set(v.verbs['particle prep']))
        self.particle_intransitives = sorted({tuple(x.split(':')) for x in v.own['verbs particle intransitive']})
        self.country_adjectives = {a.split()[-1] for e in v.countries for a in e['adjective']}
        self.country_adjective_lower = {w.lower() for w in self.country_adjectives}
        self.country_names = {e['name'] for e in v.countries}
        self.weighted_countries = [e for e in v.countries if e['code'] in FREQUENT]
        self.bodies = [b for e in v.countries for b in e['body'] + e['metonym'] if len(b.split()) < 6]
        self.city_texts = [p[0] for p in v.places if p[2] in ('city', 'district', 'site')]
        self.region_texts = [p[0] for p in v.places if p[2] not in ('city', 'district', 'site')]
        self.cultures = sorted({k.rsplit(' ', 1)[0] for k in v.names})
        self.givens = [v.names[c + ' given'] for c in self.cultures]
        self.participle_list = sorted(p for p, b in self.participles.items() if b in set(self.object_verbs))
        self.short_adjectives = sorted(inflect.SHORT)
        self.long_adjectives = [a for a in v.own['adjectives'] if len(a) > 7 and a not in inflect.SHORT and '-' not in a]
        known = lambda t: all(self.modifier(w) is not None for w in t.split()[:-1]) and t.split()[-1] not in self.adjective_set
        self.person_texts = [t for t in prepless(roles('person')) if known(t) and not t.endswith('s')] + v.own['nouns person']
        groups = [t for t in prepless(roles('group')) if known(t)]
        singular = lambda t: t[:-3] + 'y' if t.endswith('ies') and t != 'series' else t[:-1] if t.endswith('s') and not t.endswith('ss') and t.split()[-1] not in ('troops', 'forces') else t
        self.group_texts = [t for t in (' '.join(x.split()[:-1] + [singular(x.split()[-1])]) for x in groups) if t.split()[-1] in self.common_nouns or t.split()[-1] in ('troops', 'police', 'rebel', 'soldier')]
        self.body_texts = [t for t in prepless(roles('body')) if known(t) and not t.endswith('s')]
        self.class_nouns = sorted({w for ws in v.classes.values() for w in strip(ws) if w.split()[-1] in self.common_nouns and known(w)})
        for key in [k for k in v.own if k.startswith('nouns') and k != 'nouns light'] + ['speech nouns']:
            lost = [t for t in v.own[key] if any(self.modifier(w) is None for w in t.split()[:-1])]
            if lost:
                raise ValueError('words.txt [%s]: the grammar cannot tag %s' % (key, ', '.join(lost)))
        self.event_list = [w for w in v.event_list if self.noun(' '.join(w)) is not None]
        self.speech_verbs, self.quote_verbs = v.own['verbs speech'], v.own['verbs quote']

    # ---- chance ----

    def pick(self, options):
        return options[int(self.rng.random() * len(options))]

    def chance(self, p):
        return self.rng.random() < p

    def pick_weighted(self, options):
        at = self.rng.random() * sum(w for w, _ in options)
        for w, x in options:
            at -= w
            if at < 0:
                return x
        return options[-1][1]

    def pick_call(self, options):
        return self.pick_weighted(options)()

    # ---- sentences ----

    def sentence(self):
        """The root of one sentence of a random kind, 4 to 45 words long."""
        while True:
            root = self.pick_call([(38, self.plain_sentence), (10, self.said), (6, self.quoted), (7, self.fronted), (6, self.fronted_clause), (7, self.headline), (4, self.two_clauses), (2, self.there), (3, self.medial_speaker),
                                   (7, self.short_sentence), (2.5, self.told), (2.5, self.subject_clause), (9, self.short_names)])
            words, _ = flatten(root)
            if len(words) <= 45:
                return root

    def stop(self, v):
        return v.post(punct('.'))

    def plain_sentence(self):
        return self.stop(self.clause(1))

    def short_sentence(self):
        """Subject, verb, object, little else."""
        subject = self.actor(0, coordinate=self.chance(0.3)) if self.chance(0.8) else self.event(0)
        p = self.passive_predicate(0) if self.chance(0.25) else self.predicate(0)
        return self.stop(self.finite(p, subject, plain=self.chance(0.8)))

    def short_names(self):
        """Two parties and a verb, the way of wire leads: `Germany called on Israel to halt …`."""
        who = lambda: self.pick_call([(4, self.country), (2, self.city_as_actor), (1, self.organisation), (1, self.bare_person), (1, lambda: self.coordinate(self.country, 2)), (0.7, lambda: self.common_body())])
        p = self.pick_call([(3, lambda: Predicate(self.object_verb(), who().as_('obj'))), (2, lambda: self.control(1)), (1.5, lambda: Predicate(self.object_verb(), self.event(0).as_('obj'))), (1, lambda: self.blame(1)), (1, lambda: self.prep_predicate(0)),
                            (1, lambda: self.light_predicate(0)), (1.5, lambda: self.fixed_predicate(0)), (0.8, lambda: self.ditransitive(0)), (1, lambda: Predicate(self.object_verb(), self.thing(0).as_('obj'))), (0.6, lambda: self.passive_predicate(0, agent=True))])
        v = self.finite(p, who(), plain=True)
        if self.chance(0.4):
            v.post(self.adjunct(self.pick(['time', 'cause', 'place', 'cause']), 0))
        return self.stop(v)

    # speech

    def speaker(self):
        return self.pick_call([(4, self.titled_person), (3, self.bare_person), (2, self.common_body), (2, lambda: self.people(0)), (2, lambda: self.person_noun(None, 0)), (2, self.country), (1, self.organisation), (1.3, lambda: self.pronoun(self.pick(['he', 'she', 'they']))), (1.2, self.person_with_apposition)])

    def said(self, tense=None):
        """`X said (on Monday) (that) …`."""
        s = self.speaker()
        v = self.finite_verb(self.pick(['say'] * 14 + self.speech_verbs), tense or ('Past' if self.chance(0.85) else 'Pres'), s)
        v.pre(s.as_('nsubj'))
        if self.chance(0.08):
            v.pre(self.adverb(self.pick(['also', 'earlier', 'later', 'repeatedly', 'publicly', 'again'])))
        if self.chance(0.22):
            v.post(self.time())
        elif self.chance(0.12):
            v.post(self.phrase(self.put_article(self.noun(self.pick(self.v.own['speech nouns'])), False), 'in', 'obl'))
        c = self.clause(self.pick([0, 1, 1])).as_('ccomp')
        if self.chance(0.5):
            c.outer(W('that', 'SCONJ', rel='mark'))
        elif self.chance(0.1):
            c.outer(punct('"')).post(punct('"'))
        v.post(c)
        return self.stop(v)

    def told(self):
        """`X told Y (that) …`, `X warned Y against …`."""
        s = self.speaker()
        v = self.finite_verb(self.pick(['tell'] * 5 + self.v.own['verbs tell']), 'Past', s).pre(s.as_('nsubj'))
        listener = self.pick_call([(2, lambda: W('reporters', 'NOUN', PLUR, 'reporter')), (1, lambda: W('Reuters', 'PROPN', SING, 'Reuters', name='B-ORG')), (1, lambda: self.put_article(self.noun('news conference'), False) if self.chance(0.3) else W('journalists', 'NOUN', PLUR, 'journalist')),
                                   (2, lambda: self.actor(0, pronouns=False)), (1, self.accusative), (1, lambda: self.organisation())])
        v.post(listener.as_('iobj'))
        if self.chance(0.3):
            v.post(self.time() if self.chance(0.6) else self.phrase(self.place_name(), 'in', 'obl'))
        c = self.clause(self.pick([0, 1, 1])).as_('ccomp')
        if self.chance(0.6):
            c.outer(W('that', 'SCONJ', rel='mark'))
        return self.stop(v.post(c))

    def quotation(self, depth=0):
        subject = self.pronoun(self.pick(['we', 'we', 'I', 'it', 'they', 'he'])) if self.chance(0.6) else None
        return self.clause(depth, subject=subject)

    def quoted(self):
        """`" … , " said X .`, `… , X said on Monday .`"""
        quote = self.chance(0.6)
        c = self.quotation(self.pick([0, 1])) if quote else self.clause(1)
        s = self.speaker()
        v = self.finite_verb(self.pick(['say'] * 12 + self.quote_verbs), 'Past' if self.chance(0.88) else 'Pres', s)
        c.as_('ccomp')
        if quote:
            c.outer(punct('"'))
        c.post(punct(','))
        if quote:
            c.post(punct('"'))
        v.pre(c)
        v.pre(s.as_('nsubj')) if self.chance(0.45) else v.post(s.as_('nsubj')) if s.kind != 'pronoun' else v.pre(s.as_('nsubj'))
        if self.chance(0.4):
            v.post(self.time() if self.chance(0.65) else self.phrase(self.put_article(self.noun(self.pick(self.v.own['speech nouns'])), False), 'in', 'obl'))
        if self.chance(0.08):
            v.post(self.ing_clause(self.predicate(0, True), 'advcl').outer(punct(',')))
        return self.stop(v)

    def medial_speaker(self):
        """`The rebels, he said, had left.`: the speaker is parataxis within."""
        c = self.clause(0, adjuncts=True)
        s = self.speaker() if self.chance(0.6) else self.pronoun(self.pick(['he', 'she', 'they']))
        v = self.finite_verb(self.pick(['say'] * 6 + self.quote_verbs), 'Past', s)
        if s.kind == 'pronoun' or self.chance(0.6):
            v.pre(s.as_('nsubj'))
        else:
            v.post(s.as_('nsubj'))
        v.outer(punct(',')).post(punct(','))
        v.as_('parataxis')
        at = next((i for i, w in enumerate(c.left) if w.rel.startswith('nsubj')), None)
        if at is None:
            return self.stop(c)
        c.left.insert(at + 1, v)
        return self.stop(c)

    # order

    def fronted(self):
        """A phrase or adverb before the subject."""
        c = self.clause(self.pick([0, 1, 1]))
        d = self.rng.random()
        if d < 0.5:
            first = self.time()
        elif d < 0.62:
            first = self.adjunct(self.pick(['place', 'cause']), 0)
        elif d < 0.75:
            first = self.adverb(self.pick(self.v.own['adverbs sentence']))
        elif d < 0.84:
            first = self.according(self.speaker() if self.chance(0.8) else self.thing(0))
        else:
            first = self.adjunct(self.pick(['place', 'cause', 'prep']), 0)
        if first.rel == 'advmod' or self.chance(0.75):
            first.post(punct(','))
        return self.stop(c.outer(first))

    def fronted_clause(self):
        """`After …, X …`, `Accused of …, X …`, `Speaking in …, X …`, `To …, X …`."""
        c = self.clause(0)
        d = self.rng.random()
        if d < 0.62:
            first = self.subordinate(0)
        elif d < 0.78:
            first = self.ing_clause(self.predicate(0, True), 'advcl')
        elif d < 0.9:
            first = self.passive_participle(self.passive_predicate(0), 'advcl')
        else:
            first = self.infinitive(self.predicate(0, True), 'advcl')
        return self.stop(c.outer(first.post(punct(','))))

    def two_clauses(self):
        a, b = self.clause(0), self.clause(0).as_('conj')
        d = self.rng.random()
        if d < 0.8:
            b.outer(W(self.pick(['and', 'but', 'and', 'or', 'but']), 'CCONJ', rel='cc'))
            if self.chance(0.75):
                b.outer(punct(','))
        else:
            b.as_('parataxis').outer(punct(';'))
        return self.stop(a.post(b))

    def there(self):
        """`There were clashes between A and B in C.`"""
        w = self.event(0) if self.chance(0.6) else self.people(0)
        feats, number, person = self.agreement('Past' if self.chance(0.6) else 'Pres', w)
        tense = 'Past' if 'Tense=Past' in feats else 'Pres'
        v = W({'PastSing': 'was', 'PastPlur': 'were', 'PresSing': 'is', 'PresPlur': 'are'}[tense + number], 'VERB', feats, 'be')
        v.pre(W('there', 'PRON', self.pick(['_', 'PronType=Dem']), rel='expl'))
        v.post(w.as_('nsubj'))
        if self.chance(0.5):
            v.post(self.time() if self.chance(0.5) else self.phrase(self.place_name(), 'in', 'obl'))
        return self.stop(v)

    def subject_clause(self):
        """Nouns that take an infinitive or a that-clause: `Iran's decision to …`, `reports that …`."""
        if self.chance(0.6):
            n = self.noun(self.pick(self.v.own['nouns toinf']))
            n.post(self.infinitive(self.predicate(0, True), 'acl'))
        else:
            n = self.noun(self.pick(self.v.own['nouns clausal']), self.pick(['Sing', 'Plur']))
            n.post(self.clause(0, adjuncts=False).as_('acl').outer(W('that', 'SCONJ', rel='mark')))
        d = self.rng.random()
        if d < 0.3:
            n.outer(self.possessor(self.country() if self.chance(0.6) else self.bare_person()))
        elif d < 0.45:
            n.outer(self.pronoun(self.pick(['he', 'they', 'it']), 'Gen'))
        else:
            if self.chance(0.5):
                n.outer(self.country_adjective() if self.chance(0.6) else self.adjective())
            if n.number == 'Sing':
                n = self.put_article(n, self.chance(0.6))
        if self.chance(0.5):
            v = self.finite(self.predicate(0) if self.chance(0.6) else self.passive_predicate(0), n)
        else:
            v = self.finite(Predicate(self.object_verb(), n.as_('obj')), self.actor(0))
        return self.stop(v)

    # headlines: present tense, no articles, no full stop

    def headline(self):
        d = self.rng.random()
        bare = lambda: self.strip_articles(self.pick_call([(4, self.country), (2, self.bare_person), (2, lambda: self.people(0)), (1.5, self.city_as_actor), (1, self.organisation), (1.5, lambda: self.common_body()), (1, lambda: self.event(0)), (0.8, lambda: self.person_noun(None, 0)), (0.6, lambda: self.coordinate(self.country, 2))]))
        if d < 0.55:
            s = bare()
            p = self.predicate(0, True)
            v = self.finite_verb(p.lemma, 'Pres', s).pre(s.as_('nsubj')).post(*p.right)
            if self.chance(0.35):
                v.post(self.adjunct(self.pick(['place', 'cause', 'cause']), 0))
        elif d < 0.68:
            s = bare()
            v = self.infinitive(self.predicate(0, True), 'root', negative=0)
            v.outer(s.as_('nsubj'))
        elif d < 0.88:
            s = bare()
            p = self.passive_predicate(0)
            v = self.passive_participle(p, 'root').outer(s.as_('nsubj:pass'))
            if self.chance(0.5):
                v.post(self.adjunct(self.pick(['place', 'cause']), 0))
        else:
            s = bare()
            v = self.finite_verb(self.pick(['say', 'say', 'warn', 'claim', 'vow', 'deny', 'admit']), 'Pres', s).pre(s.as_('nsubj'))
            v.post(self.clause(0, tense='Pres', adjuncts=False).as_('ccomp'))
        return self.strip_articles(v)

    def strip_articles(self, root):
        for w in flatten(root)[0]:
            w.left = [x for x in w.left if not (x.rel == 'det' and x.lemma in ('the', 'a') and x.name == 'O')]
            w.right = [x for x in w.right if not (x.rel == 'det' and x.lemma in ('the', 'a') and x.name == 'O')]
        return root
