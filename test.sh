#!/usr/bin/env bash
# The one test command: builds everything, runs all tests, and ends with the line
#   N passed, N failed, N skipped
# The exit code is 0 only when tests ran and none failed; a build that breaks counts as one failure.
#
# Needs the .NET SDK, and Node for the web app and the client tests. As root, or with password-less sudo, it installs PostgreSQL,
# Chromium and yara with apt-get where they are missing; otherwise the tests that need them are skipped, and say so.
# With CI=true package restores are locked to the committed lock files (see Directory.Build.props).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly log_folder=artifacts/test
# Debug: it builds faster, and the assertions and checks in it are part of the test. Speed is measured elsewhere.
readonly configuration=Debug
# A test project that hangs must not hang whoever waits for this script.
readonly project_seconds=900

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Build nodes that outlive the build would keep the output pipe of a caller open.
export MSBUILDDISABLENODEREUSE=1

passed=0
failed=0
skipped=0

say() { printf '[%3ds] %s\n' "$SECONDS" "$*"; }

# Always the last line, whatever happened before.
finish() {
  local code=$?
  if ((code != 0 && failed == 0)); then
    failed=1
  fi
  if ((passed + failed == 0)); then
    say "No test ran."
  fi
  echo "$passed passed, $failed failed, $skipped skipped"
  if ((failed > 0 || passed == 0)); then
    exit 1
  fi
  exit 0
}
trap finish EXIT

# Package feeds fail now and then; a second try tells a hiccup from a fault.
retry() {
  local try
  for try in 1 2 3; do
    if "$@"; then
      return 0
    fi
    say "Try $try of 3 failed: $*"
    sleep $((try * 5))
  done
  return 1
}

stop() {
  say "FAILED: $*"
  failed=$((failed + 1))
  exit 1
}

has() { command -v "$1" > /dev/null 2>&1; }
has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || has initdb; }
has_chromium() { has chromium || has chromium-browser || has google-chrome; }

as_root() {
  if ((EUID == 0)); then
    "$@"
  else
    sudo -n "$@"
  fi
}

can_install() { has apt-get && { ((EUID == 0)) || { has sudo && sudo -n true 2> /dev/null; }; }; }

install_missing() {
  local missing=()
  has_postgresql || missing+=(postgresql)
  has_chromium || missing+=(chromium)
  has yara || missing+=(yara)
  if ((${#missing[@]} > 0)) && can_install; then
    say "Installing ${missing[*]}"
    retry as_root apt-get update -qq \
      && retry as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > "$log_folder/apt.log" 2>&1 \
      || say "Could not install ${missing[*]}; see $log_folder/apt.log"
  fi
  has_postgresql || say "SKIPPED: store tests on PostgreSQL (no PostgreSQL, and no right to install it)"
  has_chromium || say "SKIPPED: browser tests (no Chromium, and no right to install it)"
  has yara || say "SKIPPED: comparison with yara (no yara, and no right to install it)"
}

build_web_app() {
  [[ -f ui/package.json ]] || return 0
  if ! has npm; then
    say "SKIPPED: the web app and its checks (no Node)"
    return 0
  fi
  say "Building the web app"
  retry npm ci --prefix ui --no-fund --no-audit --silent || stop "npm ci in ui"
  # The build checks types first, so one command does both.
  npm run build --prefix ui --silent > "$log_folder/ui.log" 2>&1 || { cat "$log_folder/ui.log"; stop "web app build"; }
}

install_packages() {
  [[ -f $1/package-lock.json ]] && has npm || return 0
  say "Installing the packages of $1"
  retry npm ci --prefix "$1" --no-fund --no-audit --silent || stop "npm ci in $1"
}

build_solution() {
  say "Restoring packages"
  retry dotnet restore Sallyport.slnx -v q || stop "restore"
  say "Building the solution"
  dotnet build Sallyport.slnx --no-restore -c "$configuration" -v q || stop "build"
  # Not run here, but kept from falling behind.
  say "Building the benchmarks"
  for project in bench/*/*.csproj; do
    dotnet build "$project" -c "$configuration" -v q || stop "build of $project"
  done
}

# Adds what one runner reports: total, failed (with errors outside of tests), skipped.
add_results() {
  passed=$((passed + $1 - $2 - $3))
  failed=$((failed + $2 + $4))
  skipped=$((skipped + $3))
}

run_dotnet_tests() {
  local name=$1 log=$log_folder/$1.log code=0 summary
  local program=tests/$name/bin/$configuration/net10.0/$name
  say "Running $name"
  timeout --kill-after=10 "$project_seconds" "$program" -noLogo -noColor -trx "$log_folder/$name.trx" > "$log" 2>&1 || code=$?
  # Failures and skips with their reasons; the rest stays in the log.
  awk '/\[(FAIL|SKIP)\]/ { show = 1 } /^    [^ ]/ && !/\[(FAIL|SKIP)\]/ { show = 0 } /^  [^ ]|^===/ { show = 0 } show' "$log"
  # A project without tests reports its total alone.
  summary=$(sed -nE -e 's/.*Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+), Not Run: ([0-9]+).*/\1 \3 \4 \2 \5/p' \
    -e 's/^ +[^ ]+ +Total: 0$/0 0 0 0 0/p' "$log" | tail -n 1)
  if [[ -z $summary ]]; then
    tail -n 20 "$log"
    say "FAILED: $name ended with code $code and without a result (124 means it took more than $project_seconds s)"
    failed=$((failed + 1))
    return 0
  fi
  local total failures skips errors unselected
  read -r total failures skips errors unselected <<< "$summary"
  say "$name: $total tests, $failures failed, $skips skipped"
  add_results $((total - unselected)) "$failures" "$skips" "$errors"
  # Belt and braces: a runner that fails while it counts no failure has failed at something else.
  if ((code != 0 && failures + errors == 0 && total > 0)); then
    say "FAILED: $name ended with code $code"
    failed=$((failed + 1))
  fi
}

# Folders of client and browser scripts: those with a "test" script run on Node's own test runner.
run_node_tests() {
  local folder=$1 log=$log_folder/${1//\//-}.log code=0
  [[ -f $folder/package.json ]] || return 0
  if ! has npm; then
    say "SKIPPED: $folder (no Node)"
    return 0
  fi
  if ! npm pkg get scripts.test --prefix "$folder" | grep -q '"'; then
    return 0
  fi
  say "Running $folder"
  timeout --kill-after=10 "$project_seconds" npm test --prefix "$folder" --silent > "$log" 2>&1 || code=$?
  local total failures skips
  total=$(node_count tests "$log")
  failures=$(($(node_count fail "$log") + $(node_count cancelled "$log")))
  skips=$(($(node_count skipped "$log") + $(node_count todo "$log")))
  if ((code != 0)); then
    cat "$log"
  fi
  say "$folder: $total tests, $failures failed, $skips skipped"
  add_results "$total" "$failures" "$skips" 0
  if ((code != 0 && failures == 0)); then
    say "FAILED: $folder ended with code $code"
    failed=$((failed + 1))
  fi
}

# The runner's summary has one line per count, marked "#" or "ℹ" depending on where it prints.
node_count() {
  local count
  count=$(sed -nE "s/^(#|ℹ) $1 ([0-9]+)\$/\2/p" "$2" | tail -n 1)
  echo "${count:-0}"
}

main() {
  rm -rf "$log_folder"
  mkdir -p "$log_folder"
  has dotnet || stop "the .NET SDK is not installed (global.json names the version)"
  install_missing
  build_web_app
  install_packages tests/peers
  install_packages tests/ui
  build_solution
  run_dotnet_tests Sallyport.ArchitectureTests
  run_dotnet_tests Sallyport.Tests
  run_dotnet_tests Sallyport.IntegrationTests
  run_node_tests ui
  run_node_tests tests/ui
  run_node_tests tests/peers
}

main
