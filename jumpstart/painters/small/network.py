"""The network: from words and a noisy picture, it predicts the clean picture.

It is a U-Net in two parts. The inner part paints the picture at half its size, over patches of 4×4
pixels, at 16×16, 8×8 and 4×4. The outer part, at 32×32, adds what the half size cannot show. The
pooled meaning of the whole caption scales and shifts every block: that teaches shapes and colours
fastest. Single words come by cross-attention: that tells which colour belongs to which shape.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the usual name

from .tokenizer import MAX_TOKENS, VOCABULARY

SIDE_PX = 128
PATCH = 4
CHANNELS = 3 * PATCH * PATCH
WIDTHS = (64, 128, 192)  # of the inner part
OUTER_WIDTH = 32
TEXT_WIDTH = 96
SUMMARIES = 4  # learned questions to the caption; their answers are the pooled text
MOOD_WIDTH = 256  # of the vector (caption and time) that scales and shifts the blocks
HEAD_WIDTH = 32


class Attention(nn.Module):
    """Multi-head attention from `queries` to `context`, both (batch, tokens, channels)."""

    def __init__(self, width: int, context_width: int) -> None:
        super().__init__()
        self.heads = width // HEAD_WIDTH
        self.query = nn.Linear(width, width, bias=False)
        self.key_value = nn.Linear(context_width, 2 * width, bias=False)
        self.out = nn.Linear(width, width)

    def forward(self, queries: Tensor, context: Tensor) -> Tensor:
        query = self._split(self.query(queries))
        key, value = (self._split(half) for half in self.key_value(context).chunk(2, dim=-1))
        seen = F.scaled_dot_product_attention(query, key, value)
        out: Tensor = self.out(seen.transpose(1, 2).flatten(2))
        return out

    def _split(self, tokens: Tensor) -> Tensor:
        return tokens.unflatten(-1, (self.heads, -1)).transpose(1, 2)


class TextBlock(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.before, self.between = nn.LayerNorm(TEXT_WIDTH), nn.LayerNorm(TEXT_WIDTH)
        self.attention = Attention(TEXT_WIDTH, TEXT_WIDTH)
        self.widen = nn.Linear(TEXT_WIDTH, 3 * TEXT_WIDTH)
        self.narrow = nn.Linear(3 * TEXT_WIDTH, TEXT_WIDTH)

    def forward(self, text: Tensor) -> Tensor:
        normal = self.before(text)
        text = text + self.attention(normal, normal)
        return text + self.narrow(F.gelu(self.widen(self.between(text))))


class TextEncoder(nn.Module):
    """(batch, MAX_TOKENS) numbers → the meaning of each word in its place, and of the whole."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(len(VOCABULARY), TEXT_WIDTH)
        self.places = nn.Parameter(0.2 * torch.randn(MAX_TOKENS + SUMMARIES, TEXT_WIDTH))
        self.blocks = nn.ModuleList([TextBlock(), TextBlock()])
        self.last = nn.LayerNorm(TEXT_WIDTH)

    def forward(self, tokens: Tensor) -> tuple[Tensor, Tensor]:
        words = F.pad(self.words(tokens), (0, 0, 0, SUMMARIES))
        text = words + self.places
        for block in self.blocks:
            text = block(text)
        text = self.last(text)
        return text, text[:, MAX_TOKENS:].flatten(1)


class Block(nn.Module):
    """Two convolutions, scaled and shifted by the mood, and added to their input."""

    def __init__(self, width_in: int, width: int) -> None:
        super().__init__()
        self.norm_in, self.norm = nn.GroupNorm(8, width_in), nn.GroupNorm(8, width, affine=False)
        self.conv_in = nn.Conv2d(width_in, width, 3, padding=1)
        self.conv = nn.Conv2d(width, width, 3, padding=1)
        self.mood = nn.Linear(MOOD_WIDTH, 2 * width)
        self.skip = nn.Conv2d(width_in, width, 1) if width_in != width else nn.Identity()
        nn.init.zeros_(self.conv.weight)

    def forward(self, picture: Tensor, mood: Tensor) -> Tensor:
        scale, shift = self.mood(mood)[:, :, None, None].chunk(2, dim=1)
        inner = self.conv_in(F.silu(self.norm_in(picture)))
        inner = self.conv(F.silu(self.norm(inner) * (1 + scale) + shift))
        out: Tensor = self.skip(picture) + inner
        return out


class Look(nn.Module):
    """Each place attends to the words and, if `around`, to all other places."""

    def __init__(self, width: int, *, around: bool) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.at_words = Attention(width, TEXT_WIDTH)
        self.around = Attention(width, width) if around else None

    def forward(self, picture: Tensor, text: Tensor) -> Tensor:
        places = picture.flatten(2).transpose(1, 2)
        normal = self.norm(places)
        seen = self.at_words(normal, text)
        if self.around is not None:
            seen = seen + self.around(normal, normal)
        return picture + seen.transpose(1, 2).unflatten(2, picture.shape[2:])


class Painter(nn.Module):
    """The U-Net: (batch, 3, 128, 128) noisy pixels, time and text → the clean pixels."""

    def __init__(self) -> None:
        super().__init__()
        fine, middle, coarse = WIDTHS
        self.time = nn.Sequential(nn.Linear(64, MOOD_WIDTH), nn.SiLU())
        self.summary = nn.Linear(SUMMARIES * TEXT_WIDTH, MOOD_WIDTH)
        self.mood = nn.Sequential(nn.SiLU(), nn.Linear(MOOD_WIDTH, MOOD_WIDTH), nn.SiLU())
        self.outer_enter = nn.Conv2d(CHANNELS, OUTER_WIDTH, 3, padding=1)
        self.outer_in = Block(OUTER_WIDTH, OUTER_WIDTH)
        self.inwards = nn.Conv2d(OUTER_WIDTH, fine, 2, stride=2)
        self.enter = nn.Conv2d(CHANNELS, fine, 3, padding=1)
        self.fine_in = Block(fine, fine)
        self.middle_in, self.middle_look_in = Block(fine, middle), Look(middle, around=False)
        self.coarse_in, self.coarse_look = Block(middle, coarse), Look(coarse, around=True)
        self.coarse_out = Block(coarse, coarse)
        self.middle_out, self.middle_look = (
            Block(coarse + middle, middle),
            Look(middle, around=True),
        )
        self.fine_out, self.fine_look = Block(middle + fine, fine), Look(fine, around=False)
        self.leave = _leave(fine)
        self.outwards = nn.Conv2d(fine, OUTER_WIDTH, 1)
        self.outer_out = Block(2 * OUTER_WIDTH, OUTER_WIDTH)
        self.outer_leave = _leave(OUTER_WIDTH)

    def forward(self, noisy: Tensor, time: Tensor, words: Tensor, summary: Tensor) -> Tensor:
        # At half its size a picture has half the noise, as if it were later.
        strength = (1 + time) / 2
        mood = self.mood(self.time(waves(time / strength)) + self.summary(summary))
        half = F.avg_pool2d(noisy, 2) / strength[:, None, None, None]
        outer = self.outer_in(self.outer_enter(F.pixel_unshuffle(noisy, PATCH)), mood)
        fine = self.enter(F.pixel_unshuffle(half, PATCH)) + self.inwards(outer)
        fine = self.fine_in(fine, mood)
        middle = self.middle_look_in(self.middle_in(F.avg_pool2d(fine, 2), mood), words)
        coarse = self.coarse_look(self.coarse_in(F.avg_pool2d(middle, 2), mood), words)
        coarse = self.coarse_out(coarse, mood)
        middle = self.middle_out(torch.cat([_twice(coarse), middle], 1), mood)
        middle = self.middle_look(middle, words)
        fine = self.fine_out(torch.cat([_twice(middle), fine], 1), mood)
        fine = self.fine_look(fine, words)
        outer = self.outer_out(torch.cat([_twice(self.outwards(fine)), outer], 1), mood)
        clean = F.pixel_shuffle(self.leave(fine), PATCH)
        clean = F.interpolate(clean, scale_factor=2.0, mode="bilinear")
        return clean + F.pixel_shuffle(self.outer_leave(outer), PATCH)


def _leave(width: int) -> nn.Sequential:
    return nn.Sequential(
        nn.GroupNorm(8, width), nn.SiLU(), nn.Conv2d(width, CHANNELS, 3, padding=1)
    )


class SmallModel(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.text, self.painter = TextEncoder(), Painter()

    def forward(self, noisy: Tensor, time: Tensor, tokens: Tensor) -> Tensor:
        clean: Tensor = self.painter(noisy, time, *self.text(tokens))
        return clean


def waves(time: Tensor) -> Tensor:
    """(batch,) times between 0 (noise) and 1 (picture) → 64 sines and cosines each."""
    # Most is decided in heavy noise, near 0. The logarithm spreads these times out.
    spread = torch.log((time + 1e-3) / (1 - time + 1e-3))
    often = torch.exp(torch.linspace(math.log(0.1), math.log(10), 32))
    angles = spread[:, None] * often
    return torch.cat([angles.sin(), angles.cos()], dim=1)


def _twice(picture: Tensor) -> Tensor:
    return F.interpolate(picture, scale_factor=2.0, mode="nearest")
