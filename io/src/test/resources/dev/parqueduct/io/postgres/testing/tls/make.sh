#!/usr/bin/env bash
# Makes the certificates of the TLS tests, valid for a century: one authority, a server called
# localhost, two clients, and an authority that vouches for none of them. Keys are of no other use.
set -euo pipefail
cd "$(dirname "$0")"
days=36500

authority() {
  openssl req -x509 -newkey rsa:2048 -nodes -sha256 -days "$days" -subj "/CN=$2" -keyout "$1.key" -out "$1.crt"
}

signed() {
  openssl req -newkey rsa:2048 -nodes -sha256 -subj "/CN=$2" -keyout "$1.key" -out "$1.csr"
  openssl x509 -req -sha256 -days "$days" -in "$1.csr" -CA root.crt -CAkey root.key -CAcreateserial -out "$1.crt" "${@:3}"
}

authority root "Parqueduct test authority"
authority other "Parqueduct other test authority"
signed server localhost -extfile <(printf 'subjectAltName=DNS:localhost')
signed archiver archiver
signed stranger stranger
openssl rsa -traditional -in archiver.key -out archiver-pkcs1.key
openssl pkcs8 -topk8 -nocrypt -in archiver.key -outform DER -out archiver.pk8
rm -f ./*.csr ./*.srl root.key other.key
