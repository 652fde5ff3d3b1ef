#!/bin/sh
# Resolve every *.in into a hashed *.txt that names no index. Later locks follow earlier ones, so
# that one .venv can hold them all.
set -eu
cd "$(dirname "$0")"
lock() {
    name=$1; shift
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-annotate --no-header "$@" "$name.in" --output-file "$name.txt"
    echo "locked requirements/$name.txt"
}
lock uv
lock lambda
lock clip --no-deps
lock credentials --no-deps
lock transcribe -c lambda.txt
lock derive -c lambda.txt
lock cdk -c uv.txt -c lambda.txt
lock local -c lambda.txt -c transcribe.txt -c derive.txt -c cdk.txt
lock ministack
lock jumpstart -c lambda.txt -c cdk.txt
lock test -c lambda.txt -c transcribe.txt -c derive.txt -c cdk.txt -c local.txt
lock simulate -c lambda.txt -c test.txt
lock clients
lock clients-openai-1
lock audit
