#!/bin/sh
# Make the recordings of this folder again: `sh tests/recordings/make.sh`. Needs flite (voice slt),
# ffmpeg, and the tests' environment for AMR, which ffmpeg's usual builds only read.
set -eu
cd "$(dirname "$0")"
speech=$(mktemp --suffix=.wav)
trap 'rm -f "$speech"' EXIT
convert() { ffmpeg -nostdin -loglevel error -y "$@"; }

flite -voice slt -t "a red circle on a blue background" -o "$speech"
# Half a second around it, as people leave; -map_metadata and bitexact keep the files the same.
set -- -i "$speech" -af adelay=500,apad=pad_dur=0.5 -ar 16000 -ac 1 -map_metadata -1 -fflags +bitexact -flags:a +bitexact
convert "$@" -c:a pcm_s16le circle.wav
convert "$@" -c:a flac circle.flac
convert "$@" -c:a libmp3lame -b:a 48k circle.mp3
convert "$@" -c:a aac -b:a 48k -f ipod circle.m4a
convert "$@" -c:a aac -b:a 48k circle.mp4
convert "$@" -c:a libvorbis -q:a 4 circle.ogg
convert "$@" -c:a libopus -b:a 32k circle.webm
../../.venv/bin/python -c '
import av
with av.open("circle.wav") as source, av.open("circle.amr", "w") as target:
    stream = target.add_stream("libopencore_amrnb", rate=8000, layout="mono", options={"b": "12200"})
    for frame in source.decode(audio=0):
        target.mux(stream.encode(frame))
    target.mux(stream.encode(None))
'

# What cannot be heard.
convert -f lavfi -i anullsrc=r=16000:cl=mono -t 2 -c:a pcm_s16le -fflags +bitexact silence.wav
convert -f lavfi -i anoisesrc=c=pink:a=0.5:d=2:r=16000:seed=7 -c:a pcm_s16le -fflags +bitexact noise.wav
convert "$@" -ar 48000 -c:a ac3 -b:a 64k codec.mp4
head -c 4096 circle.mp4 >truncated.mp4 # its moov box is at the end, and gone
echo "a red circle on a blue background" >notes.mp3
: >empty.wav
