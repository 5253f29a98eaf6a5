"""The network, on PyTorch: embeddings of forms, the recurrence, the heads; and the losses that it is trained by.

Door: Network, losses. What its tensors become in a file: weights_file.py.
"""

import numpy as np
import torch
import torch.nn.functional as F

from weights_file import SLOPE


def shared_dropout(x, batch, p):
    """Dropout with one mask a sentence: x [N, D] in packed order."""
    mask = torch.empty(len(batch.lens), x.shape[1], device=x.device).bernoulli_(1 - p) / (1 - p)
    return x * mask[batch.sentence]


def ragged_rows(flat, lens, starts, chosen):
    """The concatenated rows `chosen` of a ragged table and the offset of each."""
    n = lens[chosen]
    ends = torch.cumsum(n, 0)
    index = torch.arange(int(ends[-1]), device=flat.device) + torch.repeat_interleave(starts[chosen] - (ends - n), n)
    return flat[index].long(), ends - n


class Recurrence(torch.autograd.Function):
    """One direction of one LSTM layer in packed order, for CPUs: the weights' gradients in one product each, not one a position."""

    @staticmethod
    def forward(ctx, x, wx, wh, b, sizes, backwards):
        H, N = wh.shape[1], len(x)
        gates = torch.addmm(b, x, wx.t())
        wht = wh.t().contiguous()
        ends = np.cumsum(sizes)
        steps = [(e - n, e, n) for e, n in zip(ends.tolist(), sizes)]
        hs, cs, before_h, before_c = (x.new_zeros(N, H) for _ in range(4))
        h, c, last = x.new_zeros(sizes[0], H), x.new_zeros(sizes[0], H), 0
        order = range(len(sizes) - 1, -1, -1) if backwards else range(len(sizes))
        for t in order:
            a, e, n = steps[t]
            z, hp, cp = gates[a:e], h[:n], c[:n]
            z.addmm_(hp, wht)
            z[:, :2 * H].sigmoid_(), z[:, 2 * H:3 * H].tanh_(), z[:, 3 * H:].sigmoid_()
            before_h[a:e], before_c[a:e] = hp, cp
            cn = torch.addcmul(z[:, H:2 * H] * cp, z[:, :H], z[:, 2 * H:3 * H])
            hn = torch.tanh(cn).mul_(z[:, 3 * H:])
            hs[a:e], cs[a:e] = hn, cn
            if backwards:  # the shorter sentences join in with zeros as the position falls
                h[:n], c[:n] = hn, cn
            else:
                h, c = hn, cn
        ctx.save_for_backward(x, wx, wh, gates, cs, before_h, before_c)
        ctx.steps, ctx.order = steps, list(order)
        return hs

    @staticmethod
    def backward(ctx, dhs):
        x, wx, wh, gates, cs, before_h, before_c = ctx.saved_tensors
        H, n_max = wh.shape[1], ctx.steps[0][2]
        i, f, g, o = (gates[:, k * H:(k + 1) * H] for k in range(4))
        tc = torch.tanh(cs)
        through_c = (1 - tc * tc) * o
        factors = torch.cat([g * i * (1 - i), before_c * f * (1 - f), i * (1 - g * g), tc * o * (1 - o)], 1)
        f = f.contiguous()
        dz = torch.empty_like(gates)
        dh, dc = x.new_zeros(n_max, H), x.new_zeros(n_max, H)
        for t in reversed(ctx.order):
            a, e, n = ctx.steps[t]
            dht = dhs[a:e] + dh[:n]
            dct = torch.addcmul(dc[:n], dht, through_c[a:e])
            z = dz[a:e]
            torch.mul(factors[a:e].view(n, 4, H)[:, :3], dct[:, None], out=z.view(n, 4, H)[:, :3])
            torch.mul(factors[a:e, 3 * H:], dht, out=z[:, 3 * H:])
            dh[:n], dc[:n] = z @ wh, dct * f[a:e]
        return dz @ wx, dz.t() @ x, dz.t() @ before_h, dz.sum(0), None, None


class Bilinear(torch.autograd.Function):
    """d [N, R], u [K, R, R], g [N, R] -> d u g [N, K], in pieces that stay in a CPU's cache."""

    PIECE = 192  # words

    @staticmethod
    def forward(ctx, d, u, g):
        ctx.save_for_backward(d, u, g)
        flat = u.reshape(len(u), -1).t().contiguous()
        return torch.cat([(a[:, :, None] * b[:, None]).flatten(1) @ flat for a, b in zip(d.split(Bilinear.PIECE), g.split(Bilinear.PIECE))])

    @staticmethod
    def backward(ctx, out):
        d, u, g = ctx.saved_tensors
        flat, R = u.reshape(len(u), -1), d.shape[1]
        du, dd, dg = torch.zeros_like(flat), [], []
        for a, b, o in zip(d.split(Bilinear.PIECE), g.split(Bilinear.PIECE), out.split(Bilinear.PIECE)):
            du.addmm_(o.t(), (a[:, :, None] * b[:, None]).flatten(1))
            dz = (o @ flat).view(-1, R, R)
            dd.append(torch.bmm(dz, b[:, :, None])[:, :, 0])
            dg.append(torch.bmm(a[:, None], dz)[:, 0])
        return torch.cat(dd), du.view_as(u), torch.cat(dg)


class Network(torch.nn.Module):
    """The encoder and the heads; parameters carry the names of the weights file with _ for the dots."""

    def __init__(self, config, sizes):
        super().__init__()
        c = self.config = config
        P = torch.nn.Parameter
        rand = lambda *s, scale=0.5: P(torch.randn(*s) * scale)
        lin = lambda o, i: P(torch.nn.init.xavier_uniform_(torch.empty(o, i)))
        zero = lambda *s: P(torch.zeros(*s))
        self.word, self.affix = rand(sizes['words'] + 1, c['word_dim']), rand(c['affix_buckets'], c['affix_dim'])
        self.gram, self.shape = rand(c['gram_buckets'], c['gram_dim']), rand(c['shape_buckets'], c['shape_dim'])
        with torch.no_grad():
            self.affix *= 0.35  # eight of them add up
            self.gram *= 2.0  # a mean of many
        H, width = c['hidden'], c['word_dim'] + c['affix_dim'] + c['gram_dim'] + c['shape_dim']
        self.lstm = torch.nn.ParameterList()
        for layer in range(c['layers']):
            for _ in range(2):
                wh = torch.cat([torch.nn.init.orthogonal_(torch.empty(H, H)) for _ in range(4)])
                bias = torch.zeros(4 * H)
                bias[H:2 * H] = 1.0
                self.lstm.extend([lin(4 * H, width if layer == 0 else 2 * H), P(wh), P(bias), P(torch.zeros(4 * H), requires_grad=False)])
        E, A, R, K = 2 * H, c['arc_dim'], c['label_dim'], sizes['labels']
        self.tag_w, self.tag_b = lin(sizes['tags'], E), zero(sizes['tags'])
        self.lemma_w, self.lemma_b = lin(sizes['scripts'], E), zero(sizes['scripts'])
        self.name_w, self.name_b = lin(sizes['names'], E), zero(sizes['names'])
        self.arc_dep_w, self.arc_dep_b, self.arc_head_w, self.arc_head_b = lin(A, E), zero(A), lin(A, E), zero(A)
        self.arc_root, self.arc_u, self.arc_v = rand(A), zero(A, A), zero(A)
        self.label_dep_w, self.label_dep_b, self.label_head_w, self.label_head_b = lin(R, E), zero(R), lin(R, E), zero(R)
        self.label_root, self.label_u, self.label_wd, self.label_wh, self.label_b = rand(R), zero(K, R, R), lin(K, R), lin(K, R), zero(K)

    def embed(self, batch, types, o=None):
        """x [N, D]: each distinct form is looked up once."""
        forms, where = torch.unique(batch.forms, return_inverse=True)
        sums = F.embedding_bag(*reversed_args(self.affix, ragged_rows(types['affix'], types['affix_len'], types['affix_at'], forms)), mode='sum')
        means = F.embedding_bag(*reversed_args(self.gram, ragged_rows(types['gram'], types['gram_len'], types['gram_at'], forms)), mode='mean')
        ids = types['word'][forms][where]
        if o is not None:
            rare = 0.25 / (0.25 + types['word_count'][ids])
            ids = ids * (torch.rand(len(ids), device=ids.device) > torch.clamp(rare, min=o.word_dropout))
        x = [F.embedding(ids, self.word), sums[where], means[where], F.embedding(types['shape'][forms], self.shape)[where]]
        if o is not None:  # now and then a whole group of features is missing
            x[1:3] = [p * (torch.rand(len(p), 1, device=p.device) > 0.05) for p in x[1:3]]
        return torch.cat(x, 1)

    def encode(self, batch, types, o=None):
        x = self.embed(batch, types, o)
        if o is not None:
            x = shared_dropout(x, batch, o.input_dropout)
        zeros = torch.zeros(2, len(batch.lens), self.config['hidden'], device=x.device)
        for layer in range(self.config['layers']):
            w = list(self.lstm[layer * 8:layer * 8 + 8])
            if o is not None and o.recurrent_dropout > 0:
                for k in (1, 5):
                    w[k] = F.dropout(w[k], o.recurrent_dropout)
            if not x.is_cuda:
                x = torch.cat([Recurrence.apply(x, w[k], w[k + 1], w[k + 2] + w[k + 3], batch.sizes.tolist(), k > 0) for k in (0, 4)], 1)
            else:
                x = torch._VF.lstm(x, batch.sizes, (zeros, zeros), w, True, 1, 0.0, o is not None, True)[0]
            if o is not None:
                x = shared_dropout(x, batch, o.dropout)
        return x

    def heads(self, e, batch, o=None):
        """Logits: tag, lemma, name [N, C]; arcs [N, 1 + width], padding at -1e4; d' and g' for the labels."""
        tag, lemma = F.linear(e, self.tag_w, self.tag_b), F.linear(e, self.lemma_w, self.lemma_b)
        name = F.linear(e, self.name_w, self.name_b)
        drop = (lambda x: shared_dropout(x, batch, o.head_dropout)) if o is not None else (lambda x: x)
        side = lambda w, b: drop(F.leaky_relu(F.linear(e, w, b), SLOPE))
        d, g = side(self.arc_dep_w, self.arc_dep_b), side(self.arc_head_w, self.arc_head_b)
        G = g.new_zeros(len(batch.lens), batch.width + 1, g.shape[1])
        G[batch.sentence, batch.position + 1] = g
        G[:, 0] = self.arc_root
        D = d.new_zeros(len(batch.lens), batch.width, d.shape[1])
        D[batch.sentence, batch.position] = d @ self.arc_u + self.arc_v
        arcs = torch.bmm(D, G.transpose(1, 2)).masked_fill(~F.pad(batch.mask, (1, 0), value=True)[:, None], -1e4)
        arcs = arcs[batch.sentence, batch.position]
        d2, g2 = side(self.label_dep_w, self.label_dep_b), side(self.label_head_w, self.label_head_b)
        G2 = g2.new_zeros(len(batch.lens), batch.width + 1, g2.shape[1])
        G2[batch.sentence, batch.position + 1] = g2
        G2[:, 0] = self.label_root
        return tag, lemma, name, arcs, d2, G2

    def labels(self, d2, G2, batch, heads):
        g2 = G2[batch.sentence, heads]
        return Bilinear.apply(d2, self.label_u, g2) + F.linear(d2, self.label_wd) + F.linear(g2, self.label_wh, self.label_b)


def reversed_args(weight, ids_offsets):
    return ids_offsets[0], weight, ids_offsets[1]


WEIGHT = dict(tag=1.0, lemma=0.5, name=0.7, arc=1.0, label=1.0)  # of the losses


def losses(net, batch, types, o, teachers=()):
    e = net.encode(batch, types, o)
    tag, lemma, name, arcs, d2, G2 = net.heads(e, batch, o)
    label = net.labels(d2, G2, batch, batch.heads)
    gold = lambda x, y, s=o.smoothing: F.cross_entropy(x, y, ignore_index=-1, label_smoothing=s, reduction='sum') / len(x)
    parts = dict(tag=gold(tag, batch.tags), lemma=gold(lemma, batch.scripts), name=gold(name, batch.names, 0.0) * len(name) / max(1, int((batch.names >= 0).sum())),
                 arc=gold(arcs, batch.heads, 0.0), label=gold(label, batch.labels))
    if teachers:
        soft = dict(tag=tag, lemma=lemma, name=name, arc=arcs, label=label)
        with torch.no_grad():
            opinions = [opinion(t, batch, types) for t in teachers]
        for k, x in soft.items():
            p = sum(o_[k] for o_ in opinions) / len(opinions)
            l = -(p * F.log_softmax(x, 1)).sum(1).mean()
            parts[k] = (1 - o.teacher_weight) * parts[k] + o.teacher_weight * l
    return sum(WEIGHT[k] * v for k, v in parts.items())


def opinion(teacher, batch, types):
    """A teacher's distributions over every head's classes, labels at the gold heads."""
    tag, lemma, name, arcs, d2, G2 = teacher.heads(teacher.encode(batch, types), batch)
    label = teacher.labels(d2, G2, batch, batch.heads)
    return {k: F.softmax(x, 1) for k, x in dict(tag=tag, lemma=lemma, name=name, arc=arcs, label=label).items()}
