"""Makes mono of any number of channels, so that nothing that was said is lost."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import pairwise
from operator import mul
from typing import cast

from av import AudioFrame, AudioLayout, AudioResampler
from av.filter import Graph

# FFmpeg's resampler handles at most as many: SWR_CH_MAX in libswresample/swresample_internal.h.
MAX_CHANNELS = 64
# If one of two channels is silent, the mix has a quarter of the other's power. If the mix has less
# than an eighth, channels cancel each other, or one channel is lost among many.
_LEAST_POWER_OF_MIX = 1 / 8
# Power is measured at every seventeenth sample. If this number divided the rate, some tones would
# be met only where they cross zero.
_EVERY = 17
_BYTES = 2
# A decoder's frame has only about a thousand samples: to mix each would take longer.
_AT_ONCE = 16_384

# FFmpeg's names for layouts that do not say where a channel belongs. FFmpeg has no mix for most.
_WITHOUT_PLACES = re.compile(r"channels|ambisonic|binaural")

# Resamples, or mixes. None as the frame asks for the samples that are held back.
_Step = Callable[[AudioFrame | None], list[AudioFrame]]


def mono(frames: Iterable[AudioFrame], rate_hz: int, most: int) -> bytes:
    """The samples of `frames`, which all have one format, as mono 16-bit PCM at `rate_hz`.

    The channels are mixed. If the mix is far quieter than the loudest channel, that channel is
    taken instead: channels in opposite phase cancel each other in a mix. If there are more than
    `most` samples, the result is cut somewhere behind them.
    """
    pcm, mixed, channels = bytearray(), bytearray(), 1
    mix: _Step | None = None
    for piece in _resampled(frames, rate_hz):
        channels = piece.layout.nb_channels
        pcm += _samples(piece)
        if channels > 1:
            mix = mix or _mixer(piece.layout, rate_hz)
            mixed += b"".join(map(_samples, mix(piece)))
        if len(pcm) > most * channels * _BYTES:
            break
    if channels == 1:
        return bytes(pcm)
    if mix:
        mixed += b"".join(map(_samples, mix(None)))
    return _louder(bytes(mixed), memoryview(pcm).cast("h"), channels)


def is_silent(pcm: bytes) -> bool:
    """Whether nobody can hear anything in `pcm`: no sample is louder than -60 dB of full scale."""
    samples = memoryview(pcm).cast("h")
    return max(samples, default=0) <= 32 and min(samples, default=0) >= -32


def _resampled(frames: Iterable[AudioFrame], rate_hz: int) -> Iterator[AudioFrame]:
    resampler: AudioResampler | None = None
    for frame in frames:
        resampler = resampler or AudioResampler(
            format="s16", layout=frame.layout, rate=rate_hz, frame_size=_AT_ONCE
        )
        yield from resampler.resample(frame)
    if resampler:
        yield from resampler.resample(None)


def _mixer(layout: AudioLayout, rate_hz: int) -> _Step:
    """Mixes the channels of `layout`: as FFmpeg does, or all alike if the layout does not say which
    channel is where."""
    if not _WITHOUT_PLACES.search(layout.name):
        return AudioResampler(format="s16", layout="mono", rate=rate_hz).resample
    count = layout.nb_channels
    graph = Graph()
    steps = (
        graph.add(
            "abuffer",
            sample_rate=str(rate_hz),
            sample_fmt="s16",
            channel_layout=layout.name,
            time_base=f"1/{rate_hz}",
        ),
        graph.add("pan", "mono|c0=" + "+".join(f"{1 / count}*c{at}" for at in range(count))),
        graph.add("aformat", sample_fmts="s16", channel_layouts="mono"),
        graph.add("abuffersink"),
    )
    for before, after in pairwise(steps):
        before.link_to(after)
    graph.configure()
    return partial(_pushed, graph)


def _pushed(graph: Graph, frame: AudioFrame | None) -> list[AudioFrame]:
    """What comes out of `graph` after `frame` went in."""
    graph.push(frame)
    pulled: list[AudioFrame] = []
    with suppress(BlockingIOError, EOFError):  # all that there is was pulled
        while True:
            pulled.append(cast(AudioFrame, graph.pull()))
    return pulled


def _louder(mixed: bytes, samples: "memoryview[int]", channels: int) -> bytes:
    """`mixed`, or the loudest of the interleaved channels if `mixed` is far quieter than it."""
    powers = [_power(samples[at :: channels * _EVERY]) for at in range(channels)]
    loudest = max(range(channels), key=powers.__getitem__)
    if _power(memoryview(mixed).cast("h")[::_EVERY]) >= powers[loudest] * _LEAST_POWER_OF_MIX:
        return mixed
    return samples[loudest::channels].tobytes()


def _power(samples: "memoryview[int]") -> int:
    values = samples.tolist()
    return sum(map(mul, values, values))


def _samples(frame: AudioFrame) -> memoryview:
    # FFmpeg's buffer can be longer than its samples.
    return memoryview(frame.planes[0])[: frame.samples * frame.layout.nb_channels * _BYTES]
