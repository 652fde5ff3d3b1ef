"""Opens a recording, and finds the tracks whose sound is accepted."""

import io
import re

from av import ContainerFormat, FFmpegError, logging
from av import open as open_media
from av.audio import AudioStream
from av.container import InputContainer
from av.stream import Disposition

from .media import FORMATS

_OPTIONS = {
    # Playlists and lists of files are not accepted: FFmpeg would open the files that they name.
    "format_whitelist": "mp3,mp4,aac,wav,w64,aiff,caf,flac,ogg,amr,webm",
    "protocol_whitelist": "none",
    # Pictures that come with the sound are not decoded.
    "codec_whitelist": "mp3float,mp3,aac,alac,flac,vorbis,opus,amrnb,amrwb,pcm_s16le",
    "max_streams": "64",
}
# The accepted codecs, by FFmpeg's names. `codec_whitelist` above names their decoders.
_CODECS = ("mp3", "aac", "alac", "pcm_", "flac", "vorbis", "opus", "amr_nb", "amr_wb")
_CODEC_NAMES = "MP3, AAC, ALAC, PCM, FLAC, Vorbis, Opus and AMR"
_FORMAT_NAMES = f"send one of {', '.join(FORMATS)}"
# What FFmpeg logs when it has recognized a format. Under a quarter of 100 it is only a guess:
# AVPROBE_SCORE_RETRY in libavformat/avformat.h.
_PROBED = re.compile(r"Format (\S+) probed with size=\d+ and score=(\d+)")
_LEAST_SCORE = 25


class Undecodable(Exception):
    """The recording cannot be made into a wav. The message says why."""


def opened(data: bytes) -> InputContainer:
    """`data` as a container of tracks.

    Raises:
        FFmpegError: its format is not accepted, or not recognized.
    """
    return open_media(io.BytesIO(data), "r", container_options=_OPTIONS, metadata_errors="replace")


def tracks_in(container: InputContainer) -> list[int]:
    """The index of each track whose codec is accepted: first those that the file marks as default,
    then the others, each in the order of the file.

    Raises:
        Undecodable: there is no such track.
    """
    audio = container.streams.audio
    if not audio:
        raise Undecodable("there is no sound in the recording")
    taken = [stream for stream in audio if _codec(stream)[0].startswith(_CODECS)]
    if not taken:
        found = ", ".join(dict.fromkeys(_codec(stream)[1] for stream in audio))
        raise Undecodable(
            f"the audio codec of the recording is not accepted: it is {found}; accepted are "
            f"{_CODEC_NAMES}"
        )
    taken.sort(key=lambda stream: not stream.disposition & Disposition.default)
    return [stream.index for stream in taken]


def why_undecodable(data: bytes) -> str:
    """The reason why `data` cannot be decoded. It names the format, and those that are accepted."""
    level = logging.get_level()
    logging.set_level(logging.DEBUG)
    try:
        with logging.Capture() as lines, opened(data):
            pass
    except (FFmpegError, ValueError, MemoryError):
        pass
    finally:
        logging.set_level(level)
    messages = [message for _, _, message in lines]
    probed = _PROBED.search("".join(messages))
    if probed is None or int(probed[2]) < _LEAST_SCORE:
        found = "its format is not recognized"
    elif any(message.startswith("Format not on whitelist") for message in messages):
        found = f"its format, {_format(probed[1])}, is not accepted"
    else:
        found = f"it looks like {_format(probed[1])}, but is damaged or incomplete"
    return f"the recording cannot be decoded: {found}; {_FORMAT_NAMES}"


def _codec(stream: AudioStream) -> tuple[str, str]:
    """FFmpeg's two names for the codec of `stream`: one to compare, and one for people."""
    decoder = stream.codec_context  # None if FFmpeg has no decoder for it
    if decoder is None:
        return "", "a codec that is not known here"
    return decoder.codec.canonical_name, decoder.codec.long_name


def _format(name: str) -> str:
    """FFmpeg's name for the format, as it is written for people."""
    try:
        return ContainerFormat(name.split(",")[0]).long_name
    except ValueError:
        return name
