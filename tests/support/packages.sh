# What ./run and ./check need of Debian 12, and how they get it. Read by both (sh).

# The compiler and its tools; then the libraries that CMakeLists.txt names, with the reason for each.
BUILD_PACKAGES="g++ cmake ninja-build ccache pkg-config nodejs npm ca-certificates
    libcmark-gfm-dev libcmark-gfm-extensions-dev libyaml-dev libpugixml-dev libzip-dev nlohmann-json3-dev libfmt-dev
    libexiv2-dev libkainjow-mustache-dev libutf8proc-dev libssl-dev libsodium-dev libjemalloc-dev zlib1g-dev libgmime-3.0-dev libcurl4-openssl-dev
    libcpp-httplib-dev libsqlite3-dev"
# What the tests are compiled with.
TEST_LIBRARIES="doctest-dev librapidcheck-dev"
# What tests/README.md says about each (weasyprint makes the certificates' PDF, as it does for institutes): the second compiler,
# the formatter, test libraries, and the counterparts that check our output.
TEST_PACKAGES="$TEST_LIBRARIES clang clang-format libclang-rt-14-dev chromium default-jre-headless libxml2-utils jing git openssh-server unzip zip
    openssl locales-all procps python3 libarchive-tools p7zip-full weasyprint poppler-utils qpdf python3-aiosmtpd"

# install_packages NAME...: installs those that are not there. Asks for root rights only if something is missing.
install_packages() {
    missing=""
    for package in "$@"; do
        # A Node from elsewhere does as well as Debian's, and cannot stand beside it.
        case $package in
        nodejs) command -v node >/dev/null && continue ;;
        npm) command -v npm >/dev/null && continue ;;
        esac
        if ! dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed'; then
            missing="$missing $package"
        fi
    done
    [ -z "$missing" ] && return 0
    echo "installing:$missing"
    as_root=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "these packages are missing, and neither root nor sudo is here:$missing" >&2; exit 1; }
        as_root=sudo
    fi
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
}
