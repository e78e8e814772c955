import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

/** Where the operating system keeps its Chromium, and where the packaged one may be unpacked. */
export interface BrowserPlaces {
  readonly system: string;
  readonly unpackUnder: string;
}

const PLACES: BrowserPlaces = { system: '/usr/bin/chromium', unpackUnder: os.tmpdir() };
const ARCHIVES = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'];

/** Opens a headless Chromium: the system's own where there is one, else the one of `@sparticuz/chromium`. Downloads nothing. */
export async function openBrowser(places: BrowserPlaces = PLACES): Promise<Browser> {
  return chromium.launch(await launchOptions(places));
}

/** How to start the Chromium that this machine has. */
export async function launchOptions(places: BrowserPlaces): Promise<LaunchOptions> {
  // Under LANG=C navigator.language is `en-US@posix`, on which every Intl constructor throws.
  const env = { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' };
  const args = ['--no-sandbox', '--disable-dev-shm-usage'];
  if (await isExecutable(places.system)) return { executablePath: places.system, headless: true, args, env };
  const folder = await unpackedChromium(places.unpackUnder);
  return {
    executablePath: path.join(folder, 'chromium'),
    headless: true,
    args: [...args, '--no-zygote', '--disable-gpu'],
    env: { ...env, LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: path.join(folder, 'fonts.conf') },
  };
}

/**
 * Unpacks the packaged Chromium once per version and user. The folder gets its name by one rename when it is complete,
 * so test workers that start together neither see half a browser nor destroy one another's.
 */
async function unpackedChromium(parent: string): Promise<string> {
  const packageFolder = path.dirname(path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8')) as { version: string }; // its own package.json
  const folder = path.join(parent, `bridgework-chromium-${version}-${os.userInfo().uid}`);
  if (await isExecutable(path.join(folder, 'chromium'))) return folder;
  const staging = `${folder}.${randomBytes(6).toString('hex')}`;
  await mkdir(staging, { mode: 0o700 });
  try {
    await inflateInto(staging, packageFolder);
    await writeFile(path.join(staging, 'fonts.conf'), fontsConf(folder));
    await rename(staging, folder);
  } catch (error) {
    if (!(await isExecutable(path.join(folder, 'chromium')))) throw error; // else another worker was first
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return folder;
}

/** The package unpacks into TMPDIR only, so it runs in a process of its own, where that variable can be ours. */
async function inflateInto(folder: string, packageFolder: string): Promise<void> {
  const entry = pathToFileURL(path.join(packageFolder, 'build', 'index.js')).href;
  const archives = ARCHIVES.map((name) => path.join(packageFolder, 'bin', name));
  const script = `import { inflate } from ${JSON.stringify(entry)}; await Promise.all(${JSON.stringify(archives)}.map((archive) => inflate(archive)));`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env: { ...process.env, TMPDIR: folder } });
}

/** The package's own file names one fixed folder; without a font, text has no height and Playwright takes all of it for hidden. */
function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${path.join(folder, 'fonts')}</dir><cachedir>${path.join(folder, 'fonts-cache')}</cachedir></fontconfig>
`;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(() => true, () => false);
}
