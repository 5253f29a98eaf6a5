"""The words of the grammar: our own lists beside this file, and what the lexicon's sources under data/ hold.

Door: `Vocabulary(data_folder)`. Everything in it is a list or a dictionary of plain strings; the grammar decides what to do with them.
"""
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))

PREPOSITIONS = set('''about above across after against along amid among around as at before behind below beneath beside between beyond by concerning despite during for from in inside into like near of on onto over past regarding
since through throughout to toward towards under until upon via with within without'''.split())
PARTICLES = set('out up off down away back over apart aside forward together ahead in on through by'.split())
SURE_PARTICLES = set('out up off down apart aside'.split())
ADVERB_PARTICLES = set('away back forward together ahead home apart aside'.split())  # the treebanks call these adverbs
KEPT_PREFIXES = set('e non anti co counter cross ex inter intra mid mini multi neo over post pre pro re semi sub super un micro arch de ultra cyber'.split())


def sections(path):
    """`[name]` sections of blank-separated words."""
    out, current = {}, None
    with open(path, encoding='utf-8') as lines:
        for line in lines:
            line = line.strip()
            if not line or line.startswith('#'):
                continue
            if line.startswith('['):
                current = out.setdefault(line[1:-1], [])
            else:
                current += line.split()
    return {k: list(dict.fromkeys(v)) for k, v in out.items()}


def split_list(value):
    return [v.strip().strip('"') for v in re.findall(r'"[^"]*"|[^,]+', value) if v.strip()]


def entries(path):
    """(first line, [(key, value)]) of each entry of one of the lexicon's sources."""
    out = []
    with open(path, encoding='utf-8') as lines:
        for line in lines:
            line = re.sub(r'(^|\s)#.*', '', line.rstrip('\n'))
            if not line.strip():
                continue
            if line[0] != ' ':
                out.append((line, []))
            elif out:
                key, _, value = line.strip().partition(' ')
                out[-1][1].append((key, value))
    return out


def plain(word):
    """Whether the word is cut nowhere when text is cut: letters, or a hyphen after a prefix that keeps it."""
    if re.fullmatch(r"[a-zà-ÿ]+", word):
        return True
    head, _, rest = word.partition('-')
    return head in KEPT_PREFIXES and re.fullmatch(r'[a-zà-ÿ]+', rest) is not None


class Vocabulary:
    def __init__(self, data):
        self.own = {k: [w.replace('_', ' ') for w in v] for k, v in sections(os.path.join(HERE, 'words.txt')).items()}
        self.names = sections(os.path.join(HERE, 'names.txt'))
        self.countries, self.organisations, self.groups, self.people, self.places = [], [], [], [], []
        self.roles = {}  # (sector, nature) -> words
        self.classes = {}
        self._actors(data)
        self._people(data)
        self._places(data)
        self._words(data)
        self._frames(data)

    # ---- who and where ----

    def _actors(self, data):
        folder = os.path.join(data, 'actors')
        for name in sorted(n for n in os.listdir(folder) if n.endswith('.actors')):
            for head, fields in entries(os.path.join(folder, name)):
                kind, code, first = head.split(' ', 2)
                e = dict(kind=kind, code=code, name=first)
                for key in ('also', 'adjective', 'people', 'capital', 'metonym', 'body', 'sector', 'noun'):
                    e[key] = [re.sub(r'\s*\[.*?\]', '', v) for k, value in fields if k == key for v in split_list(value)]
                e['capital'] = [re.sub(r'\s+-?[\d.]+\s+-?[\d.]+$', '', c) for c in e['capital']]
                if kind == 'country':
                    if e['adjective']:
                        self.countries.append(e)
                elif kind == 'organisation':
                    self.organisations.append(e)
                else:
                    self.groups.append(e)

    def _people(self, data):
        seen = set()
        with open(os.path.join(data, 'actors', 'leaders.people'), encoding='utf-8') as lines:
            for line in lines:
                if line.startswith('#') or '|' not in line:
                    continue
                f = [x.strip() for x in line.split('|')]
                name = f[0].split(';')[0].strip()
                if (name, f[3]) not in seen:
                    seen.add((name, f[3]))
                    self.people.append((name, f[1], f[3]))

    def _places(self, data):
        with open(os.path.join(data, 'actors', 'world.places'), encoding='utf-8') as lines:
            for line in lines:
                if line.startswith('#') or '|' not in line:
                    continue
                f = [x.strip() for x in line.split('|')]
                self.places.append((f[0].split(';')[0].strip(), f[1], f[3]))

    # ---- nouns ----

    def _words(self, data):
        folder = os.path.join(data, 'words')
        for name in sorted(os.listdir(folder)):
            for head, fields in entries(os.path.join(folder, name)):
                first = head.split()
                words = [w for k, v in fields for w in split_list(k + ' ' + v) if not w.startswith('@')]
                if first[0] == 'role':
                    self.roles.setdefault((first[1], first[2]), []).extend(words)
                else:
                    self.classes.setdefault(first[1], []).extend(words)

    # ---- verbs and event nouns, from the frames' triggers ----

    def _frames(self, data):
        """Sorts the triggers by their make: what follows the verb decides what the grammar lets it govern."""
        self.verbs = {k: set() for k in ('object', 'bare', 'prep', 'particle', 'particle object', 'particle prep', 'fixed object', 'fixed object prep', 'object fixed prep')}
        self.event_nouns = {}  # lemma words -> prepositions that its roles take
        known_prep = PREPOSITIONS
        folder = os.path.join(data, 'frames')
        adjectives = set(self.own['adjectives'])
        for name in sorted(os.listdir(folder)):
            for _, fields in entries(os.path.join(folder, name)):
                roles = {r.strip() for k, v in fields if k in ('source', 'target', 'mutual') for r in v.split(',')}
                roles |= {v.split()[0] for k, v in fields if k == 'when' and v}
                preps = [r for r in roles if r in known_prep]
                takes_object = 'patient' in roles or 'patient' in {v.split()[0] for k, v in fields if k == 'unless' and v}
                for trigger in (t for k, v in fields if k == 'verb' for t in split_list(v)):
                    w = [x for x in trigger.split() if x not in ('_',)]
                    if any(x.startswith('@') or x == 'himself' for x in w) or not plain(w[0]) or not all(plain(x) for x in w):
                        continue
                    v, rest = w[0], w[1:]
                    if not rest:
                        self.verbs['object' if takes_object else 'bare'].add((v,))
                        for p in preps if not takes_object else ():
                            self.verbs['prep'].add((v, p))
                    elif len(rest) == 1 and rest[0] in SURE_PARTICLES | {'away', 'back'}:
                        self.verbs['particle object' if takes_object else 'particle'].add((v, rest[0]))
                    elif len(rest) == 1 and rest[0] in known_prep:
                        self.verbs['prep'].add((v, rest[0]))
                    elif len(rest) == 2 and rest[0] in PARTICLES and rest[1] in known_prep:
                        self.verbs['particle prep'].add((v, rest[0], rest[1]))
                    elif rest[0] in known_prep and not any(x in known_prep | PARTICLES for x in rest[1:]):
                        if takes_object:
                            self.verbs['object fixed prep'].add((v, *rest))
                    elif rest[0] not in PARTICLES | known_prep and not any(x in known_prep | PARTICLES for x in rest[1:-1]):
                        ends = rest[-1] in known_prep
                        if not ends and rest[-1] in PARTICLES:
                            continue
                        if rest[0] in adjectives and len(rest) - ends == 1:  # "set free": no noun there
                            continue
                        if len(rest) - ends <= 3 and not rest[0].endswith('ly'):
                            self.verbs['fixed object prep' if ends else 'fixed object'].add((v, *rest))
                for trigger in (t for k, v in fields if k == 'noun' for t in split_list(v)):
                    w = trigger.split()
                    if any(x.startswith('@') for x in w) or not all(plain(x) for x in w) or len(w) > 3:
                        continue
                    if any(x in known_prep for x in w):
                        at = next(i for i, x in enumerate(w) if x in known_prep)
                        if at == len(w) - 1 and at > 0:
                            self.event_nouns.setdefault(tuple(w[:at]), set()).add(w[at])
                        continue
                    self.event_nouns.setdefault(tuple(w), set()).update(preps)
        for words in self.own['nouns event']:
            self.event_nouns.setdefault((words,), set()).update(('on', 'in', 'against'))
        self.verbs = {k: sorted(v) for k, v in self.verbs.items()}
        self.event_list = sorted(self.event_nouns)
        self.event_nouns = {k: sorted(v - {'of', 'by'}) for k, v in self.event_nouns.items()}
