"""Inflection of English verbs, nouns and adjectives: rules and our own table of irregular forms.

Doors: `past`, `participle`, `third`, `ing`, `plural`, `comparative`, `article`.
"""
import re

# base past participle (two forms parted by / may both occur)
_IRREGULAR = '''
arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became become|begin began begun|bend bent bent|beset beset beset|bet bet bet|bid bid bid|bind bound bound
bite bit bitten|bleed bled bled|blow blew blown|break broke broken|breed bred bred|bring brought brought|broadcast broadcast broadcast|build built built|burst burst burst|buy bought bought|cast cast cast|catch caught caught
chide chided chided|choose chose chosen|cling clung clung|come came come|cost cost cost|creep crept crept|cut cut cut|deal dealt dealt|dig dug dug|do did done|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten
fall fell fallen|feed fed fed|feel felt felt|fight fought fought|find found found|flee fled fled|fling flung flung|fly flew flown|forbid forbade forbidden|forecast forecast forecast|foresee foresaw foreseen|forget forgot forgotten
forgive forgave forgiven|forgo forwent forgone|forsake forsook forsaken|freeze froze frozen|get got got/gotten|give gave given|go went gone|grind ground ground|grow grew grown|hang hung hung|have had had|hear heard heard
hide hid hidden|hit hit hit|hold held held|hurt hurt hurt|keep kept kept|kneel knelt knelt|know knew known|lay laid laid|lead led led|leap leapt leapt|leave left left|lend lent lent|let let let|lie lay lain|lose lost lost
make made made|mean meant meant|meet met met|mislead misled misled|mistake mistook mistaken|misunderstand misunderstood misunderstood|mow mowed mown|offset offset offset|outdo outdid outdone|outfight outfought outfought|overcome overcame overcome
overdo overdid overdone|overfly overflew overflown|overhear overheard overheard|override overrode overridden|overrun overran overrun|oversee oversaw overseen|overtake overtook overtaken|overthrow overthrew overthrown|partake partook partaken
pay paid paid|preset preset preset|prove proved proved/proven|put put put|quit quit quit|read read read|rebuild rebuilt rebuilt|recast recast recast|repay repaid repaid|rerun reran rerun|resell resold resold|reset reset reset|retake retook retaken
rethink rethought rethought|rewrite rewrote rewritten|rid rid rid|ride rode ridden|ring rang rung|rise rose risen|run ran run|say said said|see saw seen|seek sought sought|sell sold sold|send sent sent|set set set|sew sewed sewn|waylay waylaid waylaid|inlay inlaid inlaid
shake shook shaken|shear sheared shorn|shed shed shed|shine shone shone|shoot shot shot|show showed shown|shrink shrank shrunk|shut shut shut|sing sang sung|sink sank sunk|sit sat sat|slay slew slain|sleep slept slept|slide slid slid|sling slung slung
slit slit slit|sow sowed sown|speak spoke spoken|speed sped sped|spend spent spent|spill spilled spilled|spin spun spun|spit spat spat|split split split|spread spread spread|spring sprang sprung|stand stood stood|steal stole stolen|stick stuck stuck|sting stung stung
stink stank stunk|stride strode stridden|strike struck struck|string strung strung|strive strove striven|swear swore sworn|sweep swept swept|swell swelled swollen|swim swam swum|swing swung swung|take took taken|teach taught taught|tear tore torn|tell told told
think thought thought|throw threw thrown|thrust thrust thrust|tread trod trodden|undercut undercut undercut|undergo underwent undergone|understand understood understood|undertake undertook undertaken|underwrite underwrote underwritten|undo undid undone
unwind unwound unwound|uphold upheld upheld|upset upset upset|wake woke woken|wear wore worn|weave wove woven|wed wed wed|weep wept wept|win won won|wind wound wound|withdraw withdrew withdrawn|withhold withheld withheld|withstand withstood withstood|wring wrung wrung|write wrote written
reconvene reconvened reconvened|remake remade remade|redraw redrew redrawn|redo redid redone|unfreeze unfroze unfrozen|cosponsor cosponsored cosponsored|plead pleaded pleaded|light lit lit|strew strewed strewn|outbid outbid outbid|shoe shod shod
'''
IRREGULAR = {b: (p, q.split('/')) for b, p, q in (e.split() for line in _IRREGULAR.strip().split('\n') for e in line.split('|'))}

# verbs of several syllables that double their last consonant
DOUBLING = set('''abet abhor acquit admit allot annul beget begin commit compel concur confer control corral debar defer demur deter dispel embed emit enrol entrap equip excel expel extol forbid forget incur infer inter kidnap occur omit outbid
outfit overlap patrol permit prefer propel rebel rebut recur refer regret remit repel rerun submit transfer transmit upset unplug unwrap handicap worship program outrun sandbag kneecap backpedal zigzag airdrop teargas quiz bus gas
disbar recap rebid befit format'''.split())
BRITISH = set('''cancel channel counsel dial duel equal fuel funnel initial label level libel marshal model panel parcel pencil quarrel rival shovel signal total towel trammel travel tunnel unravel dishevel bevel grovel marvel pummel shrivel snivel spiral squirrel swivel victual
imperil imprison_ refuel remodel relabel'''.split())
NO_DOUBLING = set('x y w h'.split())
_VOWELS = 'aeiou'


def _doubles(v):
    if v in DOUBLING:
        return True
    if len(v) < 3 or v[-1] in _VOWELS or v[-1] in NO_DOUBLING or v[-2] not in _VOWELS:
        return False
    if v[-3] in _VOWELS and not (v[-3] == 'u' and len(v) > 3 and v[-4] == 'q'):
        return False
    return len(re.findall('[aeiouy]+', v.replace('qu', 'q'))) == 1


def _stem(v, british):
    """The form that -ed and -ing are put on, but for silent e and y."""
    if v.endswith('c') and v[-2:] == 'ic':
        return v + 'k'
    if _doubles(v) or (british and v in BRITISH):
        return v + v[-1]
    return v


def _regular(v, british):
    if v.endswith('e'):
        return v + 'd'
    if v.endswith('y') and v[-2] not in _VOWELS:
        return v[:-1] + 'ied'
    return _stem(v, british) + 'ed'


_PREFIXES = ('re-', 're', 'co-', 'over', 'un', 'mis', 'pre', 'out')


def _irregular(v):
    if v in IRREGULAR:
        return IRREGULAR[v]
    if '-' in v and v.split('-')[-1] in IRREGULAR:
        head = v[:v.rindex('-') + 1]
        p, q = IRREGULAR[v.split('-')[-1]]
        return head + p, [head + x for x in q]
    return None


def past(v, british=True):
    found = _irregular(v)
    return found[0] if found else _regular(v, british)


def participle(v, british=True):
    found = _irregular(v)
    return found[1][0] if found else _regular(v, british)


def third(v):
    if v in ('have',):
        return 'has'
    if v in ('do', 'go', 'undergo', 'forgo', 'veto', 'echo', 'torpedo', 'embargo', 'undo', 'outdo', 'redo', 'overdo'):
        return v + 'es'
    if re.search('(s|x|z|ch|sh)$', v):
        return (v + v[-1] if v in ('quiz', 'gas', 'bus') and v != 'bus' else v) + 'es'
    if v.endswith('y') and v[-2] not in _VOWELS:
        return v[:-1] + 'ies'
    return v + 's'


def ing(v, british=True):
    if v in ('lie', 'die', 'tie', 'vie', 'belie', 'untie'):
        return v[:-2] + 'ying'
    if v in ('singe', 'tinge', 'dye', 'hoe', 'canoe', 'eye'):
        return v + 'ing'
    if v.endswith('ee') or v.endswith('oe') or not v.endswith('e'):
        return _stem(v, british) + 'ing'
    return v[:-1] + 'ing'


_PLURALS = dict(man='men', woman='women', child='children', person='people', foot='feet', tooth='teeth', goose='geese', mouse='mice', ox='oxen', crisis='crises', analysis='analyses', basis='bases', thesis='theses', oasis='oases',
                hypothesis='hypotheses', phenomenon='phenomena', criterion='criteria', medium='media', memorandum='memoranda', referendum='referendums', knife='knives', life='lives', wife='wives', leaf='leaves', half='halves', thief='thieves',
                shelf='shelves', wolf='wolves', loaf='loaves', self='selves', aircraft='aircraft', series='series', species='species', means='means', headquarters='headquarters', salmon='salmon', sheep='sheep', deer='deer', crossroads='crossroads',
                offspring='offspring', veto='vetoes', hero='heroes', potato='potatoes', tomato='tomatoes', torpedo='torpedoes', embargo='embargoes', echo='echoes', cargo='cargoes', mosquito='mosquitoes', buffalo='buffaloes',
                spacecraft='spacecraft', hovercraft='hovercraft', warhead='warheads', gas='gases', bus='buses', quiz='quizzes', corps='corps', personnel='personnel')


def plural(n):
    if n in _PLURALS:
        return _PLURALS[n]
    for end in ('man', 'woman', 'child', 'wife', 'knife', 'life'):
        if n.endswith(end) and len(n) > len(end) and n not in ('human', 'german', 'roman', 'norman', 'talisman', 'shaman', 'caiman', 'ottoman', 'muslim'):
            return n[:-len(end)] + _PLURALS[end]
    if re.search('(s|x|z|ch|sh)$', n) and not n.endswith('arch') and not n.endswith('och'):
        return n + 'es'
    if n.endswith('y') and n[-2] not in _VOWELS:
        return n[:-1] + 'ies'
    return n + 's'


_COMPARE = dict(good=('better', 'best'), bad=('worse', 'worst'), far=('further', 'furthest'), late=('later', 'latest'), early=('earlier', 'earliest'))
SHORT = set('''big blue bold brave brief bright broad calm cheap clear close cold cool dark deep dirty dry early easy fair fast fierce fine firm fresh great grim hard harsh heavy high hot huge large late light long loose loud low mild narrow near new nice old poor quick quiet rare
rich rough safe sharp short sick slight slow small smart smooth soft stark steep stern stiff strange strict strong sure swift tall tense thick thin tight tiny tough warm weak wealthy wide wild wise young happy angry lucky risky noisy busy bloody costly deadly friendly'''.split())


def compare(a):
    """Comparative and superlative of a short adjective, else None."""
    if a in _COMPARE:
        return _COMPARE[a]
    if a not in SHORT:
        return None
    stem = a[:-1] if a.endswith('e') else a[:-1] + 'i' if a.endswith('y') else a + a[-1] if _doubles(a) else a
    return stem + 'er', stem + 'est'


def article(word):
    """`a` or `an` before this word as it sounds."""
    w = word.lower()
    if re.match('(eu|uni([^nm]|$)|one|once|us[aeiou]|ut[aeiou]|uk|u\\.|u-)', w) and not w.startswith('unin') and not w.startswith('unim'):
        return 'a'
    if re.match('(hour|honest|honou?r|heir)', w):
        return 'an'
    if word.isupper() and 2 <= len(word) and (len(word) <= 3 or not re.search("[AEIOU]", word)):
        return 'an' if word[0] in 'AEFHILMNORSX' else 'a'
    if w[0].isdigit():
        return 'an' if w[0] == '8' or re.match('1[18]($|[^0-9])', w) else 'a'
    return 'an' if w[0] in _VOWELS else 'a'
