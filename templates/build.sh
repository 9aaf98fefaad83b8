#!/usr/bin/env bash
# Builds a Flex Template and registers it: templates/build.sh --help
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(dirname "$here")"

usage() {
  cat <<'TEXT'
Usage: templates/build.sh <pipeline> --bucket=BUCKET --region=REGION --repository=REPOSITORY [...] [-- ...]

  <pipeline>       a folder beside this script, such as export-vt
  --bucket=...     where the specification goes, from which jobs are started: gs://BUCKET/templates/<pipeline>.json
  --region=...     of the repository in Artifact Registry
  --repository=... where the image goes: REGION-docker.pkg.dev/PROJECT/REPOSITORY/<pipeline>:TAG
  --project=...    the project of the repository (gcloud's own default without it)
  --tag=...        of the image (latest without it)
  --jar            let gcloud put the bundled jar into an image; without it docker builds and pushes the image
  --base-tag=...   tag of the launcher's base image, without --jar (the Dockerfile has a default)
  --print-only     print the commands and run none of them; needs neither gcloud nor docker
  -- ...           what follows goes to `gcloud dataflow flex-template build` as it is, for defaults of the template's
                   jobs: --max-workers=20, --worker-machine-type=n2-standard-4, --service-account-email=...
TEXT
}

fail() {
  echo "build.sh: $*" >&2
  exit 2
}

# export-vt has its main in dev.parqueduct.pipelines.exportvt.ExportVt, and so has every pipeline. Which letters are
# capitals is told by the sources: export-rawkv has ExportRawKv.
main_class() {
  local package="${1//-/}"
  local source
  source="$(ls "$root/pipelines/src/main/java/dev/parqueduct/pipelines/$package" | grep -ix "$package\.java")" ||
    fail "The pipeline $1 has no main class."
  printf 'dev.parqueduct.pipelines.%s.%s\n' "$package" "${source%.java}"
}

# Prints a command so that it can be pasted, and runs it unless only printing was asked for.
run() {
  printf '%q ' "$@" | sed 's/ $//'
  echo
  if [ "$print_only" = no ]; then
    "$@"
  fi
}

pipeline="" bucket="" region="" repository="" project="" tag=latest base_tag="" route=image print_only=no
extra=()
while [ $# -gt 0 ]; do
  case "$1" in
    --help) usage && exit 0 ;;
    --bucket=*) bucket="${1#*=}" ;;
    --region=*) region="${1#*=}" ;;
    --repository=*) repository="${1#*=}" ;;
    --project=*) project="${1#*=}" ;;
    --tag=*) tag="${1#*=}" ;;
    --base-tag=*) base_tag="${1#*=}" ;;
    --jar) route=jar ;;
    --print-only) print_only=yes ;;
    --) shift && extra=("$@") && break ;;
    -*) fail "There is no option $1. See templates/build.sh --help." ;;
    *) [ -z "$pipeline" ] || fail "One pipeline at a time: $pipeline, $1."
       pipeline="$1" ;;
  esac
  shift
done

[ -n "$pipeline" ] || { usage >&2 && exit 2; }
metadata="$here/$pipeline/metadata.json"
[ -f "$metadata" ] || fail "There is no template $pipeline: $metadata is missing."
[ -n "$bucket" ] || fail "--bucket is missing."
[ -n "$region" ] || fail "--region is missing."
[ -n "$repository" ] || fail "--repository is missing."
if [ -z "$project" ]; then
  if [ "$print_only" = yes ]; then
    project=PROJECT
  else
    project="$(gcloud config get-value project)"
    [ -n "$project" ] || fail "--project is missing, and gcloud has no default."
  fi
fi
spec="gs://${bucket#gs://}/templates/$pipeline.json"
image="$region-docker.pkg.dev/$project/$repository/$pipeline:$tag"

cd "$root"
metadata="templates/$pipeline/metadata.json"
main="$(main_class "$pipeline")"
build=(gcloud dataflow flex-template build "$spec" --project="$project" --sdk-language=JAVA --metadata-file="$metadata")
if [ "$route" = image ]; then
  run mvn --quiet --batch-mode -DskipTests --projects pipelines --also-make package
  arguments=(--file templates/Dockerfile --build-arg "MAIN_CLASS=$main" --tag "$image")
  if [ -n "$base_tag" ]; then
    arguments+=(--build-arg "BASE_TAG=$base_tag")
  fi
  run docker build "${arguments[@]}" pipelines/target
  run docker push "$image"
  build+=(--image="$image")
else
  run mvn --quiet --batch-mode -DskipTests -Pbundle --projects templates --also-make package
  build+=(--image-gcr-path="$image" --flex-template-base-image=JAVA17
    --jar=templates/target/parqueduct-bundled.jar --env="FLEX_TEMPLATE_JAVA_MAIN_CLASS=$main")
fi
# The empty array needs care: bash before 4.4 takes it for an unset variable.
run "${build[@]}" ${extra[@]+"${extra[@]}"}
