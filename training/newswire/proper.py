"""Proper names with their trees: persons, places, organisations, with titles and without. Part of the grammar (`Grammar` in sentences.py).

How the treebanks cut and join names: persons are `flat`; English names hang on their last word (`amod`, `compound`, `nmod` after `of`);
foreign ones are `flat`; titles before a name are `nmod:desc`. A name's class covers the name alone, without title and article.
"""
import re

from .tree import W, flatten, punct
from .vocabulary import KEPT_PREFIXES, PREPOSITIONS

SING, PLUR = 'Number=Sing', 'Number=Plur'
POS = 'Degree=Pos'
NAME_ADJECTIVES = set('''United New Saudi European African National Islamic Supreme Red White Middle Central Southern Northern Eastern Western Democratic Republican Communist Socialist Federal International Foreign Prime Royal Arab Muslim Christian Black Great
Grand High Dominican Czech Equatorial Popular Revolutionary Constitutional Civil Public Free General Military Special Regional Economic Political Social Joint Internal Yellow Dead Old Upper Lower Holy Patriotic Liberal Green Asian
Strategic Nuclear Atomic Environmental Humanitarian Criminal Electoral Independent Transitional Parliamentary Presidential Armed Interim Far Latin Baltic Persian Mediterranean Kurdish'''.split())
COMPASS = set('South North East West'.split())
HEADS = set('''City Republic Republics Islands Island Coast River Bank Strip Sea Gulf Strait Heights Kingdom States Emirates Union Nations Province Desert Hills Valley Korea Africa Sudan Timor Ossetia Yemen Germany Vietnam York Delhi Arabia Ocean Peninsula Mountains Canal Channel
Territory Territories Region County Bay Lake Mount Airport Square Zone House Palace Office Hill Pass Crossing Bridge Camp Triangle Horn East West Front Army Party Movement Council Court Committee Commission Agency Organization Organisation Bank Fund League Forces Force
Brigades Brigade Guard Guards Service Ministry Department Senate Parliament Congress Assembly Authority Group Alliance Association Federation Institute University Centre Center Corps Police Navy Bureau Board Company Corporation Times Post News Agency Society Foundation
State Resistance Tigers Conference Initiative Programme Program Network Watch Pact Treaty Community Bureau Mission Secretariat Headquarters Command Academy Church Street Wall'''.split())
THE_COUNTRIES = set('''United States|United Kingdom|United Arab Emirates|Netherlands|Philippines|Czech Republic|Dominican Republic|Central African Republic|Maldives|Bahamas|Solomon Islands|Marshall Islands|Comoros|Seychelles|Soviet Union|Gambia|Vatican|Democratic Republic of the Congo|Democratic Republic of Congo
|Republic of Congo|UK|US|U.S.|Cayman Islands|Cook Islands|Faroe Islands|Falkland Islands|Aland Islands|Isle of Man|British Virgin Islands|Turks and Caicos Islands|Northern Mariana Islands|US Virgin Islands'''.replace('\n', '').split('|'))
BARE_ORGANISATIONS = set('''NATO ASEAN OPEC UNICEF UNESCO Interpol Europol Hamas Hezbollah Fatah Congress Parliament Greenpeace ECOWAS APEC Mercosur Euratom Frontex Eurocorps'''.split())
SYLLABLES = [('b ch d g h k kh l m n p r s sh t v y z'.split(), 'a e i o u aa ai ou'.split(), '  n l r m sh d k t n'.split(' ')),
             ('b br ch d dr g gr k kr l m n p pr r s st t tr v z'.split(), 'a e i o u a o'.split(), 'v n r sk ch l m   '.split(' ')),
             ('d f g h j l m n p qu r s t v w y z x b c'.split(), 'a e i o u an in ong ang en ei ao'.split(), '      '.split(' ')),
             ('b d f k l m n mb nd ng nk s t w y z dl'.split(), 'a e i o u'.split(), '       '.split(' '))]
ENDS = ['', '', '', 'ov', 'ev', 'sky', 'ic', 'enko', 'ian', 'ez', 'i', 'son', 'berg', 'mann', 'oglu', 'ski', 'escu', 'adze', 'shvili', 'wala', 'pour', 'zadeh', 'ingen', 'burg', 'abad', 'stan', 'grad', 'pur', 'ville', 'ton']


class Proper:
    # ---- any name as a tree ----

    def name(self, text, kind):
        """The tree of a written name, its words classed as `kind` (PER, LOC, ORG, MISC)."""
        head = self._segment(self._cut(text), kind)
        words, _ = flatten(head)
        for i, w in enumerate(words):
            w.name = ('B-' if i == 0 else 'I-') + kind
            w.fixed_case = True
        head.kind = kind
        return head

    @staticmethod
    def _cut(text):
        out = []
        for word in text.split():
            m = re.fullmatch(r"(.+)('s)|(.+s)(')", word)
            tail = None
            if m:
                word, tail = (m.group(1), m.group(2)) if m.group(1) else (m.group(3), m.group(4))
            parts = word.split('-')
            if len(parts) > 1 and parts[0].lower() not in KEPT_PREFIXES and all(parts):
                for i, p in enumerate(parts):
                    out += (['-'] if i else []) + [p]
            else:
                out.append(word)
            if tail:
                out.append(tail)
        return out

    def _proper(self, form):
        plural = form.endswith('s') and not form.endswith('ss') and form[:-1].lower() in self.common_nouns and len(form) > 4
        return W(form, 'PROPN', PLUR if plural else SING, form[:-1] if plural else form)

    def _adjective_in_name(self, form):
        return form in NAME_ADJECTIVES or form in self.country_adjectives or (form.lower() in self.adjective_set and form[0].isupper() and form.lower() not in self.common_nouns)

    def _segment(self, toks, kind):
        for i, t in enumerate(toks):
            if i and t in ('of', 'for', 'on', 'against', 'in', 'at', 'to') and i + 1 < len(toks):
                head, rest = self._segment(toks[:i], kind), self._segment(toks[i + 1:], kind)
                return head.post(rest.as_('nmod').outer(W(t, 'ADP', rel='case')))
        if 'and' in toks[1:-1]:
            i = toks.index('and', 1)
            head, rest = self._segment(toks[:i], kind), self._segment(toks[i + 1:], kind)
            return head.post(rest.as_('conj').outer(W('and', 'CCONJ', rel='cc')))
        the = None
        if toks[0] in ('the', 'The') and len(toks) > 1:
            the, toks = W(toks[0], 'DET', 'Definite=Def|PronType=Art', 'the', 'det'), toks[1:]
        english = kind != 'PER' and len(toks) > 1 and '-' not in toks and (
            toks[-1] in HEADS or "'s" in toks or "'" in toks or any(t.lower() in self.common_nouns or self._adjective_in_name(t) for t in toks[:-1]) or toks[-1].lower() in self.common_nouns or toks[0] in COMPASS)
        head = self._right_headed(toks) if english else self._flat(toks)
        return head.outer(the) if the else head

    def _right_headed(self, toks):
        head = self._proper(toks[-1])
        for i, t in enumerate(toks[:-1]):
            if t in ("'s", "'"):
                owner = head.left[-1]
                owner.as_('nmod:poss').post(W(t, 'PART', lemma="'s", rel='case'))
            elif t in ('-', '&', '/'):
                head.pre(punct(t))
            elif self._adjective_in_name(t):
                head.pre(W(t, 'ADJ', POS, t, 'amod'))
            else:
                head.pre(self._proper(t).as_('compound'))
        return head

    def _flat(self, toks):
        head, hyphen = W(toks[0], 'PROPN', SING), None
        for t in toks[1:]:
            if t in ('-', '&', '/'):
                hyphen = punct(t)
                continue
            word = W(t, 'PROPN', SING, rel='flat')
            if hyphen:
                word.pre(hyphen)
                hyphen = None
            head.post(word)
        return head

    # ---- invented words ----

    def coined(self, low=2, high=3):
        """A plausible unknown name in one word."""
        onsets, vowels, codas = self.pick(SYLLABLES)
        word = ''.join(self.pick(onsets) + self.pick(vowels) + self.pick(codas) for _ in range(self.rng.randint(low, high)))
        if self.chance(0.4):
            end = self.pick(ENDS)
            word = (word.rstrip('aeiou') if end[:1] in 'aeiou' else word) + end
        word = word.strip() or 'Daru'
        return word[:1].upper() + word[1:]

    # ---- persons ----

    def person_text(self):
        """(full name, surname) of an invented or known person."""
        d = self.rng.random()
        if d < 0.2:
            full = self.pick(self.v.people)[0]
            return full, full.split()[-1]
        if d < 0.45:
            given = self.coined(1, 3) if self.chance(0.6) else self.pick(self.pick(self.givens)).replace('_', ' ')
            family = self.coined(2, 3)
            if self.chance(0.12):
                family = self.pick(['al-', 'Al-', 'el-', 'bin ', 'van ', 'de ', 'von ', 'Abu ', 'O\'', 'Ben-', 'al-']) + family
            if self.chance(0.06):
                family += '-' + self.coined(1, 2)
            return given + ' ' + family, family
        culture = self.pick(self.cultures)
        given, family = self.pick(self.v.names[culture + ' given']).replace('_', ' '), self.pick(self.v.names[culture + ' family']).replace('_', ' ')
        if culture in ('chinese', 'korean'):
            return (family + ' ' + given, family) if self.chance(0.85) else (given + ' ' + family, family)
        if self.chance(0.06):
            given += ' ' + self.pick('A B C D E F G H J K L M N P R S T W'.split()) + '.'
        elif self.chance(0.05):
            given += ' ' + self.pick(self.v.names[culture + ' given']).replace('_', ' ')
        elif self.chance(0.03):
            family += ' ' + self.pick(self.v.names[culture + ' family']).replace('_', ' ')
        return given + ' ' + family, family

    def bare_person(self, surname=None):
        full, family = self.person_text()
        if surname is None:
            surname = self.chance(0.45)
        w = self.name(family if surname else full, 'PER')
        w.kind = 'actor'
        return w

    def title_words(self, text, capital):
        """The tree of a title: `Foreign Minister`, `secretary of state`."""
        toks = text.split()
        if 'of' in toks or 'for' in toks or 'to' in toks:
            at = next(i for i, t in enumerate(toks) if t in ('of', 'for', 'to'))
            head, inner = self.title_words(' '.join(toks[:at]), capital), toks[at + 1:]
            the = inner[:1] == ['the']
            inner = inner[the:]
            below = self.title_words(' '.join(inner), capital) if not inner[0][0].isupper() else self.name(' '.join(inner), 'ORG')
            if the:
                below.outer(self.det('the'))
            return head.post(below.as_('nmod').outer(W(toks[at], 'ADP', rel='case')))
        cap = (lambda t: t[:1].upper() + t[1:]) if capital else (lambda t: t)
        parts = re.split(r'[ ]', text)
        head = W(cap(parts[-1]), 'PROPN' if capital else 'NOUN', SING, cap(parts[-1]) if capital else parts[-1])
        for t in parts[:-1]:
            if t in self.adjective_set or t in ('prime', 'former', 'foreign', 'special', 'chief'):
                head.pre(W(cap(t), 'ADJ', POS, cap(t) if capital else t, 'amod'))
            elif t[0].isupper():
                w = self.name(t, 'LOC' if t in self.country_names else 'ORG')
                head.pre(w.as_('compound'))
            elif t in ('acting',):
                head.pre(W(cap(t), 'VERB', 'VerbForm=Ger', cap('act') if capital else 'act', 'amod'))
            else:
                head.pre(W(cap(t), 'PROPN' if capital else 'NOUN', SING, cap(t) if capital else t, 'compound'))
        return head

    def title(self):
        while True:
            text = self.pick(self.v.people)[2] if self.chance(0.3) else self.pick(self.v.own['nouns title plain'])
            if len(text.split()) <= 4 and '-' not in text and "'" not in text:
                return text

    def titled_person(self):
        """`French Foreign Minister Jean X`, `President X`, `Mr. X`, `foreign ministry spokesman X`, `Germany's Chancellor X`."""
        person = self.bare_person(surname=self.chance(0.35))
        d = self.rng.random()
        if d < 0.08:
            return person.outer(W(self.pick(['Mr.', 'Mrs.', 'Ms.', 'Dr.', 'Gen.', 'Mr', 'Sen.', 'Col.', 'Sgt.', 'Lt.', 'Rep.', 'Gov.', 'Prof.']), 'PROPN', SING, rel='nmod:desc'))
        capital = self.chance(0.72)
        title = self.title_words(self.title(), capital).as_('nmod:desc')
        if d < 0.2:  # a ministry's or group's spokesman
            body = self.body_compound()
            title = W(self.pick(['spokesman', 'spokeswoman', 'chief', 'official', 'leader', 'commander', 'director', 'head', 'president', 'secretary', 'negotiator', 'member', 'lawyer', 'analyst', 'correspondent']), 'NOUN', SING, rel='nmod:desc').pre(body)
        if not title.right:
            e = self.rng.random()
            if e < 0.38:
                title.outer(self.country_adjective('amod'))
            elif e < 0.5:
                title.outer(self.short_country().as_('compound'))
            if self.chance(0.1):
                title.outer(W('former', 'ADJ', POS, rel='amod'))
        person.outer(title)
        if self.chance(0.07) and not any(x.upos == 'ADJ' and x.form != 'former' for x in title.left):
            person.outer(self.possessor(self.country()))
        return person

    # ---- countries, cities, organisations ----

    def country_text(self):
        e = self.pick(self.v.countries[:]) if self.chance(0.45) else self.pick(self.weighted_countries)
        return self.pick([e['name']] * 6 + [a for a in e['also'] if len(a) < 18][:1] or [e['name']])

    def country(self, bare=False):
        """A country's name, with its article unless `bare` (as a modifier)."""
        text = self.pick(['US', 'U.S.', 'United States', 'UK']) if self.chance(0.06) else self.country_text() if self.chance(0.93) else self.coined(2, 3)
        w = self.name(text, 'LOC')
        w.number, w.kind = 'Sing', 'actor'
        if not bare and (text in THE_COUNTRIES or text.startswith('Republic of')):
            w.outer(self.det('the'))
        return w

    def short_country(self):
        """A name that stands before a noun as it is: `US`, `NATO`, `South Korea`."""
        d = self.rng.random()
        if d < 0.35:
            w = self.name(self.pick(['US', 'U.S.', 'UK', 'UAE', 'US', 'U.S.']), 'LOC')
        elif d < 0.6:
            w = self.name(self.pick(['UN', 'U.N.', 'EU', 'NATO', 'ASEAN', 'IMF', 'IAEA', 'OPEC', 'OSCE', 'Hamas', 'Hezbollah', 'Taliban', 'Kremlin', 'Pentagon']), 'ORG')
        elif d < 0.8:
            w = self.country(bare=True)
        else:
            w = self.city()
        return w

    def country_adjective(self, rel='amod'):
        e = self.pick(self.v.countries) if self.chance(0.4) else self.pick(self.weighted_countries)
        text = e['adjective'][0]
        if text in ('US', 'U.S.', 'UN'):
            text = 'American'
        parts = text.split()
        if len(parts) > 2 or '-' in text:
            parts = ['Dutch']
        w = W(parts[-1], 'ADJ', POS, parts[-1], rel)
        if len(parts) == 2:
            first = parts[0]
            w.pre(W(first, 'PROPN', SING, first, 'compound') if first in COMPASS and self.chance(0.5) else W(first, 'ADJ', POS, first, 'amod'))
        for x in w.left + [w]:
            x.fixed_case = True
        return w

    def demonym(self, plural=None):
        while True:
            e = self.pick(self.v.countries)
            people = [p for p in e['people'] if ' ' not in p and '-' not in p]
            if people:
                break
        p = self.pick(people)
        plural = self.chance(0.75) if plural is None else plural
        if re.search('(ese|ish|ch|sh|iss)$', p):
            w = W(p, 'PROPN', PLUR, p)
            plural = True
        elif p.endswith('man') and p[:-3] in ('French', 'English', 'Irish', 'Dutch', 'Welsh'):
            w = W(p[:-2] + 'en' if plural else p, 'PROPN', PLUR if plural else SING, p)
        else:
            w = W(p + 's' if plural else p, 'PROPN', PLUR if plural else SING, p)
        w.number, w.name, w.fixed_case, w.kind = 'Plur' if plural else 'Sing', 'B-PER', True, 'actor'
        return w

    def city(self):
        d = self.rng.random()
        if d < 0.4:
            text = self.pick(self.pick(self.v.countries)['capital'] or ['Geneva'])
        elif d < 0.8:
            text = self.pick(self.city_texts)
        else:
            text = self.coined(2, 3)
            if self.chance(0.1):
                text = self.pick(['New', 'San', 'Al', 'East', 'West', 'Port', 'Fort']) + ' ' + text
        w = self.name(text, 'LOC')
        w.kind = 'place'
        return w

    def region(self):
        text = self.pick(self.region_texts) if self.chance(0.8) else self.coined(2, 3)
        w = self.name(text, 'LOC')
        w.kind = 'place'
        if re.search(r'(Sea|Gulf|Strip|Bank|Strait|River|Islands|Heights|Ocean|Canal|Peninsula|Mountains|Desert|Valley|Territories|Highlands|Region|Triangle|Channel|Straits|Caucasus|Balkans|Crossing|Corridor)$', text) and 'Lake' not in text:
            w.outer(self.det('the'))
        return w

    def organisation(self, bare=False):
        d = self.rng.random()
        if d < 0.45:
            e = self.pick(self.v.organisations)
            text = self.pick([e['name']] * 3 + e['also'] + [e['code'] if len(e['code']) < 7 else e['name']] * 2)
        elif d < 0.75:
            e = self.pick(self.v.groups)
            text = self.pick([e['name']] * 3 + e['also'])
        elif d < 0.87:
            text = self.pick(self.bodies)
        else:
            text = self.invented_body()
        if '.' in text and ' ' in text or len(text.split()) > 6 or not re.fullmatch(r"[\w .'\-&À-ÿ]+", text):
            text = 'United Nations'
        w = self.name(text, 'ORG')
        w.number, w.kind = 'Sing', 'actor'
        if not bare and self.takes_article(text):
            w.outer(self.det('the'))
        return w

    def takes_article(self, text):
        last = text.split()[-1] if ' of ' not in text else text.split(' of ')[0].split()[-1]
        if text.split()[0] in ('the', 'The') or text in BARE_ORGANISATIONS:
            return False
        if text in ('UN', 'U.N.', 'EU', 'IMF', 'WTO', 'IAEA', 'OSCE', 'ICC', 'WHO', 'AU', 'PLO', 'PKK', 'CIA', 'FBI', 'ICRC', 'BBC', 'KGB', 'FSB', 'Taliban', 'Kremlin', 'Pentagon', 'Red Cross'):
            return True
        return ' ' in text and (last in HEADS or last.lower() in self.common_nouns) and not text.split()[0] in ('Human', 'Amnesty', 'Boko', 'Al', 'Radio')

    def invented_body(self):
        first = self.pick(['National', 'Islamic', 'Free', 'Popular', 'United', 'Democratic', 'Central', 'Supreme', 'International', self.coined(), self.pick(self.v.countries)['adjective'][0].split()[-1], 'People\'s', 'Revolutionary', 'Patriotic', 'Human Rights'])
        middle = self.pick(['', '', 'Liberation ', 'Peace ', 'Defence ', 'Election ', 'Security ', 'Workers\' ', 'Reform ', 'Salvation ', 'Trade ', 'Energy ', 'Justice ', 'Unity '])
        last = self.pick('Front Army Party Movement Council Court Committee Commission Agency Organisation Bank Fund League Alliance Association Federation Institute University Group Union Congress Assembly Authority Brigade Foundation Corporation Company'.split())
        return first + ' ' + middle + last + (' of ' + self.country_text() if self.chance(0.15) else '')

    def body_compound(self):
        """`foreign ministry`, `Foreign Ministry`, `UN`, `Hamas`, `army` before a noun."""
        d = self.rng.random()
        if d < 0.4:
            kind, capital = self.pick(['foreign', 'defence', 'defense', 'interior', 'finance', 'trade', 'justice', 'health', 'oil']), self.chance(0.45)
            cap = (lambda t: t[:1].upper() + t[1:]) if capital else (lambda t: t)
            place = W(cap(self.pick(['ministry', 'ministry', 'department'])), 'PROPN' if capital else 'NOUN', SING, rel='compound')
            mod = W(cap(kind), 'ADJ', POS, cap(kind), 'amod') if kind == 'foreign' else W(cap(kind), 'PROPN' if capital else 'NOUN', SING, rel='compound')
            place.pre(mod)
            if capital:
                mod.name, place.name = 'B-ORG', 'I-ORG'
                mod.fixed_case = place.fixed_case = True
            return place
        if d < 0.7:
            return W(self.pick(['army', 'police', 'government', 'opposition', 'party', 'embassy', 'rebel', 'union', 'army', 'navy', 'company', 'court', 'hospital', 'airport']), 'NOUN', SING, rel='compound')
        if d < 0.85:
            return self.short_country().as_('compound')
        return self.organisation(bare=True).as_('compound')
