#!/usr/bin/env python3
"""Trains the English model and writes it as docs/model-format.md says.

    python3 training/train.py --corpora CORPORA --out models/english --minutes 60

Reads {ewt,gum}-train.conllu for training and {ewt,gum}-dev.conllu for choices; {ewt,gum}-test.conllu only with --test.
Runs on PyTorch 1.13 (CPU) and later; a GPU is used where there is one. Seeds are fixed.
Its parts: tensors.py, network.py, decoding.py, weights_file.py; here are the options, the training itself and the command line.
"""
import argparse
import json
import math
import os
import sys
import time

import numpy as np
import torch

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import synthetic
import treebank as tb
from decoding import Scores, decode_names, lemma_of, tree_heads
from network import Network, losses
from tensors import Inventory, Treebank, WordTypes
from weights_file import Exported, dump_reference, file_tensors, predict, write_weights


def options():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--corpora', help='folder of the treebanks')
    p.add_argument('--out', default='models/english', help='path without ending: OUT.weights, OUT.json')
    p.add_argument('--checkpoint', help='file to write and resume from (default OUT.checkpoint, kept out of git)')
    p.add_argument('--fresh', action='store_true', help='ignore an existing checkpoint')
    p.add_argument('--export-only', action='store_true', help='write the weights file from the checkpoint')
    p.add_argument('--blend', nargs='*', default=[], metavar='CHECKPOINT', help='with --export-only: write the mean of the weights with those of these runs from the same start')
    p.add_argument('--test', action='store_true', help='score the exported file on the test files as well')
    p.add_argument('--dump-reference', nargs=2, metavar=('N', 'FILE'), help='write N sentences and what OUT.weights makes of them; N 0: the built-in six')
    p.add_argument('--predict', nargs=2, metavar=('IN', 'OUT'), help='parse a CoNLL-U file with OUT.weights')
    p.add_argument('--device', default='cuda' if torch.cuda.is_available() else 'cpu')
    p.add_argument('--threads', type=int, default=1)
    p.add_argument('--minutes', type=float, default=60, help='the whole training time; the learning rate follows it')
    p.add_argument('--epochs', type=int, default=100, help='at most')
    p.add_argument('--evaluate-every', type=int, default=5, help='epochs')
    p.add_argument('--sentences', type=int, default=0, help='use only so many training sentences a treebank (trials)')
    p.add_argument('--seed', type=int, default=1)
    for name, default in dict(word_dim=100, affix_dim=64, gram_dim=64, shape_dim=16, affix_buckets=16384, gram_buckets=32768,
                              shape_buckets=512, layers=3, hidden=160, arc_dim=128, label_dim=64, batch_tokens=2500).items():
        p.add_argument('--' + name.replace('_', '-'), type=int, default=default)
    for name, default in dict(lr=2e-3, input_dropout=0.3, dropout=0.33, recurrent_dropout=0.15, head_dropout=0.33, word_dropout=0.1,
                              smoothing=0.03, average=0.9995, weight_decay=0.0, noise=0.07, name_swap=0.3).items():
        p.add_argument('--' + name.replace('_', '-'), type=float, default=default)
    p.add_argument('--teachers', nargs='*', default=[], help='checkpoints of models whose opinion is learned too')
    p.add_argument('--teacher-weight', type=float, default=0.5)
    p.add_argument('--start', metavar='WEIGHTS', help='begin with the weights and the classes of this file')
    p.add_argument('--synthetic', type=float, default=0.0, metavar='SHARE', help="share of an epoch's words that comes from the grammar, other sentences each time")
    p.add_argument('--fold', help='K/N: leave every N-th sentence out of training, for teachers that judge unseen text')
    return p.parse_args()


# ---- training ----

DIMS = ('word_dim', 'affix_dim', 'gram_dim', 'shape_dim', 'affix_buckets', 'gram_buckets', 'shape_buckets', 'layers', 'hidden', 'arc_dim', 'label_dim')


def load(o, split):
    return {t: tb.read_conllu(os.path.join(o.corpora, '%s-%s.conllu' % (t, split))) for t in tb.TREEBANKS}


def training_sentences(o):
    """The training sentences and, for each, whether it carries names."""
    sentences, named = [], []
    for t, all_of_it in load(o, 'train').items():
        all_of_it = all_of_it[:o.sentences or None]
        sentences += all_of_it
        named += [t == 'gum'] * len(all_of_it)
    return sentences, named


def log(*what):
    print(time.strftime('%H:%M:%S'), *what, flush=True)


def build(o, config, inventory, device):
    sizes = dict(words=len(inventory.vocab), tags=len(inventory.tags), scripts=len(inventory.scripts), labels=len(inventory.labels), names=len(inventory.names))
    return Network(config, sizes).to(device)


def start_weights(net, model):
    """Puts the tensors of a weights file into the network; words that the file does not know begin as the unknown word."""
    with torch.no_grad():
        own = net.state_dict()
        for k, v in model.t.items():
            if k in own or k.replace('.', '_') in own:
                at = own[k if k in own else k.replace('.', '_')]
                v = torch.from_numpy(np.array(v, dtype=np.float32))
                if k == 'word' and len(at) > len(v):
                    at[len(v):] = v[0]
                at[:len(v)] = v
        for layer in range(model.config['layers']):
            for d, direction in enumerate(('fwd', 'bwd')):
                for j, part in enumerate(('wx', 'wh', 'b')):
                    own['lstm.%d' % (layer * 8 + d * 4 + j)].copy_(torch.from_numpy(np.array(model.t['lstm.%d.%s.%s' % (layer, direction, part)])))


def load_teachers(o, inventory, device):
    teachers = []
    for path in o.teachers:
        kept = torch.load(path, map_location=device, **({'weights_only': False} if torch.__version__ >= '2' else {}))
        net = build(o, kept['config'], inventory, device)
        net.load_state_dict(kept['average'])
        teachers.append(net.eval())
    return teachers


def average_into(average, net, decay):
    with torch.no_grad():
        a, b = list(average.values()), [v for v in net.state_dict().values()]
        torch._foreach_mul_(a, decay)
        torch._foreach_add_(a, [v.detach() for v in b], alpha=1 - decay)


def type_table(types, inventory, device):
    """What `Network.embed` looks forms up in."""
    table = types.tensors(device)
    for k in ('affix', 'gram'):
        table[k + '_at'] = torch.cumsum(table[k + '_len'], 0) - table[k + '_len']
    table['word_count'] = torch.tensor(inventory.word_count, dtype=torch.float32, device=device)
    table['word_count'][0] = 1e9
    return table


def evaluate(net, bank, types, inventory, named):
    net.eval()
    scores = Scores()
    root = inventory.label_id['root']
    with torch.no_grad():
        for batch in bank.batches(8000):
            tag, lemma, name, arcs, d2, G2 = net.heads(net.encode(batch, types), batch)
            rows, position = batch.sentence.cpu().numpy(), batch.position.cpu().numpy()
            arcs_np, tag_np, lemma_np, name_np = arcs.float().cpu().numpy(), tag.argmax(1).tolist(), lemma.argmax(1).tolist(), name.float().cpu().numpy()
            where = [np.flatnonzero(rows == b) for b in range(len(batch.lens))]
            heads = np.zeros(len(rows), np.int64)
            for w in where:
                heads[w] = tree_heads(arcs_np[w][:, :len(w) + 1])
            logits = net.labels(d2, G2, batch, torch.from_numpy(heads).to(arcs.device))
            logits[:, root] = -1e9
            label_np = logits.argmax(1).cpu().numpy()
            label_np[heads == 0] = root
            for s, w in zip(batch.group, where):
                words = bank.sentences[s]
                tags = [inventory.tags[tag_np[i]] for i in w]
                lemmas = [lemma_of(x.form, t[0], inventory.scripts[lemma_np[i]], inventory.lemmas) for x, t, i in zip(words, tags, w)]
                kinds = [inventory.names[k] for k in decode_names(name_np[w])] if named else None
                scores.add(words, tags, lemmas, heads[w], [inventory.labels[k] for k in label_np[w]], kinds)
    net.train()
    return scores


def train(o):
    torch.manual_seed(o.seed)
    rng = np.random.default_rng(o.seed)
    config = {k: getattr(o, k) for k in DIMS}
    sentences, named = training_sentences(o)
    inventory = Inventory(sentences)
    grammar = synthetic.Grammar(synthetic.DATA, 1)  # one vocabulary for all seeds
    start = Exported(o.start) if o.start else None
    if start:
        config = {k: start.config[k] for k in DIMS}
        inventory.start_from(start, synthetic.tokens(grammar, 1200000), sentences)
    path = o.checkpoint or o.out + '.checkpoint'
    kept = None
    if os.path.exists(path) and not o.fresh:
        kept = torch.load(path, map_location=o.device, **({'weights_only': False} if torch.__version__ >= '2' else {}))
        inventory, config = kept['inventory'], kept['config']
    types = WordTypes(config)
    if o.fold:
        k, n = map(int, o.fold.split('/'))
        keep = [i for i in range(len(sentences)) if (i // 20) % n != k]
        bank = Treebank([sentences[i] for i in keep], inventory, types, o.device, [named[i] for i in keep], True)
    else:
        bank = Treebank(sentences, inventory, types, o.device, named, True)
    dev = {t: Treebank(s[:o.sentences // 4 or None], inventory, types, o.device, [t == 'gum'] * len(s), False) for t, s in load(o, 'dev').items()}
    table = type_table(types, inventory, o.device)
    net = build(o, config, inventory, o.device)
    if start:
        start_weights(net, start)
        if not kept:
            log('at the start', json.dumps({t: evaluate(net, dev[t], table, inventory, t == 'gum').table() for t in tb.TREEBANKS}))
    teachers = load_teachers(o, inventory, o.device)
    log('%d sentences, %d words, %d forms, vocab %d, tags %d, scripts %d, lemmas %d, labels %d' % (
        len(bank.lens), bank.lens.sum(), len(types.rows), len(inventory.vocab), len(inventory.tags), len(inventory.scripts),
        len(inventory.lemmas), len(inventory.labels)))
    parameters = [p for p in net.parameters() if p.requires_grad]
    adam = torch.optim.AdamW(parameters, lr=o.lr, betas=(0.9, 0.9), eps=1e-8, weight_decay=o.weight_decay)
    average = {k: v.detach().clone() for k, v in net.state_dict().items()}
    epoch, step, spent, best, history = 0, 0, 0.0, None, []
    if kept:
        net.load_state_dict(kept['net']), adam.load_state_dict(kept['adam'])
        average, epoch, step, spent, history = kept['average'], kept['epoch'], kept['step'], kept['spent'], kept['history']
        best = kept['best']
        log('resumed at epoch', epoch)
    began = time.time() - spent
    budget = o.minutes * 60
    steps_an_epoch = round(sum(1 for _ in bank.batches(o.batch_tokens, np.random.default_rng(0))) / (1 - o.synthetic))
    done, known = False, len(types.rows)
    while not done:
        total, count = 0.0, 0
        sources = [list(bank.batches(o.batch_tokens, rng, o.noise, o.name_swap))]
        if o.synthetic:
            grammar.rng.seed('%d %d' % (o.seed, epoch))
            made = synthetic.tokens(grammar, int(bank.lens.sum() * o.synthetic / (1 - o.synthetic)))
            types.forget(known)
            fresh = Treebank(made, inventory, types, o.device, [True] * len(made), True)
            table = type_table(types, inventory, o.device)
            sources.append(list(fresh.batches(o.batch_tokens, rng, o.noise)))
        mixed = [b for source in sources for b in source]
        rng.shuffle(mixed)
        for batch in mixed:
            progress = min(1.0, max((time.time() - began) / budget, step / (o.epochs * steps_an_epoch)))
            for group in adam.param_groups:
                group['lr'] = o.lr * min(1.0, (step + 1) / 100) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * progress)))
            loss = losses(net, batch, table, o, teachers)
            adam.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 5.0)
            adam.step()
            step += 1
            average_into(average, net, min(o.average, (1 + step) / (10 + step)))
            count += 1
            if count % 20 == 0 or o.device == 'cpu':
                total += float(loss.detach()) * (1 if o.device == 'cpu' else 20)
            if progress >= 1.0:
                done = True
                break
        epoch += 1
        log('epoch %d done at step %d, %.0fs, loss %.3f' % (epoch, step, time.time() - began, total / max(1, count)))
        if done or epoch % o.evaluate_every == 0:
            plain = {k: v.detach().clone() for k, v in net.state_dict().items()}
            net.load_state_dict(average)
            scores = {t: evaluate(net, dev[t], table, inventory, t == 'gum').table() for t in tb.TREEBANKS}
            net.load_state_dict(plain)
            log('epoch %d step %d %.0fs lr %.5f loss %.3f' % (epoch, step, time.time() - began, adam.param_groups[0]['lr'], total / max(1, count)), json.dumps(scores))
            history.append(dict(epoch=epoch, seconds=round(time.time() - began), dev=scores))
            if best is None or sum(s['LAS'] for s in scores.values()) >= best[0]:
                best = (sum(s['LAS'] for s in scores.values()), {k: v.clone() for k, v in average.items()})
            torch.save(dict(net=plain, adam=adam.state_dict(), average=average, best=best, epoch=epoch, step=step, spent=time.time() - began, history=history,
                            config=config, inventory=inventory, command=command_line()), path + '.part')
            os.replace(path + '.part', path)
    return config, inventory, best[1], history, command_line()


def command_line():
    """The training command as it goes on the card: where files lay is not part of it."""
    args = sys.argv[1:]
    for k, v in {'--corpora': 'CORPORA', '--out': 'models/english'}.items():
        if k in args:
            args[args.index(k) + 1] = v
    for k, n in {'--checkpoint': 2, '--fresh': 1}.items():
        if k in args:
            del args[args.index(k):args.index(k) + n]
    return ' '.join(['python3 training/train.py'] + args)


def export(o, config, inventory, state, history, command):
    named = dict(config, name=os.path.basename(o.out), trained_on='UD English EWT (CC BY-SA 4.0), UD English GUM (CC BY 4.0) and sentences of our own grammar')
    path = o.out + '.weights'
    write_weights(path, file_tensors(named, inventory, state))
    about(o, config, inventory, history, command)


def about(o, config, inventory, history, command):
    """OUT.json: what the file is and how well it reads, scored from the file itself."""
    import hashlib
    path = o.out + '.weights'
    model = Exported(path)
    with open(path, 'rb') as f:
        data = f.read()
    out = dict(format_version=tb.VERSION, size=len(data), crc32='%08x' % model.crc, sha256=hashlib.sha256(data).hexdigest(), config=config,
               counts=dict(vocab=len(model.word_id), tags=len(model.tags), scripts=len(model.scripts), lemmas=len(model.lemmas), labels=len(model.labels)),
               data=dict(ewt='UD English EWT, train, CC BY-SA 4.0, https://github.com/UniversalDependencies/UD_English-EWT',
                         gum='UD English GUM, train without wikiHow and fiction, CC BY (texts CC BY or public domain), https://github.com/UniversalDependencies/UD_English-GUM',
                         synthetic='news English of our own grammar, training/synthetic.py'),
               command=command, torch=torch.__version__,
               epochs=history[-1]['epoch'] if history else 0, scores={})
    for split in ('dev', 'test') if o.test else ('dev',):
        for t, sentences in load(o, split).items():
            scores = model.score(sentences[:o.sentences // 4 or None], t == 'gum')
            out['scores']['%s-%s' % (t, split)] = scores.table()
            out.setdefault('labels', {})['%s-%s' % (t, split)] = scores.label_table()
            log(t, split, 'from the file', scores.table())
    with open(o.out + '.json', 'w') as f:
        f.write(json.dumps(out, indent=1) + '\n')


def keep_memory():
    """Asks glibc not to hand large tensors back to the system after each step: the page faults cost as much as the sums."""
    try:
        import ctypes
        libc = ctypes.CDLL(None)
        libc.mallopt(-4, 0)  # M_MMAP_MAX
        libc.mallopt(-1, 2 ** 31 - 1)  # M_TRIM_THRESHOLD
    except (OSError, AttributeError):
        pass


def main():
    o = options()
    keep_memory()
    torch.set_num_threads(o.threads)
    torch.backends.cuda.matmul.allow_tf32 = True
    if o.dump_reference:
        return dump_reference(o)
    if o.predict:
        return predict(o)
    if o.export_only:
        path = o.checkpoint or o.out + '.checkpoint'
        kept = [torch.load(p, map_location='cpu', **({'weights_only': False} if torch.__version__ >= '2' else {})) for p in [path] + o.blend]
        if any(k['inventory'].vocab != kept[0]['inventory'].vocab for k in kept):
            raise SystemExit('the checkpoints to blend have different vocabularies')
        state = {k: sum(each['best'][1][k] for each in kept) / len(kept) for k in kept[0]['best'][1]}
        return export(o, kept[0]['config'], kept[0]['inventory'], state, kept[0]['history'], '; '.join(k['command'] for k in kept))
    export(o, *train(o))


if __name__ == '__main__':
    main()
