// What surrounds the contents of a fresh repository: git, editors, continuous integration.
//
// Editors: YAML files are tied to the schemas of .livret-schema/ (by the modeline in livret.yaml for any
// editor with a YAML language server, by .vscode/settings.json for the rest). No editor's YAML support reads
// the front matter of Markdown (redhat-developer/vscode-yaml issue 207), so there a task runs `livret check`
// and shows its messages in place, with no extension at all.
#include "cli/init_files.hpp"

#include "base/text.hpp"

namespace livret {

namespace {

// Order matters: the last line that matches a path wins. Attachments of any type are left as they are,
// because what was attested is bound to its bytes.
constexpr std::string_view git_attributes_rules = R"(* -text
*.md text eol=lf
*.yaml text eol=lf
*.yml text eol=lf
frameworks/*.xml text eol=lf
.livret-schema/* text eol=lf
.editorconfig text eol=lf
.gitattributes text eol=lf
.gitignore text eol=lf

*.png binary
*.jpg binary
*.jpeg binary
*.gif binary
*.webp binary
*.pdf binary
*.zip binary
*.odt binary
*.ods binary
*.odp binary
*.docx binary
*.xlsx binary
*.pptx binary
*.ggb binary
*.mp3 binary
*.mp4 binary
*.ogg binary
)";

std::string git_attributes(bool fr) {
    return std::string(fr ? "# Git ne change rien à aucun fichier, sauf les fins de ligne des textes que "
                            "Livret lit.\n"
                          : "# Git changes nothing in any file, but the line ends of the texts that Livret "
                            "reads.\n") +
           std::string(git_attributes_rules) +
           (fr ? "\n# Ce qui est signé l’est octet par octet : jamais converti, jamais fusionné ligne à "
                 "ligne. Garder en dernier.\n"
               : "\n# What is signed is signed byte by byte: never converted, never merged line by line. "
                 "Keep last.\n") +
           "trust/** -text -merge\n";
}

std::string git_ignore(bool fr) {
    return std::string(fr ? "# Ce que Livret écrit et sait refaire\n" : "# What Livret writes and can write again\n") +
           "/site/\n/.livret/\n/dossiers/\n/certificates/\n\n" +
           (fr ? "# Les textes que « livret deposit » garde à côté, chez vous\n"
               : "# Texts that “livret deposit” keeps beside, at home\n") +
           "/kept-texts/\n\n" +
           (fr ? "# Ce que laisse un programme interrompu ; la prochaine signature l’ôte\n"
               : "# What a program that was killed leaves; the next signature removes it\n") +
           ".*.part\n\n" +
           (fr ? "# Ce que laissent les systèmes et les traitements de texte\n"
               : "# What systems and word processors leave behind\n") +
           ".DS_Store\nThumbs.db\ndesktop.ini\n*~\n~$*\n.~lock.*\n";
}

constexpr std::string_view editor_config = R"(root = true

[*]
charset = utf-8

[*.{md,yaml,yml,json}]
end_of_line = lf
insert_final_newline = true

[*.{yaml,yml,json}]
indent_style = space
indent_size = 2
trim_trailing_whitespace = true

[trust/**]
charset = unset
end_of_line = unset
insert_final_newline = unset
trim_trailing_whitespace = unset
)";

constexpr std::string_view code_settings = R"({
  "files.encoding": "utf8",
  "files.eol": "\n",
  "files.exclude": {".livret": true},
  "search.exclude": {"site": true, ".livret": true, ".livret-schema": true},
  "files.readonlyInclude": {"trust/**": true},
  "[markdown]": {
    "editor.wordWrap": "on",
    "editor.quickSuggestions": {"other": "off", "comments": "off", "strings": "off"}
  },
  "yaml.schemaStore.enable": false,
  "yaml.schemas": {
    "./.livret-schema/livret.schema.json": "livret.yaml",
    "./.livret-schema/session.schema.json": "sessions/*.yaml"
  },
  "xml.fileAssociations": [
    {"pattern": "**/frameworks/*.xml", "systemId": ".livret-schema/framework.xsd"}
  ]
}
)";

constexpr std::string_view code_extensions = R"({
  "recommendations": ["redhat.vscode-yaml", "redhat.vscode-xml", "editorconfig.editorconfig"]
}
)";

// The pattern reads messages in either language, as diag/printer.cpp writes them.
constexpr std::string_view code_tasks = R"({
  "version": "2.0.0",
  "tasks": [
    {
      "label": "livret check",
      "type": "process",
      "command": "livret",
      "args": ["check"],
      "group": {"kind": "test", "isDefault": true},
      "presentation": {"reveal": "silent", "clear": true},
      "problemMatcher": {
        "owner": "livret",
        "source": "livret",
        "fileLocation": ["relative", "${workspaceFolder}"],
        "pattern": {
          "regexp": "^(.+?):(\\d+):(\\d+): (error|warning|erreur|avertissement) ?: (.*)$",
          "file": 1, "line": 2, "column": 3, "message": 5
        }
      }
    },
    {
      "label": "livret build",
      "type": "process",
      "command": "livret",
      "args": ["build"],
      "group": {"kind": "build", "isDefault": true},
      "problemMatcher": []
    }
  ]
}
)";

// The step that every job of GitHub begins with; {libraries} is more of what Debian has.
constexpr std::string_view github_install = R"(      - name: install
        env:
          ARCHIVE: ${{ vars.LIVRET_ARCHIVE }}
          DIGEST: ${{ vars.LIVRET_SHA256 }}
        run: |
{libraries}          curl -fsSL -o "$RUNNER_TEMP/livret.tar.gz" "$ARCHIVE"
          echo "$DIGEST  $RUNNER_TEMP/livret.tar.gz" | sha256sum --check
          mkdir "$RUNNER_TEMP/livret"
          tar -xzf "$RUNNER_TEMP/livret.tar.gz" -C "$RUNNER_TEMP/livret" --strip-components=1
          echo "$RUNNER_TEMP/livret/bin" >> "$GITHUB_PATH"
)";
constexpr std::string_view mail_libraries =
    "          sudo apt-get update -q && sudo apt-get install -qy --no-install-recommends libgmime-3.0-0 libcurl4\n";

constexpr std::string_view github_steps = R"(
name: livret
on:
  push:
  pull_request:
  schedule:
    - cron: "17 3 * * 1"
    - cron: "11 5 * * *"
permissions:
  contents: read
jobs:
  check:
    if: vars.LIVRET_ARCHIVE != ''
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      {install}
      - name: check
        run: livret check --format github
  # Every Monday: a checkpoint, if anything changed. The secrets LIVRET_KEY (the key's file) and LIVRET_PASSPHRASE become files
  # before livret is started: it does not see them in its environment.
  checkpoint:
    if: github.event.schedule == '17 3 * * 1' && vars.LIVRET_ARCHIVE != ''
    needs: check
    runs-on: ubuntu-latest
    permissions:
      contents: write
    steps:
      - uses: actions/checkout@v4
      {install}
      - name: secret files
        env:
          KEY: ${{ secrets.LIVRET_KEY }}
          PASSPHRASE: ${{ secrets.LIVRET_PASSPHRASE }}
        run: |
          umask 077
          printf '%s\n' "$KEY" > "$RUNNER_TEMP/key.json"
          printf '%s\n' "$PASSPHRASE" > "$RUNNER_TEMP/passphrase"
      - name: checkpoint
        run: |
          livret trust checkpoint --if-changed --yes --key "$RUNNER_TEMP/key.json" --passphrase-file "$RUNNER_TEMP/passphrase"
          rm "$RUNNER_TEMP/key.json" "$RUNNER_TEMP/passphrase"
          git add trust
          git diff --cached --quiet || git -c user.name=livret -c user.email=livret@localhost commit -qm "trust: checkpoint"
          git push
  # Every morning: to each an e-mail of what waits for her and what is new. Three variables: LIVRET_SMTP (smtp://SERVER:587),
  # LIVRET_SENDER (an address) and LIVRET_SITE (where the pages are; may be empty). Two secrets: LIVRET_PEOPLE, the private file of
  # addresses that `livret import csv` writes, and LIVRET_SMTP_LOGIN, the server's user name and password on two lines. What was
  # told is kept between the runs, whether all went well or not; it names nobody.
  digest:
    if: github.event.schedule == '11 5 * * *' && vars.LIVRET_ARCHIVE != '' && vars.LIVRET_SMTP != ''
    runs-on: ubuntu-latest
    concurrency: livret-digest
    steps:
      - uses: actions/checkout@v4
      {install with mail}
      - uses: actions/cache/restore@v4
        with:
          path: ${{ runner.temp }}/told
          key: livret-digest-${{ github.run_id }}
          restore-keys: livret-digest-
      - name: digest
        env:
          SMTP: ${{ vars.LIVRET_SMTP }}
          SENDER: ${{ vars.LIVRET_SENDER }}
          SITE: ${{ vars.LIVRET_SITE }}
          PEOPLE: ${{ secrets.LIVRET_PEOPLE }}
          LOGIN: ${{ secrets.LIVRET_SMTP_LOGIN }}
        run: |
          umask 077
          printf '%s\n' "$PEOPLE" > "$RUNNER_TEMP/people.csv"
          printf '%s\n' "$LOGIN" > "$RUNNER_TEMP/login"
          unset PEOPLE LOGIN
          livret digest --smtp "$SMTP" --sender "$SENDER" ${SITE:+--base-url "$SITE"} --people "$RUNNER_TEMP/people.csv" \
            --credentials "$RUNNER_TEMP/login" --state "$RUNNER_TEMP/told/state.json"
      - if: always()
        run: rm -f "$RUNNER_TEMP/people.csv" "$RUNNER_TEMP/login"
      - if: always()
        uses: actions/cache/save@v4
        with:
          path: ${{ runner.temp }}/told
          key: livret-digest-${{ github.run_id }}
)";

// A file of its own: on pull_request_target the base branch's copy of it runs, whatever the pull request changes.
constexpr std::string_view github_guard = R"yaml(
name: livret-guard
on:
  pull_request_target:
permissions:
  contents: read
jobs:
  guard:
    if: vars.LIVRET_ARCHIVE != ''
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      {install}
      # What is proposed, joined to the branch as it is; it is read and never run.
      - name: guard
        env:
          NUMBER: ${{ github.event.number }}
          SENDER: ${{ github.event.pull_request.user.login }}
          ACTOR: ${{ github.actor }}
          HEAD: ${{ github.event.pull_request.head.sha }}
        run: |
          git fetch -q origin "+refs/pull/$NUMBER/merge:refs/livret/proposed"
          # GitHub makes the joined state when it has time: an older one is of another proposal.
          test "$(git rev-parse refs/livret/proposed^2)" = "$HEAD"
          # Who proposed it, and whoever caused this run, must both be allowed to: a click on "Update branch" lends nobody rights.
          for who in "$SENDER" "$ACTOR"; do
            livret guard --base "refs/livret/proposed^1" --head refs/livret/proposed --pusher "$who"
          done
)yaml";

constexpr std::string_view gitlab_steps = R"(
livret:
  image: debian:stable-slim
  rules:
    - if: $LIVRET_ARCHIVE
  variables:
    GIT_DEPTH: 0
  before_script:
    - apt-get update -q && apt-get install -qy --no-install-recommends ca-certificates curl git
    - curl -fsSL -o /tmp/livret.tar.gz "$LIVRET_ARCHIVE"
    - echo "$LIVRET_SHA256  /tmp/livret.tar.gz" | sha256sum --check
    - mkdir /tmp/livret && tar -xzf /tmp/livret.tar.gz -C /tmp/livret --strip-components=1
  script:
    - /tmp/livret/bin/livret check

# Where a schedule runs (CI/CD, Schedules; once a week): a checkpoint, if anything changed. Three protected variables: LIVRET_KEY
# and LIVRET_PASSPHRASE, of the type "File" (livret gets their paths and does not see the secrets in its environment), and
# LIVRET_PUSH_TOKEN, a project access token that may write in the repository.
checkpoint:
  extends: livret
  rules:
    - if: $LIVRET_ARCHIVE && $CI_PIPELINE_SOURCE == "schedule" && $LIVRET_SMTP == null
  script:
    - /tmp/livret/bin/livret check
    - install -m 600 "$LIVRET_KEY" /tmp/key.json
    - install -m 600 "$LIVRET_PASSPHRASE" /tmp/passphrase
    - /tmp/livret/bin/livret trust checkpoint --if-changed --yes --key /tmp/key.json --passphrase-file /tmp/passphrase
    - rm /tmp/key.json /tmp/passphrase
    - git add trust
    - 'git diff --cached --quiet || git -c user.name=livret -c user.email=livret@localhost commit -qm "trust: checkpoint"'
    - git push "https://livret:$LIVRET_PUSH_TOKEN@$CI_SERVER_HOST/$CI_PROJECT_PATH.git" "HEAD:$CI_COMMIT_BRANCH"

# Where another schedule runs (once a day) that sets LIVRET_SMTP (smtp://SERVER:587): to each an e-mail of what waits for her and
# what is new. LIVRET_SENDER is an address, LIVRET_SITE where the pages are (may be empty). Two protected variables of the type
# "File": LIVRET_PEOPLE, the private file of addresses that `livret import csv` writes, and LIVRET_SMTP_LOGIN, the server's user
# name and password on two lines. What was told is kept between the runs, whether all went well or not; it names nobody.
digest:
  extends: livret
  rules:
    - if: $LIVRET_ARCHIVE && $CI_PIPELINE_SOURCE == "schedule" && $LIVRET_SMTP
  resource_group: livret-digest
  cache:
    key: livret-digest
    when: always
    paths: [.told/]
  script:
    - apt-get install -qy --no-install-recommends libgmime-3.0-0 libcurl4
    - install -m 600 "$LIVRET_PEOPLE" /tmp/people.csv
    - install -m 600 "$LIVRET_SMTP_LOGIN" /tmp/login
    - mkdir -p /tmp/told .told && cp .told/* /tmp/told/ 2>/dev/null || true
    - >-
      /tmp/livret/bin/livret digest --smtp "$LIVRET_SMTP" --sender "$LIVRET_SENDER" ${LIVRET_SITE:+--base-url "$LIVRET_SITE"}
      --people /tmp/people.csv --credentials /tmp/login --state /tmp/told/state.json
  after_script:
    - mkdir -p .told && cp /tmp/told/state.json .told/
    - rm -f /tmp/people.csv /tmp/login

# Refuses a merge request that touches what is not its author's (guard.yaml says who is who). The merge request's own copy of this
# file decides what runs: in Settings, CI/CD, name a configuration file of another project; or, on a server of your own, let
# "livret guard" be the pre-receive hook. Whoever runs a pipeline again lends it her rights: a maintainer's run counts as hers.
guard:
  extends: livret
  rules:
    - if: $LIVRET_ARCHIVE && $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    # Against the branch as it is now: a merge request that is behind it is refused until it is rebased.
    - git fetch -q origin "$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
    - /tmp/livret/bin/livret guard --base FETCH_HEAD --head "$CI_COMMIT_SHA" --pusher "$GITLAB_USER_LOGIN"
)";

std::string guard_words(bool fr) {
    return fr ? "# Refuse une demande de tirage qui touche à ce qui n’est pas à qui la fait (livret guard ; guard.yaml dit qui "
                "est qui).\n"
                "# Elle ne garde que ce que la forge exige : protégez la branche (pas d’envoi direct) et rendez ce travail "
                "obligatoire.\n"
              : "# Refuses a pull request that touches what is not its author's (livret guard; guard.yaml says who is who).\n"
                "# It guards only what the forge insists on: protect the branch (no direct pushes) and require this job.\n";
}

std::string with_install_steps(std::string_view steps) {
    const auto step = [](std::string_view libraries) {
        return replace_all(std::string(github_install), "{libraries}", libraries);
    };
    const std::string mail = replace_all(std::string(steps), "      {install with mail}\n", step(mail_libraries));
    return replace_all(mail, "      {install}\n", step(""));
}

std::string pipeline(bool fr, std::string_view steps) {
    return std::string(fr ? "# Deux variables du dépôt à poser : LIVRET_ARCHIVE, l’adresse d’une archive "
                            ".tar.gz du programme (bin/ et share/),\n# et "
                            "LIVRET_SHA256, son empreinte SHA-256. Sans elles, rien n’est lancé.\n"
                          : "# Two variables to set for the repository: LIVRET_ARCHIVE, the address of a "
                            ".tar.gz of the program (bin/ and share/),\n# and "
                            "LIVRET_SHA256, its SHA-256 digest. Without them nothing is run.\n") +
           with_install_steps(steps.substr(1));
}

} // namespace

std::vector<NewFile> tooling_files(Language language) {
    const bool fr = language == Language::fr;
    return {
        {".editorconfig", std::string(editor_config)},
        {".gitattributes", git_attributes(fr)},
        {".github/workflows/livret-guard.yml", guard_words(fr) + pipeline(fr, github_guard)},
        {".github/workflows/livret.yml", pipeline(fr, github_steps)},
        {".gitignore", git_ignore(fr)},
        {".gitlab-ci.yml", pipeline(fr, gitlab_steps)},
        {".vscode/extensions.json", std::string(code_extensions)},
        {".vscode/settings.json", std::string(code_settings)},
        {".vscode/tasks.json", std::string(code_tasks)},
    };
}

} // namespace livret
