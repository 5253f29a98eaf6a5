"""The weights file of docs/model-format.md: written from a network's tensors, and read in plain numpy, which is the reference for src/syntax.

Door: file_tensors, write_weights, Exported (reads and parses), dump_reference, predict. Needs no PyTorch.
"""
import json
import os
import struct
import zlib

import numpy as np

import treebank as tb
from decoding import Scores, decode_names, lemma_of, tree_heads

SLOPE = 0.1  # of the leaky ReLU in the arc and label heads
TYPES = {np.dtype('float32'): 0, np.dtype('int8'): 1, np.dtype('uint8'): 2, np.dtype('int32'): 3}


def quantise(matrix):
    scale = np.abs(matrix).max(1) / 127
    scale[scale == 0] = 1e-8
    return np.clip(np.rint(matrix / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def text(lines):
    return np.frombuffer(''.join(l + '\n' for l in lines).encode(), dtype=np.uint8)


def file_tensors(config, inventory, state):
    """name -> array, as the contract lists them."""
    a = {k: v.detach().float().cpu().numpy() for k, v in state.items()}
    out = {'config': text('%s %s' % (k, v) for k, v in config.items()),
           'vocab': text(inventory.vocab),
           'casing': np.frombuffer(inventory.casing.encode(), dtype=np.uint8),
           'tags': text('%s\t%s' % t for t in inventory.tags),
           'scripts': text(inventory.scripts),
           'lemmas': text(sorted(('%s\t%s\t%s' % (f, u, l) for (f, u), l in inventory.lemmas.items()), key=lambda l: l.rsplit('\t', 1)[0].encode())),
           'labels': text(inventory.labels),
           'names': text(inventory.names)}
    for k in ('word', 'affix', 'gram', 'shape'):
        out[k], out[k + '.scale'] = quantise(a[k])
    for layer in range(config['layers']):
        for d, direction in enumerate(('fwd', 'bwd')):
            at = 'lstm.%d' % (layer * 8 + d * 4)
            w = [a['lstm.%d' % (layer * 8 + d * 4 + k)] for k in range(4)]
            at = 'lstm.%d.%s.' % (layer, direction)
            out[at + 'wx'], out[at + 'wh'], out[at + 'b'] = w[0], w[1], w[2] + w[3]
    for k in ('tag_w', 'tag_b', 'lemma_w', 'lemma_b', 'name_w', 'name_b', 'arc_dep_w', 'arc_dep_b', 'arc_head_w', 'arc_head_b', 'arc_root',
              'arc_u', 'arc_v', 'label_dep_w', 'label_dep_b', 'label_head_w', 'label_head_b', 'label_root', 'label_u', 'label_wd', 'label_wh', 'label_b'):
        out[k.replace('_', '.')] = a[k]
    return out


def write_weights(path, tensors):
    directory, body = b'', b''
    start = 64 + 128 * len(tensors)
    start += -start % 64
    body_at = start
    pieces = []
    for name, array in tensors.items():
        array = np.ascontiguousarray(array)
        dims = list(array.shape) + [1] * (3 - array.ndim)
        directory += struct.pack('<64sII3QQQ16x', name.encode(), TYPES[array.dtype], array.ndim, *dims, body_at, array.nbytes)
        data = array.tobytes()
        data += bytes(-len(data) % 64)
        pieces.append(data)
        body_at += len(data)
    rest = directory + bytes(start - 64 - len(directory)) + b''.join(pieces)
    header = tb.MAGIC + struct.pack('<IIQI', tb.VERSION, len(tensors), 64 + len(rest), zlib.crc32(rest)) + bytes(36)
    with open(path + '.part', 'wb') as out:
        out.write(header + rest)
    os.replace(path + '.part', path)


def read_weights(path):
    with open(path, 'rb') as f:
        data = f.read()
    crc, directory = tb.weights_directory(data, path)
    kinds = {v: k for k, v in TYPES.items()}
    tensors = {name: np.frombuffer(data, kinds[kind], int(np.prod(dims)), offset).reshape(dims) for name, kind, dims, offset, _ in directory}
    return tensors, crc


class Exported:
    """A plain numpy reading of a weights file: slow, obvious, the reference for src/syntax."""

    def __init__(self, path):
        self.t, self.crc = read_weights(path)
        lines = lambda k: bytes(self.t[k]).decode().split('\n')[:-1]
        self.config = {k: int(v) if v.isdigit() else v for k, v in (l.split(' ', 1) for l in lines('config'))}
        self.word_id = {w: i + 1 for i, w in enumerate(lines('vocab'))}
        self.tags = [tuple(l.split('\t')[:2]) for l in lines('tags')]
        self.scripts, self.labels, self.names = lines('scripts'), lines('labels'), lines('names')
        self.lemmas = {tuple(l.split('\t')[:2]): l.split('\t')[2] for l in lines('lemmas')}
        for k in ('word', 'affix', 'gram', 'shape'):
            self.t[k] = self.t[k].astype(np.float32) * self.t[k + '.scale'][:, None]

    def embed(self, form):
        c, t = self.config, self.t
        w, affixes, grams, shape = tb.feature_ids(form, c['affix_buckets'], c['gram_buckets'], c['shape_buckets'])
        gram = t['gram'][grams].mean(0) if grams else np.zeros(c['gram_dim'], np.float32)
        return np.concatenate([t['word'][self.word_id.get(w, 0)], t['affix'][affixes].sum(0), gram, t['shape'][shape]])

    def encode(self, forms):
        x = np.stack([self.embed(f) for f in forms])
        sigmoid = lambda v: 1 / (1 + np.exp(-v))
        H = self.config['hidden']
        for layer in range(self.config['layers']):
            sides = []
            for direction, steps in (('fwd', range(len(x))), ('bwd', range(len(x) - 1, -1, -1))):
                wx, wh, b = (self.t['lstm.%d.%s.%s' % (layer, direction, k)] for k in ('wx', 'wh', 'b'))
                gates, h, c = x @ wx.T + b, np.zeros(H, np.float32), np.zeros(H, np.float32)
                out = np.zeros((len(x), H), np.float32)
                for s in steps:
                    z = gates[s] + wh @ h
                    c = sigmoid(z[H:2 * H]) * c + sigmoid(z[:H]) * np.tanh(z[2 * H:3 * H])
                    h = sigmoid(z[3 * H:]) * np.tanh(c)
                    out[s] = h
                sides.append(out)
            x = np.concatenate(sides, 1)
        return x

    def parse(self, forms):
        t = self.t
        e = self.encode(forms)
        lin = lambda k: e @ t[k + '.w'].T + t[k + '.b']
        side = lambda k: (lambda v: np.where(v > 0, v, SLOPE * v))(lin(k))
        arcs = (side('arc.dep') @ t['arc.u'] + t['arc.v']) @ np.concatenate([t['arc.root'][None], side('arc.head')]).T
        heads = tree_heads(arcs)
        d, g = side('label.dep'), np.concatenate([t['label.root'][None], side('label.head')])[heads]
        logits = np.einsum('nr,krs,ns->nk', d, t['label.u'], g, optimize=True) + d @ t['label.wd'].T + g @ t['label.wh'].T + t['label.b']
        root = self.labels.index('root')
        logits[:, root] = -1e9
        label = logits.argmax(1)
        label[heads == 0] = root
        tag, script, name = lin('tag').argmax(1), lin('lemma').argmax(1), decode_names(lin('name'))
        tags = [self.tags[i] for i in tag]
        return dict(encoder=e, arcs=arcs, heads=heads, tag=tag, script=script, name=name, label=label, tags=tags,
                    lemmas=[lemma_of(f, u[0], self.scripts[s], self.lemmas) for f, u, s in zip(forms, tags, script)])

    def score(self, sentences, named):
        scores = Scores()
        for words in sentences:
            r = self.parse([w.form for w in words])
            scores.add(words, r['tags'], r['lemmas'], r['heads'], [self.labels[k] for k in r['label']],
                       [self.names[k] for k in r['name']] if named else None)
        return scores


SIX = ['Rebels shelled the port of Aden on Tuesday , killing at least 12 civilians .',
       'The foreign minister did n\'t rule out new sanctions against Belarus , she told Reuters .',
       'POLICE ARREST 40 PROTESTERS IN NAIROBI',
       'Mr. O’Hara said : “ We ’re not going to negotiate with kidnappers … ”',
       'A cease-fire was agreed between Armenia and Azerbaijan after talks hosted by the United Nations in Genève , according to state-run agency TASS .',
       'Why ?']


def dump_reference(o):
    """What OUT.weights makes of N dev sentences, or of six written for the purpose, as JSON."""
    model, count = Exported(o.out + '.weights'), int(o.dump_reference[0])
    sentences = [s.split(' ') for s in SIX]
    if count:
        sentences = [[w.form for w in s] for s in tb.read_conllu(os.path.join(o.corpora, 'gum-dev.conllu'))[:count]]
    out = []
    for forms in sentences:
        r = model.parse(forms)
        ranked = np.sort(r['arcs'], 1)
        out.append(dict(tokens=forms, word=[model.word_id.get(tb.lower(f[:tb.LONGEST_WORD]), 0) for f in forms], tag=r['tag'].tolist(),
                        upos=[u for u, _ in r['tags']], feats=[f for _, f in r['tags']],
                        lemma_script=r['script'].tolist(), lemma=r['lemmas'], name=r['name'], head=r['heads'].tolist(), label=r['label'].tolist(),
                        deprel=[model.labels[k] for k in r['label']], input=[[round(float(v), 5) for v in model.embed(f)[::40]] for f in forms],
                        encoder=[[round(float(v), 5) for v in row[::max(1, len(row) // 4)]] for row in r['encoder']],
                        arcs_of_first=[round(float(v), 4) for v in r['arcs'][0]]))
    about = 'input: every 40th float of x; encoder: floats 0, H/2, H, 3H/2 of e; arcs_of_first: the first token\'s score for root, token 1, ...'
    with open(o.dump_reference[1], 'w', encoding='utf-8') as f:
        head = json.dumps(dict(about=about, weights_crc32='%08x' % model.crc))[:-1]
        f.write(head + ', "sentences": [\n' + ',\n'.join(json.dumps(s, ensure_ascii=False) for s in out) + '\n]}\n')


def predict(o):
    model = Exported(o.out + '.weights')
    with open(o.predict[1], 'w', encoding='utf-8') as out:
        for words in tb.read_conllu(o.predict[0]):
            forms = [w.form for w in words]
            r = model.parse(forms)
            for i, f in enumerate(forms):
                name = model.names[r['name'][i]]
                out.write('\t'.join([str(i + 1), f, r['lemmas'][i], r['tags'][i][0], '_', r['tags'][i][1], str(r['heads'][i]),
                                     model.labels[r['label'][i]], '_', '_' if name == 'O' else 'Name=' + name]) + '\n')
            out.write('\n')
