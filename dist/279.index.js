export const id = 279;
export const ids = [279];
export const modules = {

/***/ 5660:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  install: () => (/* binding */ install)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/@actions/tool-cache/lib/tool-cache.js + 2 modules
var tool_cache = __webpack_require__(9805);
// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/base/files.js
var files = __webpack_require__(378);
// EXTERNAL MODULE: ./lib/http/proxy.js
var proxy = __webpack_require__(6006);
;// CONCATENATED MODULE: ./lib/astro/install/download.js



/**
 * Downloads a file of a release, in up to three attempts. No token goes with the request: what is asked for is public. `hide` is
 * called with the password of a proxy. Throws a `UserError`.
 */
async function download(url, file, hide) {
    // The library would pass over a proxy that it cannot read; this throws.
    (0,proxy/* proxyFor */.iJ)(url, hide);
    try {
        await (0,tool_cache/* downloadTool */.bq)(url, file);
    }
    catch (error) {
        throw whyNot(url, error);
    }
}
const NETWORK = 'Check that this runner can reach it, through the proxy in HTTPS_PROXY if it needs one, or set `astro-mirror`.';
/** What a failed download means for the user. */
function whyNot(url, error) {
    const status = error instanceof tool_cache/* HTTPError */.Hl ? error.httpStatusCode : undefined;
    if (status === 404)
        return new errors/* UserError */.yo(`${url} does not exist (404)`, {
            hint: 'Check `astro-version`: only releases can be installed. A mirror in `astro-mirror` needs the folders of GitHub, such as `v1.41.0/`.'
        });
    if (status === 429)
        return new errors/* UserError */.yo(`${url} cannot be downloaded now: too many requests (429)`, {
            hint: 'Run again later, set `astro-mirror`, or install the Astro CLI in an earlier step.'
        });
    if (status !== undefined)
        return new errors/* UserError */.yo(`${url} was not downloaded: the answer has status ${status}`, {
            hint: status >= 500 ? 'Run again later, or set `astro-mirror`.' : NETWORK
        });
    const { code, message } = error;
    if (code === 'ENOSPC')
        return new errors/* UserError */.yo(`${url} was not downloaded: no space is left on the disk of this runner`, {
            hint: 'Free some 150 MB in the temporary folder of the runner.'
        });
    return new errors/* UserError */.yo(`${url} was not downloaded: ${message}`, { hint: NETWORK, cause: error });
}

// EXTERNAL MODULE: ./lib/astro/install/release.js + 1 modules
var install_release = __webpack_require__(4324);
// EXTERNAL MODULE: ./node_modules/@actions/exec/lib/exec.js + 2 modules
var exec = __webpack_require__(5260);
// EXTERNAL MODULE: ./lib/astro/version.js
var astro_version = __webpack_require__(9387);
;// CONCATENATED MODULE: ./lib/astro/install/unpack.js





const PROGRAM = 'astro';
/**
 * Takes the program out of an archive, whose name in messages is `name`, and returns its path in `folder`. Throws a `UserError` if
 * the archive is damaged, leads out of its folder, or has no such program.
 */
async function unpack(archive, name, folder, environment) {
    const tar = async (...args) => {
        const { exitCode, stdout, stderr } = await (0,exec/* getExecOutput */.H)('tar', args, { ...QUIET, env: { ...environment } });
        if (exitCode !== 0)
            throw new errors/* UserError */.yo(`${name} cannot be unpacked; tar said: ${stderr.trim() || `exit code ${exitCode}`}`, {
                hint: 'If no space is left, free some 150 MB in the temporary folder of the runner. Otherwise check what `astro-mirror` serves.'
            });
        return stdout;
    };
    const members = (await tar('-tzf', archive)).split('\n').filter(member => member !== '');
    const outside = members.find(isOutside);
    if (outside !== undefined)
        throw new errors/* UserError */.yo(`${name} is not unpacked: ${outside} in it leads out of its folder`);
    const member = members.find(member => (0,external_node_path_.normalize)(member) === PROGRAM);
    if (member === undefined)
        throw new errors/* UserError */.yo(`${name} does not contain the program ${PROGRAM}`);
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true, mode: 0o700 });
    await tar('-xzf', archive, '-C', folder, '--', member);
    const program = (0,external_node_path_.join)(folder, PROGRAM);
    if (!(0,external_node_fs_.lstatSync)(program).isFile())
        throw new errors/* UserError */.yo(`${name} does not contain the program ${PROGRAM}, but a link of that name`);
    (0,external_node_fs_.chmodSync)(program, 0o755);
    return program;
}
const isOutside = (member) => (0,external_node_path_.isAbsolute)(member) || (0,external_node_path_.normalize)(member).split('/')[0] === '..';
/** Throws a `UserError` unless the program runs here and says that it is this version. */
async function prove(program, name, version, environment) {
    const said = await (0,exec/* getExecOutput */.H)(`"${program}"`, ['version'], { ...QUIET, env: { ...environment } }).catch((error) => ({
        stdout: '',
        stderr: error.message
    }));
    const found = (0,astro_version/* versionIn */.It)(said.stdout);
    if (found === version)
        return;
    if (found !== undefined)
        throw new errors/* UserError */.yo(`${name} contains the astro CLI ${found}, not ${version}`);
    throw new errors/* UserError */.yo(`the astro CLI in ${name} does not run here; it said: ${(said.stderr || said.stdout).trim() || 'nothing'}`);
}
/** What they print is for this action, not for the log. */
const QUIET = { silent: true, ignoreReturnCode: true };

;// CONCATENATED MODULE: ./lib/astro/install/install.js










/** No other action puts anything there, so nobody takes it for a program. */
const TOOL = 'astro-cli-archive';
/**
 * Installs one release of the CLI for this run, and returns the path of its program. The tool cache keeps the archive, not the
 * program: whatever is there, half of it, or of whomever, has to pass the same check as a download. Throws a `UserError`.
 */
async function install(version, choice, work) {
    const { found, folder, environment } = work;
    const release = (0,install_release/* releaseOf */.l)(version, choice, { platform: (0,external_node_os_.platform)(), arch: (0,external_node_os_.arch)() });
    const file = (0,external_node_path_.join)(folder, release.archive);
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true, mode: 0o700 });
    const checksum = release.checksum ?? (await publishedChecksum(release, work));
    const isCached = await fromCache(release, file, checksum);
    if (!isCached)
        await downloadChecked(release, file, checksum, work);
    const program = await unpack(file, release.archive, (0,external_node_path_.join)(folder, 'bin'), environment);
    await prove(program, release.archive, version, environment);
    if (!isCached)
        await keep(release, file, found);
    const source = isCached ? 'the tool cache of this runner' : new URL(release.url).origin;
    found({ severity: 'note', subject: 'the astro CLI', message: `${version} was installed for this run, from ${source}` });
    return program;
}
async function downloadChecked({ url, archive }, file, checksum, work) {
    work.waiting(`Downloading ${url}`);
    await download(url, file, work.hide);
    const is = await digestOf(file);
    if (is !== checksum)
        throw new errors/* UserError */.yo(`${archive} has the wrong checksum: SHA-256 is ${is}, expected ${checksum}; it was not installed`, {
            hint: 'The download was cut or changed on the way, or is not what was released. Run again. If you build this archive yourself, set `astro-checksum`.'
        });
}
/** What the release says of itself, where nobody else has said anything. */
async function publishedChecksum({ version, archive, list }, { folder, found, hide }) {
    const file = (0,external_node_path_.join)(folder, list.name);
    await download(list.url, file, hide);
    const checksum = (0,install_release/* checksumIn */.H)((0,files/* readUtf8 */.Sx)(file, files/* SMALL */.o5), archive);
    if (checksum === undefined)
        throw new errors/* UserError */.yo(`${list.url} names no checksum of ${archive}; nothing was installed`);
    found({
        severity: 'warning',
        subject: 'the astro CLI',
        message: `${version} is checked only against ${list.name} of the same release: whoever can change the archive there can change that, too`,
        hint: `This action knows no checksum of that version: set \`astro-checksum\` to the SHA-256 of ${archive} from a source that you trust.`
    });
    return checksum;
}
/** A copy first: another job may replace what is in the cache at any time. */
async function fromCache({ version, archive }, file, checksum) {
    try {
        const cached = hasCache() ? (0,tool_cache/* find */.I6)(TOOL, version) : '';
        if (cached === '')
            return false;
        (0,external_node_fs_.copyFileSync)((0,external_node_path_.join)(cached, archive), file);
        if ((await digestOf(file)) === checksum)
            return true;
    }
    catch {
        // It is not whole, or has just gone: that is as good as none.
    }
    (0,external_node_fs_.rmSync)(file, { force: true });
    return false;
}
/** The run has its own copy, so it goes on without a cache. */
async function keep({ version, archive }, file, found) {
    if (!hasCache())
        return;
    try {
        await (0,tool_cache/* cacheFile */.NJ)(file, archive, TOOL, version);
    }
    catch (error) {
        // Another job has just put it there, or is about to: it has taken away the folder that this one was writing to.
        if ((0,tool_cache/* find */.I6)(TOOL, version) !== '' || error.code === 'ENOENT')
            return;
        const message = `${version} was not kept in the tool cache of this runner: ${error.message}`;
        found({
            severity: 'warning',
            subject: 'the astro CLI',
            message,
            hint: 'Each run downloads it until that folder is writable.'
        });
    }
}
const hasCache = () => Boolean(process.env['RUNNER_TOOL_CACHE']);
async function digestOf(file) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const part of (0,files/* partsOf */.CI)(file))
        hash.update(part);
    return hash.digest('hex');
}


/***/ }),

/***/ 4324:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  H: () => (/* binding */ checksumIn),
  l: () => (/* binding */ releaseOf)
});

// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
;// CONCATENATED MODULE: ./lib/astro/install/checksums.js
/**
 * SHA-256 of the archives that Astronomer has released, by version and platform, as its Homebrew tap (astronomer/homebrew-tap)
 * gives them: another repository than the one that serves the archives.
 */
const CHECKSUMS = {
    '1.41.0': {
        linux_amd64: 'd14bd43263610aebaae1012487bc5eaf4aeb4d0c49a37fc7eaf4f7a62f8ea153',
        linux_arm64: '31b4a4f9aba966f7c68411145d45eb2b0c3a01556791122c3e4b1a053713c447'
    },
    '1.42.0': {
        linux_amd64: 'bf42a29eb2479b5fa7de8544953bdc868557967651f26a4ed6b64f9b9f710a8c',
        linux_arm64: 'a891c4853c2b44f944547e72a223c60978c07825c43ef3e249a9fb91e2770682'
    },
    '1.43.0': {
        linux_amd64: 'bfea7dbe66fb3bb5594ffe632902f89ddf5ed5bd94603f3a3403463de40164b5',
        linux_arm64: 'bb028608fe5ff9c3dd83cd368db6e69a862a23af7e99cf0c770f21227968d06e'
    },
    '1.43.1': {
        linux_amd64: 'f154782463cea133a98d46515d005ca4f8869f049736a9f8733ebfcc61c50929',
        linux_arm64: '47c04b193fe494b5c7a52745a1ca3735828c1786b4152978e6d3c8cd4d58e40d'
    },
    '1.44.0': {
        linux_amd64: '93ece55776ad931a270d93f8d2fbcc5cf91157bd4423c72366b62ffaa72e6005',
        linux_arm64: '314a1b5adcd64a13ab60bfbdc13f07899f00ccb983b0de27eddb259f16c60591'
    },
    '1.45.0': {
        linux_amd64: '8455342dc97f061492a39306b8de5ccfe090080acff70db52d5244e0c1b52bec',
        linux_arm64: 'bdce34dbe739f294e0c13fb2ad2ccd530f37f3e95c7afb2519c226ade0a450b7'
    },
    '1.46.0': {
        linux_amd64: 'bf63dfbfc8373317d0aa0abdd6307f75c3890c0691483470c682054516f79dcf',
        linux_arm64: 'f69675aad852fc52e219217d28c066dc5a8e77eee457e1b5acfac1c615085be1'
    }
};

;// CONCATENATED MODULE: ./lib/astro/install/release.js


const GITHUB = 'https://github.com/astronomer/astro-cli/releases/download';
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' };
/** Throws a `UserError` for a machine that there is no archive for. */
function releaseOf(version, { checksum, mirror = GITHUB }, { platform, arch }) {
    const architecture = ARCHITECTURES[arch];
    if (platform !== 'linux' || architecture === undefined)
        throw new errors/* UserError */.yo(`the astro CLI cannot be installed on ${platform} ${arch}, only on linux x64 and linux arm64`, {
            hint: 'Use another runner, or install the Astro CLI in an earlier step.'
        });
    const target = `linux_${architecture}`;
    const archive = `astro_${version}_${target}.tar.gz`;
    const list = `astro_${version}_checksums.txt`;
    const known = checksum ?? CHECKSUMS[version]?.[target];
    const urlOf = (file) => `${mirror}/v${version}/${file}`;
    return {
        version,
        archive,
        url: urlOf(archive),
        list: { name: list, url: urlOf(list) },
        ...(known === undefined ? {} : { checksum: known })
    };
}
/** The checksum of a file in a list with lines `<64 hex digits>  <file>`; undefined if it is not there, or twice with a difference. */
function checksumIn(list, file) {
    const found = list.split('\n').flatMap(line => {
        const [, checksum = '', name] = /^([0-9a-f]{64}) [ *](\S+)$/i.exec(line.trimEnd()) ?? [];
        return name === file ? [checksum.toLowerCase()] : [];
    });
    return new Set(found).size === 1 ? found[0] : undefined;
}


/***/ })

};
